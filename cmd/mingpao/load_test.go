package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"mingpao/testdata"
	"mingpao/testdata/play"
)

// What a reading room must bear.
const (
	loadClients = 50
	loadTime    = 30 * time.Second
	loadPause   = 500 * time.Millisecond // between two pages of a reader, on average; MINGPAO_LOAD_PAUSE says another
	loadP99     = 300 * time.Millisecond
	loadMemory  = 150 // MB
)

// TestLoad lets many readers into the reading room of a copy of the archive that MINGPAO_LOAD names, while an import
// writes to it. Each looks at a page for a moment, far shorter than people do.
func TestLoad(t *testing.T) {
	archive := os.Getenv("MINGPAO_LOAD")
	if archive == "" {
		t.Skip("MINGPAO_LOAD names no archive")
	}
	dir := t.TempDir()
	db := filepath.Join(dir, "mingpao.db")
	copyFile(t, archive, db)
	// An older program's archive is of an older schema: then the wishes are read from the same archive brought up to date.
	wanted := readersWishes(t, cmp.Or(os.Getenv("MINGPAO_LOAD_WISHES"), db))
	program := builtProgram(t, dir)
	saved := pagesToImport(t, dir)
	room, address := startRoom(t, program, db)
	stop := importAgain(t, program, db, saved)
	openRoom(t, address)
	answers := readAll(t, address, wanted)
	imports := stop()
	t.Logf("%d imports of %d pages beside", imports, len(saved))
	memory := peakOf(t, room.Process.Pid)
	_ = room.Process.Signal(syscall.SIGTERM)
	if err := room.Wait(); err != nil {
		t.Error(err)
	}
	t.Logf("the room took %v of the processors' time", room.ProcessState.UserTime()+room.ProcessState.SystemTime())
	judge(t, answers, memory)
}

// builtProgram is the program, or the one that MINGPAO_LOAD_PROGRAM names, to hold two beside each other.
func builtProgram(t *testing.T, dir string) string {
	t.Helper()
	if given := os.Getenv("MINGPAO_LOAD_PROGRAM"); given != "" {
		return given
	}
	program := filepath.Join(dir, "mingpao")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return program
}

// pagesToImport writes saved pages and names them.
func pagesToImport(t *testing.T, dir string) []string {
	t.Helper()
	page := string(play.Padded(testdata.Page("pns-opinion.html")))
	var saved []string
	for i := range 2000 {
		id := strconv.Itoa(1_772_726_000_000 + i)
		path := filepath.Join(dir, id+".html")
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(page, "1772726401001", id)), 0o644); err != nil {
			t.Fatal(err)
		}
		saved = append(saved, path)
	}
	return saved
}

// startRoom starts the reading room and waits until it says where it is.
func startRoom(t *testing.T, program, db string) (room *exec.Cmd, address string) {
	t.Helper()
	room = exec.Command(program, "serve", "--db", db, "--listen", "127.0.0.1:0")
	said, err := room.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := room.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(said)
	for address == "" && lines.Scan() {
		_, rest, _ := strings.Cut(lines.Text(), "http://")
		address, _, _ = strings.Cut(rest, "/")
	}
	go func() {
		for lines.Scan() {
			t.Errorf("the room: %s", lines.Text())
		}
	}()
	t.Cleanup(func() { _ = room.Process.Kill() })
	return room, "http://" + address
}

// openRoom is the first reader, who waits until the room has counted what takes longest.
func openRoom(t *testing.T, address string) {
	t.Helper()
	for _, path := range []string{"/", "/authors", "/columns", "/keywords", "/search?q=a"} {
		response, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
	}
}

// importAgain imports pages until it is stopped, each time with other times: every one is a sighting that is not there
// yet.
func importAgain(t *testing.T, program, db string, saved []string) (stop func() int) {
	t.Helper()
	end, ended := make(chan bool), make(chan int)
	go func() {
		for n := 0; ; n++ {
			seen := time.Date(2026, 3, 6, 8, n, 0, 0, time.UTC).Format(time.RFC3339)
			cmd := exec.Command(program, "import", "--db", db, "--seen", seen, filepath.Dir(saved[0]))
			var said strings.Builder
			cmd.Stderr = &said
			if err := cmd.Start(); err != nil {
				t.Error(err)
			}
			done := make(chan error, 1)
			go func() { done <- cmd.Wait() }()
			select {
			case err := <-done:
				var status *exec.ExitError
				if errors.As(err, &status) && status.ExitCode() != 3 { // some files there are no pages
					t.Errorf("import: %v: %s", err, said.String())
				}
			case <-end:
				_ = cmd.Process.Signal(syscall.SIGTERM)
				<-done
				ended <- n + 1
				return
			}
		}
	}()
	return func() int { close(end); return <-ended }
}

// peakOf is how much memory a process has had at most, in MB; 0 where the system does not tell.
func peakOf(t *testing.T, pid int) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Log(err)
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	n, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return n >> 10
}

// judge says how it went, by kind.
func judge(t *testing.T, all []answered, memory int) {
	t.Helper()
	by, faults := map[string][]time.Duration{}, 0
	for _, a := range all {
		by[a.kind], by["all"] = append(by[a.kind], a.took), append(by["all"], a.took)
		if a.err != nil {
			if faults++; faults < 5 {
				t.Error(a.err)
			}
		}
	}
	for kind, took := range by {
		slices.SortFunc(took, cmp.Compare[time.Duration])
		t.Logf("%-8s %6d, median %v, p99 %v, longest %v", kind, len(took), part(took, 50), part(took, 99), took[len(took)-1])
	}
	t.Logf("%d faults, %d MB at most", faults, memory)
	if p99 := part(by["all"], 99); p99 > loadP99 || faults > 0 || memory > loadMemory {
		t.Errorf("p99 %v, %d faults, %d MB; at most %v, none, %d MB", p99, faults, memory, loadP99, loadMemory)
	}
}

// part is the time within which so many hundredths were answered.
func part(sorted []time.Duration, hundredths int) time.Duration {
	return sorted[(len(sorted)*hundredths-1)/100].Round(time.Millisecond)
}
