// Package browsertest fills pages in headless Chromium, for tests. It speaks
// WebDriver with the standard library alone.
package browsertest

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A Browser is one window of headless Chromium.
type Browser struct {
	t       *testing.T
	base    string // of the session
	folder  string // of downloads
	profile string
}

// Start starts a browser of a size; below 600 points it is a phone. Without one
// on this machine the test is skipped, loudly, unless it is a run that must have
// it: in CI .ci/packages installs it.
func Start(t *testing.T, width, height int) *Browser {
	t.Helper()
	driver, err := exec.LookPath("chromedriver")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("chromedriver is not here; .ci/packages test installs chromium and chromium-driver")
		}
		t.Skip("NOT TESTED: no browser is here, so the page of a request was not filled in one; install chromium and chromium-driver, or run .ci/packages test")
	}
	b := &Browser{t: t, folder: t.TempDir(), profile: t.TempDir()}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, driver, fmt.Sprintf("--port=%d", port))
	cmd.Env = append(os.Environ(), "HOME="+b.profile)
	tie(cmd)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		_ = cmd.Wait() // it was killed, and says so
	})
	root := fmt.Sprintf("http://127.0.0.1:%d", port)
	for i := 0; ; i++ {
		if res, err := http.Get(root + "/status"); err == nil {
			res.Body.Close()
			break
		} else if i > 300 {
			t.Fatal("chromedriver does not answer: ", err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.base = root
	args := []string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-device-scale-factor=1", "--lang=en-GB",
		fmt.Sprintf("--window-size=%d,%d", width, height), "--user-data-dir=" + b.profile}
	prefs := map[string]any{"download.default_directory": b.folder, "download.prompt_for_download": false}
	caps := map[string]any{"browserName": "chrome", "goog:chromeOptions": map[string]any{"args": args, "prefs": prefs}, "goog:loggingPrefs": map[string]any{"browser": "ALL"}}
	var made struct {
		SessionID string `json:"sessionId"`
	}
	b.call("POST", "/session", map[string]any{"capabilities": map[string]any{"alwaysMatch": caps}}, &made)
	b.base += "/session/" + made.SessionID
	t.Cleanup(func() { b.call("DELETE", "", nil, nil) })
	// A window has frames; what counts is the width of the page itself.
	b.CDP("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
	return b
}

func (b *Browser) call(method, path string, in, out any) {
	b.t.Helper()
	var body io.Reader
	if method == "POST" {
		if in == nil {
			in = map[string]any{}
		}
		raw, err := json.Marshal(in)
		if err != nil {
			b.t.Fatal(err)
		}
		body = bytes.NewReader(raw)
	}
	req, err := http.NewRequest(method, b.base+path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	res, err := (&http.Client{Timeout: 2 * time.Minute}).Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if res.StatusCode != 200 {
		b.t.Fatalf("%s %s: %s", method, path, raw)
	}
	var got struct{ Value json.RawMessage }
	if err := json.Unmarshal(raw, &got); err != nil {
		b.t.Fatal(err)
	}
	if out != nil {
		if err := json.Unmarshal(got.Value, out); err != nil {
			b.t.Fatalf("%s %s: %v in %s", method, path, err, got.Value)
		}
	}
}

// CDP gives a command of the DevTools protocol.
func (b *Browser) CDP(cmd string, params map[string]any) {
	b.t.Helper()
	b.call("POST", "/goog/cdp/execute", map[string]any{"cmd": cmd, "params": params}, nil)
}

// Open shows a file.
func (b *Browser) Open(file string) {
	b.t.Helper()
	b.call("POST", "/url", map[string]any{"url": "file://" + file}, nil)
}

// Reload loads the page again.
func (b *Browser) Reload() { b.t.Helper(); b.call("POST", "/refresh", nil, nil) }

// JS runs a function body in the page and reads what it returns.
func (b *Browser) JS(out any, body string, args ...any) {
	b.t.Helper()
	if args == nil {
		args = []any{}
	}
	b.call("POST", "/execute/sync", map[string]any{"script": body, "args": args}, out)
}

// element finds what a selector means and waits for it.
func (b *Browser) element(selector string) string {
	b.t.Helper()
	var found map[string]string
	b.call("POST", "/element", map[string]any{"using": "css selector", "value": selector}, &found)
	for _, id := range found {
		return id
	}
	b.t.Fatalf("nothing is %s", selector)
	return ""
}

// Click presses what a selector means, as a pointer does.
func (b *Browser) Click(selector string) {
	b.t.Helper()
	b.JS(nil, `document.querySelector(arguments[0]).scrollIntoView({block: 'center', behavior: 'instant'})`, selector)
	b.call("POST", "/element/"+b.element(selector)+"/click", nil, nil)
}

// write types into a control with real keys.
func (b *Browser) Write(selector, text string) {
	b.t.Helper()
	b.JS(nil, `document.querySelector(arguments[0]).scrollIntoView({block: 'center', behavior: 'instant'})`, selector)
	b.call("POST", "/element/"+b.element(selector)+"/value", map[string]any{"text": text}, nil)
}

// Picture saves what the window shows when KEPT_PICTURES names a folder.
func (b *Browser) Picture(name string) {
	b.t.Helper()
	folder := os.Getenv("KEPT_PICTURES")
	if folder == "" {
		return
	}
	var b64 string
	b.call("GET", "/screenshot", nil, &b64)
	raw, err := base64.StdEncoding.DecodeString(b64)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), raw, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// Complaints are the errors of the page's console.
func (b *Browser) Complaints() []string {
	b.t.Helper()
	var log []struct{ Level, Message string }
	b.call("POST", "/se/log", map[string]any{"type": "browser"}, &log)
	var out []string
	for _, l := range log {
		if l.Level == "SEVERE" || strings.Contains(l.Message, "Content Security Policy") {
			out = append(out, l.Message)
		}
	}
	return out
}

// Downloaded waits for the one file in the folder of downloads and returns it,
// taking it away.
func (b *Browser) Downloaded() (name string, content []byte) {
	b.t.Helper()
	for range 200 {
		files, err := os.ReadDir(b.folder)
		if err != nil {
			b.t.Fatal(err)
		}
		for _, f := range files {
			if strings.HasSuffix(f.Name(), ".json") {
				path := filepath.Join(b.folder, f.Name())
				raw, err := os.ReadFile(path)
				if err != nil {
					b.t.Fatal(err)
				}
				if len(raw) == 0 {
					continue
				}
				os.Remove(path)
				return f.Name(), raw
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatal("nothing was downloaded")
	return "", nil
}
