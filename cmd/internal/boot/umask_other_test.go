//go:build !unix

package boot

import "testing"

func openToAll(*testing.T) func() { return func() {} }
