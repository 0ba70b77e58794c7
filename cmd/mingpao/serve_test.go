package main

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"mingpao/testdata"
)

// TestServeOpen looks for a browser once the room is open. Where there is none, or it fails, it says so and goes on.
func TestServeOpen(t *testing.T) {
	db := filepath.Join(t.TempDir(), "mingpao.db")
	page := filepath.Join(t.TempDir(), "page.html")
	writeWithMode(t, page, string(testdata.Page("pns-opinion.html")), 0o644)
	if out, err := program(t, "", "", "import", "--db", db, page).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	const none = "mingpao: no browser could be opened; visit "
	for _, c := range []struct{ name, script, said string }{
		{"a browser", browserScript, ""}, {"it finds no browser", "exit 3", none}, {"nothing of that kind", "", none},
	} {
		t.Run(c.name, func(t *testing.T) {
			room := program(t, "", "", "serve", "--db", db, "--listen", "127.0.0.1:0", "--open")
			address := startWithBrowser(t, room, c.script, c.said)
			endsAtOnce(t, room, address)
		})
	}
}

// TestDemoServe shows the demo's archive.
func TestDemoServe(t *testing.T) {
	room := program(t, "", "", "demo", "--serve")
	endsAtOnce(t, room, startWithBrowser(t, room, browserScript, ""))
}

// browserScript takes the place of a browser: it keeps the address that it was told to visit.
const browserScript = `echo "$1" > "$OPENED.new" && /bin/mv "$OPENED.new" "$OPENED"`

// startWithBrowser starts a room that opens a browser, which is a script, and waits until it has done so
// or, where it cannot, says so. It returns the room's address.
func startWithBrowser(t *testing.T, room *exec.Cmd, script, said string) (address string) {
	t.Helper()
	dir := t.TempDir()
	opened, log := filepath.Join(dir, "opened"), filepath.Join(dir, "log")
	for _, name := range []string{"xdg-open", "open"} {
		if script != "" {
			writeWithMode(t, filepath.Join(dir, name), "#!/bin/sh\n"+script+"\n", 0o755)
		}
	}
	room.Env = append(room.Env, "PATH="+dir, "OPENED="+opened)
	stderr, err := os.Create(log)
	if err != nil {
		t.Fatal(err)
	}
	defer stderr.Close()
	room.Stderr = stderr
	if err := room.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = room.Process.Kill() })
	var text string
	for range 1000 {
		time.Sleep(20 * time.Millisecond)
		visited, _ := os.ReadFile(opened)
		all, _ := os.ReadFile(log)
		text = string(all)
		_, at, _ := strings.Cut(text, "reading room: ")
		address, _, _ = strings.Cut(at, " ")
		isOpen := said == "" && string(visited) == address+"\n"
		if address != "" && (isOpen || said != "" && strings.Contains(text, said+address)) {
			return address
		}
	}
	t.Fatalf("no browser, and no word of it: %s", text)
	return ""
}

// endsAtOnce visits a room, and ends it while the connection is kept.
func endsAtOnce(t *testing.T, cmd *exec.Cmd, address string) {
	t.Helper()
	response, err := http.Get(address)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatal(response, err)
	}
	response.Body.Close()
	kept, err := net.Dial("tcp", strings.Trim(address, "htp:/"))
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	fmt.Fprintf(kept, "GET /help HTTP/1.1\r\nHost: %s\r\n\r\n", strings.Trim(address, "htp:/"))
	if _, err := bufio.NewReader(kept).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	_ = cmd.Process.Signal(syscall.SIGTERM)
	if err := cmd.Wait(); err != nil || time.Since(begun) > 5*time.Second { // a second on a machine that is not busy
		t.Errorf("it ended after %v: %v", time.Since(begun), err)
	}
}

func writeWithMode(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}
