package watching

import (
	"archive/zip"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/intake"
	"mingpao/store"
)

// TestWatch: a line a batch; what was taken is not read again, whoever watches; what cannot be read is named once.
func TestWatch(t *testing.T) {
	onStage(t, func(s *stage) {
		s.page(0)
		s.begin()
		time.Sleep(3 * time.Second)
		s.has(1)
		s.write("other.html", "<html><title>Elsewhere</title><p>Nothing.</html>")
		s.write("torn.html", pageOf(1)[:3000]+"</html>")
		time.Sleep(3 * time.Hour)
		s.want(cli.Partly, `mingpao: new archive a.db
mingpao: watching in; Ctrl-C ends it
1 page: new 1, changed 0, unchanged 0, without an article 0, 1 time taken from the files
mingpao: in/torn.html: broken markup: a script, a comment or a value in the article does not end
1 page: new 0, changed 0, unchanged 0, without an article 1; passed over: 1 unknown page design
in all 2 pages: new 1, changed 0, unchanged 0, without an article 1
`)
		for _, name := range []string{"in/torn.html", "in/other.html"} {
			if err := os.Remove(s.path(name)); err != nil {
				t.Fatal(err)
			}
		}
		s.begin()
		time.Sleep(3 * time.Second)
		s.page(1)
		time.Sleep(time.Hour)
		s.want(cli.Done, `mingpao: watching in; Ctrl-C ends it
1 page: new 1, changed 0, unchanged 0, without an article 0, 1 time taken from the files
in all 1 page: new 1, changed 0, unchanged 0, without an article 0
`)
		s.has(2)
	})
}

// TestBesideCrawls: two hours of pages, each batch of which holds the archive for a while, beside a crawl every quarter
// of an hour that holds it for up to twelve minutes: no one ends for the other's sake.
func TestBesideCrawls(t *testing.T) {
	onStage(t, func(s *stage) {
		const minutes, pages = 120, 40
		s.slow = 20 * time.Second
		s.begin()
		crawls := make(chan error)
		for at := 7; at < minutes; at += 15 {
			time.AfterFunc(time.Duration(at)*time.Minute, func() { crawls <- s.crawl(time.Duration(at%13) * time.Minute) })
		}
		for n := range pages {
			time.AfterFunc(time.Duration(n)*minutes/pages*time.Minute, func() { s.page(n) })
		}
		for range minutes / 15 {
			if err := <-crawls; err != nil {
				t.Error(err)
			}
		}
		time.Sleep(15 * time.Minute)
		status, said := s.end()
		if status != cli.Done || !strings.Contains(said, "\nin all 40 pages: new 40, changed 0, unchanged 0, ") ||
			strings.Contains(said, "locked") || strings.Contains(said, "another run") {
			t.Errorf("status %d: %s", status, said)
		}
		s.has(pages)
	})
}

// crawl holds the archive as a crawl does.
func (s *stage) crawl(lasts time.Duration) error {
	patience := store.Patience{Wait: 12 * time.Minute, Until: time.Now().Add(12 * time.Minute)}
	return cli.WritePatiently(s.t.Context(), io.Discard, s.path("a.db"), patience, func(*store.Archive) error {
		time.Sleep(lasts)
		return nil
	})
}

// TestCutShort: a file in the midst of which the program was ended, or killed, is read again.
func TestCutShort(t *testing.T) {
	const pages, torn = 60, 30
	for name, isKilled := range map[string]bool{"interrupted": false, "killed": true} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(s *stage) {
				s.write("pages.zip", zipOf(t, pages, torn))
				s.said.atError = func() { s.quit() }
				s.begin()
				time.Sleep(time.Minute)
				if status, said := s.end(); status != cli.Interrupted || strings.Contains(said, "new 59") {
					t.Fatalf("it was not cut short: status %d: %s", status, said)
				}
				if isKilled {
					s.forgetEnd()
				}
				s.said.atError = nil
				s.begin()
				time.Sleep(time.Minute)
				if status, said := s.end(); status != cli.Done { // what is torn is kept, too
					t.Errorf("status %d: %s", status, said)
				}
				s.has(pages - 1)
			})
		})
	}
}

// zipOf are the pages of articles; one is torn, and will be named.
func zipOf(t *testing.T, pages, torn int) string {
	t.Helper()
	var b strings.Builder
	z := zip.NewWriter(&b)
	for n := range pages {
		text := pageOf(n)
		if n == torn {
			text = "<!-- saved from url=(0093)https://news.mingpao.com/pns/x/article/20260306/s00012/1772726000030 -->" +
				text[:len(text)/2]
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: strconv.Itoa(n) + ".html", Modified: time.Now().AddDate(0, -1, 0)})
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// forgetEnd leaves runs as a kill does.
func (s *stage) forgetEnd() {
	s.t.Helper()
	db, err := sql.Open("sqlite3", s.path("a.db"))
	if err == nil {
		defer db.Close()
		_, err = db.ExecContext(s.t.Context(), "UPDATE runs SET ended = NULL, status = NULL")
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// TestAway: an archive that cannot be written, and a folder that is away, are named once, and used when they are back.
func TestAway(t *testing.T) {
	onStage(t, func(s *stage) {
		s.begin()
		time.Sleep(time.Minute)
		s.page(0)
		for _, name := range []string{"a.db", "in"} {
			s.away(name, 3*time.Hour)
			time.Sleep(3 * time.Minute)
		}
		s.has(1)
		s.want(cli.Done, `mingpao: new archive a.db
mingpao: watching in; Ctrl-C ends it
mingpao: archive a.db: it is a folder; name a file, like a.db/mingpao.db
1 page: new 1, changed 0, unchanged 0, without an article 0, 1 time taken from the files
mingpao: in: no such file or directory
in all 1 page: new 1, changed 0, unchanged 0, without an article 0
`)
	})
}

// TestAbsent: a slip in the folder's name watches nothing for ever.
func TestAbsent(t *testing.T) {
	dir := t.TempDir()
	for name, folder := range map[string]string{"absent": "nosuch", "a file": "watch.go"} {
		w := Watch{Folder: folder, DB: filepath.Join(dir, "a.db"), Import: intake.Import{Out: io.Discard}}
		if err := w.Run(t.Context()); statusOf(err) != cli.Failed {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("it made %v", left)
	}
}
