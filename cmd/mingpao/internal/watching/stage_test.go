package watching

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mingpao/cmd/mingpao/internal/intake"
	"mingpao/extract/saved"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/testdata"
)

// stage is a folder and an archive in a time of their own, in which hours pass at once.
type stage struct {
	t    *testing.T
	dir  string // of the folder and the archive
	said output
	slow time.Duration // for which a batch holds the archive
	quit context.CancelFunc
	done chan error
}

// output is what is said; what is wrong with a file may have consequences.
type output struct {
	text    bytes.Buffer
	atError func()
}

func (o *output) Write(p []byte) (int, error) {
	if o.atError != nil && bytes.Contains(p, []byte("pages.zip#")) {
		o.atError()
	}
	return o.text.Write(p)
}

// onStage plays where no system tells that something happened: what is found is found by looking again.
func onStage(t *testing.T, play func(*stage)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))) // after the files
		s := &stage{t: t, dir: t.TempDir()}
		if err := os.Mkdir(s.path("in"), 0o755); err != nil {
			t.Fatal(err)
		}
		play(s)
	})
}

func (s *stage) path(name string) string { return filepath.Join(s.dir, name) }

func (s *stage) write(name, text string) {
	s.t.Helper()
	if err := os.WriteFile(s.path("in/"+name), []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// page writes the page of an article of its own.
func (s *stage) page(n int) {
	s.t.Helper()
	s.write("page"+strconv.Itoa(n)+".html", pageOf(n))
}

func pageOf(n int) string {
	page := string(testdata.Page("pns-opinion.html"))
	return strings.ReplaceAll(page, "1772726401001", strconv.Itoa(1_772_726_000_000+n))
}

// begin has the folder watched.
func (s *stage) begin() {
	ctx, quit := context.WithCancel(s.t.Context())
	s.quit, s.done = quit, make(chan error, 1)
	w := Watch{Folder: s.path("in"), DB: s.path("a.db"),
		Begin: func(context.Context, *store.Archive, *saved.Options) error { return nil },
		Import: intake.Import{Out: &s.said, Jobs: 2, Options: saved.Options{Missing: true},
			Now: func() time.Time { time.Sleep(s.slow); return time.Now() }}}
	go func() { s.done <- w.listen(ctx, &bell{rings: make(chan struct{})}) }()
}

// end ends that, and returns the exit status and what was said.
func (s *stage) end() (status int, said string) {
	s.quit()
	status = statusOf(<-s.done)
	said = strings.ReplaceAll(s.said.text.String(), s.dir+"/", "")
	s.said.text.Reset()
	return status, said
}

// away has something be away for a while. In the place of an archive there is a folder then.
func (s *stage) away(name string, lasts time.Duration) {
	s.t.Helper()
	fail := func(err error) {
		if err != nil {
			s.t.Error(err)
		}
	}
	fail(os.Rename(s.path(name), s.path("away")))
	if name == "a.db" {
		fail(os.Mkdir(s.path(name), 0o755))
	}
	time.Sleep(lasts)
	if name == "a.db" {
		fail(os.Remove(s.path(name)))
	}
	fail(os.Rename(s.path("away"), s.path(name)))
}

func (s *stage) has(articles int) {
	s.t.Helper()
	a, err := store.OpenReader(s.t.Context(), s.path("a.db"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer a.Close()
	n := 0
	for _, err := range a.Catalog().List(s.t.Context(), catalog.Filter{}) {
		if n++; err != nil {
			s.t.Fatal(err)
		}
	}
	if n != articles {
		s.t.Errorf("%d articles, want %d", n, articles)
	}
}

func (s *stage) want(status int, said string) {
	s.t.Helper()
	if got, text := s.end(); got != status || text != said {
		s.t.Errorf("status %d, want %d; it says:\n%s", got, status, text)
	}
}
