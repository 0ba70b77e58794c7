package main

import (
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mingpao/testdata"
)

// slowSite answers slowly enough for a test to fall between pages.
func slowSite() http.Handler {
	site := testdata.NewSite()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(2 * time.Millisecond)
		site.ServeHTTP(w, r)
	})
}

// TestPowerLoss stops a crawl at some moments and copies the archive's files as a disk would hold them without power:
// the log whole, cut off anywhere, or gone. Every copy is a whole archive, and a crawl into it ends as one that nobody
// disturbed.
func TestPowerLoss(t *testing.T) {
	if testing.Short() {
		t.Skip("what is killed tells the race detector nothing")
	}
	t.Parallel()
	proxy, certificate := behindProxy(t, slowSite())
	dir := t.TempDir()
	crawlInto := func(db string) *exec.Cmd {
		return program(t, proxy, certificate, "crawl", "--quiet", "--delay", "0", "--db", db)
	}
	calm := filepath.Join(dir, "calm.db")
	if out, err := crawlInto(calm).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	running := filepath.Join(dir, "running.db")
	cmd := crawlInto(running)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var copies []string
	for i := range 3 {
		time.Sleep(rand.N(200 * time.Millisecond))
		if cmd.Process.Signal(syscall.SIGSTOP) != nil {
			break
		}
		copies = append(copies, copyArchive(t, running, filepath.Join(dir, string(rune('a'+i)))))
		_ = cmd.Process.Signal(syscall.SIGCONT)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	want := contents(t, calm)
	for _, db := range copies {
		if out, err := crawlInto(db).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if diff := cmp.Diff(want, contents(t, db)); diff != "" {
			t.Errorf("%s: undisturbed (-) and resumed (+) differ:\n%s", filepath.Base(filepath.Dir(db)), diff)
		}
	}
}

// copyArchive copies the file and its log into a folder, the log cut at a random place in two of three copies.
func copyArchive(t *testing.T, db, folder string) string {
	t.Helper()
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(folder, filepath.Base(db))
	for _, suffix := range []string{"", "-wal"} {
		b, err := os.ReadFile(db + suffix)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if suffix != "" && len(b) > 0 && rand.IntN(3) > 0 {
			b = b[:rand.IntN(len(b))]
		}
		if err := os.WriteFile(to+suffix, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(to); err == nil {
		checkIntegrity(t, to)
	}
	return to
}

// TestReadOnlyFolder runs as somebody who may not write where the archive lies: reading works, writing says what is
// wrong.
func TestReadOnlyFolder(t *testing.T) {
	dir, err := os.MkdirTemp("", "mingpao") // t.TempDir lies in a folder that only its owner may enter
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	saved := filepath.Join(dir, "page.html")
	if err := os.WriteFile(saved, testdata.Page("pns-opinion.html"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := program(t, "", "", "import", "--db", filepath.Join(dir, "mingpao.db"),
		saved).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, name := range []string{"mingpao.db", "new.db"} {
		cmd := asNobody(t, dir, "import", "--db", filepath.Join(dir, name), saved)
		out, _ := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != statusFailed || !strings.Contains(string(out), "its folder") ||
			strings.Count(string(out), "\n") != 1 {
			t.Errorf("%s: status %d: %s", name, code, out)
		}
	}
	for _, args := range [][]string{{"list"}, {"search", "圖書館"}, {"export", "--format", "jsonl"}} {
		out, err := asNobody(t, dir, append(args, "--db", filepath.Join(dir, "mingpao.db"))...).CombinedOutput()
		if err != nil || !strings.Contains(string(out), "社區圖書館") {
			t.Errorf("%v: %v: %s", args, err, out)
		}
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	checkIntegrity(t, filepath.Join(dir, "mingpao.db"))
}

// asNobody is a command of the program, run from a folder that is made read-only, by nobody where the tests run as
// root.
func asNobody(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := program(t, "", "", args...)
	if os.Getuid() == 0 {
		own := filepath.Join(dir, "program")
		if _, err := os.Stat(own); err != nil {
			copyFile(t, cmd.Path, own)
		}
		cmd.Path = own
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		if testing.CoverMode() != "" { // the folder for it is root's
			cmd.Env = append(cmd.Env, "GOCOVERDIR="+anybodysFolder(t))
		}
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
	return cmd
}

// anybodysFolder is a folder that everybody may write to.
func anybodysFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "mingpao")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}

// copyFile copies a program or an archive; anybody may run it.
func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}
