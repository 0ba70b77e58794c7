package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestBesideOthers crawls, imports and merges while another program of SQLite reads the archive over and over, or
// writes to a table of its own in it: nobody deletes the log under the other, nothing that was finished is lost, also
// where the run is killed, and the archive is sound. MINGPAO_KILLS is how often it is killed; without
// it, one of the three is, once.
func TestBesideOthers(t *testing.T) {
	if testing.Short() {
		t.Skip("what is killed tells the race detector nothing")
	}
	kills := numberOf(t, "MINGPAO_KILLS", 1)
	proxy, certificate := behindProxy(t, slowSite())
	saved, merged := savedPages(t, 150), emptyArchive(t)
	if out, err := program(t, "", "", "import", "--db", merged, saved).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, command := range drawn("MINGPAO_KILLS",
		[][]string{{"crawl", "--delay", "0"}, {"import", saved}, {"merge", merged}}) {
		args := func(db string) []string { return append([]string{command[0], "--db", db}, command[1:]...) }
		calm := emptyArchive(t)
		if out, err := program(t, proxy, certificate, args(calm)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		want := contents(t, calm)
		for name, statement := range map[string]string{
			"a reader": "SELECT count(*) FROM heads",
			"a writer": "INSERT INTO theirs VALUES (1); SELECT count(*) FROM heads",
		} {
			t.Run(command[0]+" beside "+name, func(t *testing.T) {
				t.Parallel()
				b := &beside{db: emptyArchive(t), statement: statement}
				b.other(t, "CREATE TABLE theirs (x); SELECT 0")
				begin := func() *exec.Cmd { return program(t, proxy, certificate, args(b.db)...) }
				for range kills {
					b.run(t, begin(), time.Duration(20+rand.IntN(600))*time.Millisecond)
				}
				b.run(t, begin(), 0)
				if diff := cmp.Diff(want, contents(t, b.db)); diff != "" {
					t.Errorf("undisturbed (-) and beside another (+) differ:\n%s", diff)
				}
				b.expectTheirs(t)
			})
		}
	}
}

// beside is another program that has an archive open again and again while we write to it.
type beside struct {
	db, statement string
	times, most   int // that it was there, and the articles that it saw
}

// run runs a command beside it, and kills it after a time; 0: lets it end.
func (b *beside) run(t *testing.T, cmd *exec.Cmd, kill time.Duration) {
	t.Helper()
	var errs strings.Builder
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var isOver atomic.Bool
	watched := make(chan int)
	go func() { watched <- watch(t, cmd.Process.Pid, b.db, &isOver) }()
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	if kill > 0 {
		time.AfterFunc(kill, func() { _ = cmd.Process.Kill() })
	}
	var failure error
	for running := true; running; {
		select {
		case failure = <-ended:
			running = false
		default:
			b.look(t)
		}
	}
	isOver.Store(true)
	if locks := <-watched; locks == 0 && kill == 0 {
		t.Error("the program never had SQLite's locks on the archive")
	}
	if kill == 0 && failure != nil {
		t.Errorf("%v: %s", failure, &errs)
	}
	b.look(t)
}

// look has the other program look, which never sees fewer articles than before.
func (b *beside) look(t *testing.T) {
	t.Helper()
	n := b.other(t, b.statement)
	if b.times++; n < b.most {
		t.Errorf("%d articles, and there were %d", n, b.most)
	}
	b.most = max(b.most, n)
}

func (b *beside) other(t *testing.T, statement string) int {
	t.Helper()
	out, err := another(t, b.db, statement).CombinedOutput()
	n, odd := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil || odd != nil {
		t.Errorf("the other program: %v: %s", err, out)
	}
	return n
}

// expectTheirs expects what it wrote to its own table.
func (b *beside) expectTheirs(t *testing.T) {
	t.Helper()
	want := 0
	if strings.HasPrefix(b.statement, "INSERT") {
		want = b.times
	}
	if n := b.other(t, "SELECT count(*) FROM theirs"); n != want {
		t.Errorf("its table has %d rows, want %d", n, want)
	}
	t.Logf("the other program was there %d times", b.times)
}

// watch looks for logs that were deleted under a process, and counts how often it had locks on the archive.
func watch(t *testing.T, pid int, db string, isOver *atomic.Bool) (locks int) {
	info, err := os.Stat(db)
	if err != nil {
		t.Error(err)
		return 0
	}
	inode := fmt.Sprintf(":%d ", info.Sys().(*syscall.Stat_t).Ino)
	for ; !isOver.Load(); time.Sleep(5 * time.Millisecond) {
		open, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
		for _, name := range open {
			if target, err := os.Readlink(name); err == nil && strings.Contains(target, "-wal (deleted)") {
				t.Errorf("deleted while the program writes: %s", target)
			}
		}
		held, _ := os.ReadFile("/proc/locks")
		for line := range strings.Lines(string(held)) {
			if strings.Contains(line, fmt.Sprintf(" %d ", pid)) && strings.Contains(line, inode) {
				locks++
			}
		}
	}
	return locks
}
