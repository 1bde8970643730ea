package house

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A machine is a folder of programs, some real and some that only write down
// how they were called: what .ci/packages sees of a computer.
type machine struct {
	t    *testing.T
	path string
}

// fresh is a Debian with Go, where nothing that Kept needs is installed.
func fresh(t *testing.T) machine {
	t.Helper()
	m := machine{t, t.TempDir()}
	for _, real := range []string{"bash", "env", "grep", "cat", "mktemp", "tail", "rm"} {
		at, err := exec.LookPath(real)
		if err != nil {
			t.Skipf("no %s here", real)
		}
		if err := os.Symlink(at, filepath.Join(m.path, real)); err != nil {
			t.Fatal(err)
		}
	}
	m.has("go", ":")
	m.has("uname", "echo Linux")
	m.has("id", "echo 0")
	m.has("dpkg-query", "exit 1")
	m.has("apt-get", `echo "apt-get $*" >> "$CALLS"`)
	return m
}

// has puts a program there, in the words of a shell.
func (m machine) has(name, script string) {
	m.t.Helper()
	if err := os.WriteFile(filepath.Join(m.path, name), []byte("#!"+filepath.Join(m.path, "bash")+"\n"+script+"\n"), 0o755); err != nil {
		m.t.Fatal(err)
	}
}

func (m machine) lacks(name string) {
	m.t.Helper()
	if err := os.Remove(filepath.Join(m.path, name)); err != nil {
		m.t.Fatal(err)
	}
}

// packages runs the script for a job. It returns the exit status, what a
// person reads, and how the packages were asked for.
func (m machine) packages(job string) (status int, said, calls string) {
	m.t.Helper()
	script, err := filepath.Abs(filepath.Join("..", "..", "..", ".ci", "packages"))
	if err != nil {
		m.t.Fatal(err)
	}
	log := filepath.Join(m.t.TempDir(), "calls")
	c := exec.Command(filepath.Join(m.path, "bash"), script, job)
	c.Env = []string{"PATH=" + m.path, "CALLS=" + log, "TMPDIR=" + m.t.TempDir()}
	out, err := c.CombinedOutput()
	if c.ProcessState == nil {
		m.t.Fatal(err)
	}
	asked, err := os.ReadFile(log)
	if err != nil && !os.IsNotExist(err) {
		m.t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), string(out), string(asked)
}

const sudoers = `echo "sudo $*" >> "$CALLS"; exec "$@"`

// What a newcomer meets on each kind of machine: what is missing is named and
// installed, or one sentence says what to do.
func TestPackages(t *testing.T) {
	for _, c := range []struct {
		name   string
		job    string
		makeSo func(machine)
		status int
		says   []string
		asks   []string // in the calls; none when empty
	}{
		{"everything is there", "test", func(m machine) { m.has("dpkg-query", "echo 'install ok installed'") }, 0, nil, nil},
		{"root", "build", func(machine) {}, 0, []string{"missing and are installed now: gcc pkg-config"}, []string{"-qq update", "-y --no-install-recommends gcc pkg-config"}},
		{"tests read documents", "test", func(machine) {}, 0, []string{"poppler-utils"}, []string{"poppler-utils"}},
		{"one is missing", "build", func(m machine) {
			m.has("dpkg-query", `case "$*" in *xorg-dev) exit 1 ;; *) echo 'install ok installed' ;; esac`)
		}, 0, []string{"installed now: xorg-dev\n"}, []string{"--no-install-recommends xorg-dev\n"}},
		{"removed, its settings left", "build", func(m machine) { m.has("dpkg-query", "echo 'deinstall ok config-files'") }, 0, []string{"gcc"}, []string{"gcc"}},
		{"a person with sudo", "build", func(m machine) { m.has("id", "echo 1000"); m.has("sudo", sudoers) }, 0, []string{"with sudo: gcc"}, []string{"sudo env DEBIAN_FRONTEND=noninteractive apt-get", "-y --no-install-recommends gcc"}},
		{"a person whom sudo turns away", "build", func(m machine) { m.has("id", "echo 1000"); m.has("sudo", "exit 1") }, 1, []string{"sudo does not let you", "as root run “apt-get install gcc", "make run again."}, nil},
		{"a person without sudo", "test", func(m machine) { m.has("id", "echo 1000") }, 1, []string{"there is no sudo here", "as root run “apt-get install gcc", "make test again."}, nil},
		{"no network", "build", func(m machine) { m.has("apt-get", "echo 'E: Unable to fetch'; exit 100") }, 1, []string{"E: Unable to fetch", "could not be installed"}, nil},
		{"a source that is down", "build", func(m machine) { m.has("apt-get", `echo "$*" >> "$CALLS"; case "$*" in *update) exit 100 ;; esac`) }, 0, nil, []string{"-y --no-install-recommends gcc"}},
		{"another Linux", "build", func(m machine) { m.lacks("dpkg-query") }, 1, []string{"neither Debian nor Ubuntu", "gcc pkg-config", "./cmd/kept", "go test -tags ci"}, nil},
		{"another Linux that has dpkg", "build", func(m machine) { m.lacks("apt-get") }, 1, []string{"neither Debian nor Ubuntu"}, nil},
		{"a Mac", "build", func(m machine) { m.has("uname", "echo Darwin") }, 1, []string{"C compiler", "./cmd/kept"}, nil},
		{"no Go", "build", func(m machine) { m.lacks("go") }, 1, []string{"Go 1.26"}, nil},
		{"no such job", "else", func(machine) {}, 2, []string{"usage"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := fresh(t)
			c.makeSo(m)
			status, said, calls := m.packages(c.job)
			if status != c.status {
				t.Errorf("status %d, not %d: %s", status, c.status, said)
			}
			if len(c.says) == 0 && said != "" && len(c.asks) == 0 {
				t.Errorf("said %q, and there is nothing to say", said)
			}
			for _, words := range c.says {
				if !strings.Contains(said, words) {
					t.Errorf("said %q, without %q", said, words)
				}
			}
			if len(c.asks) == 0 && calls != "" {
				t.Errorf("installed something: %s", calls)
			}
			for _, words := range c.asks {
				if !strings.Contains(calls, words) {
					t.Errorf("called %q, without %q", calls, words)
				}
			}
		})
	}
}
