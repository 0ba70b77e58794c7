package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestImportWatches: what is saved into a new folder within the one that is watched is taken when it is complete, two
// seconds later: the system tells of it.
func TestImportWatches(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	ctx, quit := context.WithCancel(t.Context())
	defer quit()
	out, said := io.Pipe()
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{"import", "--watch", "--db", filepath.Join(t.TempDir(), "a.db"), folder},
			streams{nil, said, said})
		said.Close()
	}()
	began := time.Now()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		switch line := lines.Text(); {
		case strings.HasPrefix(line, "mingpao: watching "):
			below := filepath.Join(folder, "明報", "三月")
			if err := os.MkdirAll(below, 0o755); err != nil {
				t.Error(err)
			}
			copyFile(t, "../../testdata/pages/pns-opinion.html", filepath.Join(below, "page.html"))
		case strings.HasPrefix(line, "1 page: new 1, "):
			quit()
		}
	}
	if got := <-status; got != statusDone || time.Since(began) > 50*time.Second {
		t.Errorf("status %d after %v", got, time.Since(began))
	}
}
