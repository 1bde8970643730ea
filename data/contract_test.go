package data_test

import (
	"testing"

	"kept/data/datatest"
	"kept/playbook"
)

func TestContract(t *testing.T) {
	datatest.Contract(t, func(t *testing.T) playbook.Store { return datatest.New(t) })
}
