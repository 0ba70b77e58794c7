package main

import (
	"bufio"
	"database/sql"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"mingpao/store"
	"mingpao/testdata"
)

// savedPages writes pages to import.
func savedPages(t *testing.T, n int) (folder string) {
	t.Helper()
	folder = t.TempDir()
	page := string(testdata.Page("pns-opinion.html"))
	for i := range n {
		id := strconv.Itoa(1_772_726_000_000 + i)
		text := strings.ReplaceAll(page, "1772726401001", id)
		if err := os.WriteFile(filepath.Join(folder, id+".html"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// emptyArchive makes an archive that has nothing in it.
func emptyArchive(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "mingpao.db")
	a, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
	return path
}

// TestAnotherWriter imports while another program holds the archive in a transaction of its own: the import says so
// after ten seconds, and goes on when it may.
func TestAnotherWriter(t *testing.T) {
	if testing.Short() {
		t.Skip("waits ten seconds, as the program does")
	}
	t.Parallel()
	db := emptyArchive(t)
	release := holdArchive(t, db)
	cmd := program(t, "", "", "import", "--db", db, savedPages(t, 1))
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(said)
	if !lines.Scan() || !strings.Contains(lines.Text(), "another program has it locked; waiting for it") {
		t.Errorf("said %q", lines.Text())
	}
	release()
	for lines.Scan() {
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	if got := len(contents(t, db)); got != 1 {
		t.Errorf("%d articles, want 1", got)
	}
}

// TestAnotherWriterStays crawls while another program begins a transaction that does not end: when the time is up, the
// crawl says so, with the status of a run that was not complete, and what it fetched before is kept.
func TestAnotherWriterStays(t *testing.T) {
	t.Parallel()
	site := slowSite()
	proxy, certificate := behindProxy(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(30 * time.Millisecond)
		site.ServeHTTP(w, r)
	}))
	db := emptyArchive(t)
	cmd := program(t, proxy, certificate, "crawl", "--delay", "0", "--max-time", "6s", "--db", db)
	var errs strings.Builder
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for articlesIn(t, db) < 5 {
		time.Sleep(10 * time.Millisecond)
	}
	release := holdArchive(t, db)
	had := articlesIn(t, db)
	_ = cmd.Wait()
	release()
	if code := cmd.ProcessState.ExitCode(); code != statusPartly ||
		!strings.Contains(errs.String(), "another program is writing to it") {
		t.Errorf("status %d: %s", code, &errs)
	}
	if got := len(contents(t, db)); got < had {
		t.Errorf("%d articles, and there were %d", got, had)
	}
}

// articlesIn counts the articles of an archive as another program does.
func articlesIn(t *testing.T, path string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro&_busy_timeout=10000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT count(*) FROM heads").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// holdArchive begins a transaction on an archive, as another SQLite tool may.
func holdArchive(t *testing.T, path string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?_txlock=immediate&_busy_timeout=10000")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		_ = tx.Rollback()
		db.Close()
	}
}

// otherEnv makes the test binary be another program of SQLite: it carries out the statement on its argument.
const otherEnv = "MINGPAO_TEST_OTHER"

// another is a command of another program that has an archive open for a moment, and prints what a statement gives.
func another(t *testing.T, path, statement string) *exec.Cmd {
	t.Helper()
	if shell, err := exec.LookPath("sqlite3"); err == nil {
		return exec.Command(shell, "-batch", "-cmd", ".timeout 20000", path, statement)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, path)
	cmd.Env = append(os.Environ(), otherEnv+"="+statement)
	return cmd
}

// beAnother is that program, where SQLite's shell is not installed.
func beAnother(path, statement string) error {
	db, err := sql.Open("sqlite3", "file:"+path+"?_busy_timeout=20000")
	if err != nil {
		return err
	}
	defer db.Close()
	if do, _, found := strings.Cut(statement, ";"); found {
		if _, err := db.Exec(do); err != nil {
			return err
		}
		statement = statement[len(do)+1:]
	}
	var n int
	if err := db.QueryRow(statement).Scan(&n); err != nil {
		return err
	}
	_, err = fmt.Println(n)
	return err
}

// TestBesideTheRoom imports while the reading room is open, which somebody has just used: the import ends well, and
// when the room is idle, the next one leaves the archive at rest.
func TestBesideTheRoom(t *testing.T) {
	if testing.Short() {
		t.Skip("waits until the room has been idle for ten seconds")
	}
	t.Parallel()
	db := emptyArchive(t)
	room := program(t, "", "", "serve", "--db", db, "--listen", "127.0.0.1:0")
	said, err := room.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := room.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = room.Process.Kill(); _ = room.Wait() }()
	lines := bufio.NewScanner(said)
	lines.Scan()
	_, address, _ := strings.Cut(lines.Text(), "reading room: ")
	address, _, _ = strings.Cut(address, " ")
	saved := savedPages(t, 1)
	writer, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	writer.Close()
	if isAtRest(t, db) {
		t.Error("at rest though the room has it open with its log")
	}
	for end := time.Now().Add(time.Minute); !isAtRest(t, db); time.Sleep(time.Second) {
		if time.Now().After(end) {
			t.Fatal("the archive does not come to rest")
		}
		if status, _, errs := tryCommand(t, "import", "--db", db, saved); status != statusDone {
			t.Errorf("status %d: %s", status, errs)
		}
	}
}

// isAtRest reports whether a file has no log: https://sqlite.org/fileformat.html, 1.3.3.
func isAtRest(t *testing.T, path string) bool {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = os.Stat(path + "-wal")
	return b[18] == 1 && err != nil
}
