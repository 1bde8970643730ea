// Window does the main job in the real window, as a person would: it reads
// the screen for the words it wants to click, types with a real keyboard, and
// asks keptctl what was stored. Called by .ci/window.
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// jobs in the order in which they fail fastest.
var jobs = []struct {
	name string
	run  func(*stage)
}{
	{"smoke", smoke},
	{"mouse", mouseJob},
	{"keys", keysJob},
	{"beside", beside},
	{"safety", safety},
	{"ledger", ledgerJob},
	{"ledger-keys", ledgerKeysJob},
	{"plan", planJob},
	{"packs", packsJob},
	{"close", closeJob},
	{"kill", killJob},
	{"windows", windowsJob},
	{"pack-pictures", packPictures},
	{"pictures", pictures},
}

// apart are the jobs that run only when asked for: .ci/wine asks for the first,
// the others write docs/pictures.
var apart = []string{"windows", "pack-pictures", "pictures"}

func main() {
	want := os.Args[1:]
	failed := false
	began := time.Now()
	for _, j := range jobs {
		if !asked(want, j.name) {
			continue
		}
		start := time.Now()
		fmt.Printf("-- %s\n", j.name)
		err := perform(j.name, j.run)
		if err != nil && j.name != "kill" && j.name != "close" && j.name != "windows" {
			// A click may miss on a machine that is busy; lost words never get a second try, nor does a Windows that is not new.
			fmt.Printf("-- %s again: %v\n", j.name, err)
			err = perform(j.name, j.run)
		}
		verdict := "ok"
		if err != nil {
			failed = true
			verdict = "FAILED: " + err.Error()
		}
		fmt.Printf("-- %s %s, %.0f s\n", j.name, verdict, time.Since(start).Seconds())
	}
	fmt.Printf("the window: %.0f s\n", time.Since(began).Seconds())
	if failed {
		fmt.Println("the last picture of a failed job is out/window/JOB-failed.png")
		os.Exit(1)
	}
}

func asked(want []string, name string) bool {
	if len(want) == 0 {
		return !slices.Contains(apart, name)
	}
	return strings.Contains(" "+strings.Join(want, " ")+" ", " "+name+" ")
}

// failure is a sentence that ends a job.
type failure string

func (f failure) Error() string { return string(f) }

// perform runs a job on a stage of its own and looks into the log of the
// program afterwards.
func perform(name string, run func(*stage)) (err error) {
	s, err := newStage(name, 1440, 900)
	if err != nil {
		return err
	}
	defer func() {
		switch f := recover().(type) {
		case nil:
		case failure:
			err = f
			s.picture("failed")
		default:
			s.end()
			panic(f)
		}
		s.quit()
		s.end()
		if err == nil {
			err = s.complaints()
		}
	}()
	run(s)
	return nil
}

func fail(format string, args ...any) { panic(failure(fmt.Sprintf(format, args...))) }
