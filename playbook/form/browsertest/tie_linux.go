package browsertest

import (
	"os/exec"
	"syscall"
)

// tie ends a process with the test, also where that is killed and cleans up
// nothing.
func tie(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM} }
