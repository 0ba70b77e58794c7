package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingpao/store"
	"mingpao/testdata"
)

// followed is an archive with questions, and pages to bring into it.
type followed struct {
	t       *testing.T
	dir, db string
}

func newFollowed(t *testing.T, questions ...string) followed {
	f := followed{t, t.TempDir(), ""}
	f.db = filepath.Join(f.dir, "mingpao.db")
	f.take("2026-03-01", "pns-keywords.html")
	for _, q := range questions {
		f.run("follow", append([]string{"add"}, strings.Split(q, "|")...)...)
	}
	return f
}

func (f followed) run(command string, args ...string) string {
	f.t.Helper()
	status, out, errs := tryCommand(f.t, append([]string{command, "--db", f.db}, args...)...)
	if status != statusDone {
		f.t.Fatalf("%s %v: status %d: %s", command, args, status, errs)
	}
	return out
}

// take imports a page as seen on a day, with texts replaced.
func (f followed) take(day, name string, replace ...string) {
	f.t.Helper()
	path := filepath.Join(f.dir, name)
	page := strings.NewReplacer(replace...).Replace(string(testdata.Page(name)))
	if err := os.WriteFile(path, []byte(page), 0o600); err != nil {
		f.t.Fatal(err)
	}
	f.run("import", "--seen", day, path)
}

// TestDigest: what is new is told once, by the questions that it answers.
func TestDigest(t *testing.T) {
	const edited = "逾三千人|逾四千人"
	for _, c := range []struct {
		name      string
		questions []string
		do        func(f followed)
		wants     []string
		not       []string
	}{
		{"a term, an author and a section, told once", []string{"圖書館", "--author|石大川", "--section|即時港聞"}, func(f followed) {
			f.take("2026-03-07", "pns-opinion.html")
			f.take("2026-03-07", "ins-live.html")
		}, []string{"== 圖書館 ==", "第二扇門", "new: first seen 2026-03-07", "== section 即時港聞 =="}, []string{"石大川"}},
		{"one article, changed", []string{"1772500000001"}, func(f followed) {
			f.take("2026-03-08", "ins-live.html", strings.Split(edited, "|")...)
		}, []string{"環島跑｜清早起步 逾[-三-]{+四+}千人參加", "changed 2026-03-08"}, []string{"new:"}},
		{"the older text comes late", []string{"1772500000001"}, func(f followed) {
			f.take("2020-01-02", "ins-live.html", "逾三千人", "逾二千人")
		}, []string{"逾[-二-]{+三+}千人參加"}, nil},
		{"the word was taken out", []string{"逾三千人"}, func(f followed) {
			f.take("2026-03-08", "ins-live.html", strings.Split(edited, "|")...)
		}, []string{"== 逾三千人 ==", "逾[-三-]{+四+}千人參加"}, nil},
		{"removed", []string{"圖書館"}, func(f followed) {
			f.take("2026-03-07", "pns-opinion.html")
			f.run("remove", "--yes", "1772726401001")
		}, nil, []string{"方靜文", "1772726401001"}},
		{"nothing that answers", []string{"圖書館"}, func(f followed) { f.take("2026-03-07", "pns-column-paid.html") }, nil,
			[]string{"\n"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newFollowed(t)
			f.take("2026-03-02", "fin-columnist.html")
			if strings.HasPrefix(c.questions[0], "1772500000001") || c.questions[0] == "逾三千人" {
				f.take("2026-03-03", "ins-live.html")
			}
			for _, q := range c.questions {
				f.run("follow", append([]string{"add"}, strings.Split(q, "|")...)...)
			}
			c.do(f)
			told := f.run("digest")
			for _, want := range c.wants {
				if !strings.Contains(told, want) {
					t.Errorf("does not say %q: %s", want, told)
				}
			}
			for _, not := range c.not {
				if strings.Contains(told, not) {
					t.Errorf("says %q: %s", not, told)
				}
			}
			if again := f.run("digest"); again != "" {
				t.Errorf("told again: %s", again)
			}
		})
	}
}

// TestDigestCounts: what could not be printed, or noted, is told again.
func TestDigestCounts(t *testing.T) {
	f := newFollowed(t, "圖書館")
	f.take("2026-03-07", "pns-opinion.html")
	first := f.run("digest", "--dry-run")
	var errs bytes.Buffer
	if status := run(context.Background(), []string{"digest", "--db", f.db},
		streams{nil, fullDisk{}, &errs}); status != statusFailed {
		t.Errorf("on a full disk: status %d", status)
	}
	a, err := store.Open(t.Context(), f.db)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	out := &stopping{stop: stop} // it is ended when all was printed, and another run holds the archive
	if status := run(ctx, []string{"digest", "--db", f.db}, streams{nil, out, &errs}); status == statusDone {
		t.Errorf("it was noted in an archive that another run holds")
	}
	a.Close()
	var n struct {
		What    []string
		Witness struct{ Kind string }
	}
	if err := json.Unmarshal([]byte(f.run("digest", "--dry-run", "--json")), &n); err != nil || n.What[0] != "new" ||
		n.Witness.Kind == "" {
		t.Error(n, err)
	}
	if second := f.run("digest"); first == "" || second != first || out.String() != first {
		t.Errorf("%q, then %q and %q", first, out.String(), second)
	}
	if again := f.run("digest"); again != "" {
		t.Errorf("told again: %s", again)
	}
}

// stopping is an output after which everything ends.
type stopping struct {
	bytes.Buffer
	stop func()
}

func (s *stopping) Write(b []byte) (int, error) {
	defer s.stop()
	return s.Buffer.Write(b)
}

// TestFollow: the list of questions, and what is not one.
func TestFollow(t *testing.T) {
	f := newFollowed(t, "title:颱風 OR 暴雨|--from|-7d", "--section|觀點|--changed")
	const list = "1  title:颱風 OR 暴雨 · from -7d\n2  section 觀點 · changed\n"
	if got := f.run("follow"); got != list {
		t.Errorf("%q, want %q", got, list)
	}
	for _, args := range [][]string{{"add"}, {"add", "OR"}, {"add", "--author", "無此人"}, {"add", "1772500000001"},
		{"remove", "x"}, {"remove", "9"}, {"forget"}} {
		if status, _, errs := tryCommand(t, append([]string{"follow", "--db", f.db}, args...)...); status != statusUsage {
			t.Errorf("%v: status %d: %s", args, status, errs)
		}
	}
	f.run("follow", "remove", "1")
	if got := f.run("follow", "list"); got != "2  section 觀點 · changed\n" {
		t.Error(got)
	}
}
