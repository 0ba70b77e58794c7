package sample

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/extract/site"
	"mingpao/store/frontier"
	"mingpao/store/internal/upkeep"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// Many is an archive of so many articles, with a queue, at rest.
func Many(t *testing.T, n int) (path string) {
	t.Helper()
	a, path := OpenIn(t, "old.db")
	var batch []record.Sighting
	for i := range n {
		batch = append(batch, Seen(i, strings.Repeat(fmt.Sprintf("第%d段文字。", i), 100), Noon))
	}
	if _, err := record.Import(t.Context(), a, 1, batch, Noon); err != nil {
		t.Fatal(err)
	}
	if _, err := frontier.New(a).Add(t.Context(), []queue.Listing{{Ref: Ref(t, batch[0].URL), Source: "feed"}},
		Noon); err != nil {
		t.Fatal(err)
	}
	gone := site.Ref{Edition: batch[n-1].Article.Edition, ID: batch[n-1].Article.ID}
	if err := upkeep.Remove(t.Context(), a, []site.Ref{gone}, "court order", Noon); err != nil {
		t.Fatal(err)
	}
	a.Close()
	Rest(t, path)
	return path
}

// CopyFile copies a file as cp does, into the file that is there.
func CopyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// Killed makes what a run that was killed leaves at path: the file and its log. The run has begun with the archive at
// from.
func Killed(t *testing.T, from, path string, seed uint64) {
	t.Helper()
	live := filepath.Join(t.TempDir(), "live.db")
	CopyFile(t, from, live)
	a := OpenAt(t, live)
	if _, err := a.SQL.Exec("PRAGMA wal_autocheckpoint = 0"); err != nil {
		t.Fatal(err)
	}
	Bring(t, a, rand.New(rand.NewPCG(seed, seed)), Looks())
	for _, end := range []string{"", "-wal"} {
		CopyFile(t, live+end, path+end)
	}
	a.Close()
}

// Rest is an archive as a run leaves it that ended: without a log, in rollback mode.
func Rest(t *testing.T, path string) {
	t.Helper()
	Run(t, path, "PRAGMA journal_mode = DELETE")
}
