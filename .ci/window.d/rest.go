package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// rested waits until the window's program and the X server have nothing to do:
// every key and click sent before was worked on. On a busy machine a program
// that waits for the processor counts as one that works, so this holds however
// slow it is, where a pause would guess.
func (s *stage) rested() {
	if s.kept == nil || len(s.servants) == 0 {
		return
	}
	pids := append([]int{s.kept.cmd.Process.Pid, s.servants[0].Process.Pid}, s.kept.beside...)
	calm := 0
	for end := time.Now().Add(patience / 2); calm < 5 && time.Now().Before(end); time.Sleep(12 * time.Millisecond) {
		calm++
		for _, pid := range pids {
			if atWork(pid) {
				calm = 0
			}
		}
	}
}

// atWork tells whether a thread of a process runs, waits for the processor,
// or for the disk.
func atWork(pid int) bool {
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", pid))
	if err != nil {
		return false
	}
	for _, t := range tasks {
		stat, err := os.ReadFile(t)
		if err != nil { // it ended
			continue
		}
		// The state stands behind the name, which is in brackets.
		if i := bytes.LastIndexByte(stat, ')'); i >= 0 && i+2 < len(stat) && (stat[i+2] == 'R' || stat[i+2] == 'D') {
			return true
		}
	}
	return false
}
