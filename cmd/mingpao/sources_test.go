package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/cmd/mingpao/internal/sources"
	"mingpao/extract/site"
	"mingpao/store/queue"
)

// said runs a command on an archive and returns what it prints.
func said(t *testing.T, db string, want int, args ...string) string {
	t.Helper()
	status, out, errs := tryCommand(t, append(args, "--db", db)...)
	if status != want {
		t.Errorf("%s: status %d, want %d: %s", strings.Join(args, " "), status, want, errs)
	}
	return out + errs
}

// listsOf are the lists of an archive by their keys.
func listsOf(t *testing.T, db string) map[string]sources.List {
	t.Helper()
	var all []sources.List
	if err := json.Unmarshal([]byte(said(t, db, statusDone, "sources", "--json")), &all); err != nil {
		t.Fatal(err)
	}
	lists := map[string]sources.List{}
	for _, l := range all {
		lists[l.Key] = l
	}
	return lists
}

// TestSources: what a person says of lists and days is kept, shown, and carried to another archive as text.
func TestSources(t *testing.T) {
	db, other := editedArchive(t, t.TempDir()), filepath.Join(t.TempDir(), "other.db")
	file := filepath.Join(t.TempDir(), "said.txt")
	said(t, db, statusDone, "sources", "add", "https://news.mingpao.com/rss/pns/s00031.xml", "--section", "pns/s00031",
		"--name", "新版")
	said(t, db, statusDone, "sources", "off", "feed", "pns/s00017")
	said(t, db, statusDone, "sources", "quiet", "ins/s00022", "--until", "2027-03-01")
	said(t, db, statusDone, "calendar", "add", "2027-02-06..2027-02-08", "no paper")
	said(t, db, statusDone, "calendar", "remove", "2027-02-08")
	said(t, db, statusDone, "sources", "--export", file)
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), "calendar 2027-02-07 no paper") {
		t.Errorf("exported %q, %v", text, err)
	}
	said(t, other, statusDone, "sources", "--import", file)
	for _, db := range []string{db, other} {
		lists := listsOf(t, db)
		if l := lists["feed pns/s00031"]; l.Name != "新版" || l.Address != "https://news.mingpao.com/rss/pns/s00031.xml" {
			t.Errorf("added: %+v", l)
		}
		if l := lists["feed pns/s00017"]; l.State != "off" {
			t.Errorf("off: %+v", l)
		}
		if l := lists["list ins/s00022"]; l.Quiet != "2027-03-01" || lists["feed ins/s00022"].Quiet != l.Quiet {
			t.Errorf("quiet: %+v", l)
		}
		if days := said(t, db, statusDone, "calendar"); days != "2027-02-06  no paper\n2027-02-07  no paper\n" {
			t.Errorf("calendar: %s", days)
		}
		if table := said(t, db, statusDone, "sources"); !strings.Contains(table, "feed pns/s00031  new") {
			t.Errorf("table: %s", table)
		}
	}
	said(t, db, statusDone, "sources", "on", "feed", "pns/s00017")
	said(t, db, statusDone, "sources", "on", "ins/s00022")
	if all := listsOf(t, db); all["feed pns/s00017"].State != "new" || all["list ins/s00022"].Quiet != "" {
		t.Errorf("on again: %+v, %+v", all["feed pns/s00017"], all["list ins/s00022"])
	}
}

// TestImportIsWhole: of a file with a faulty line nothing is taken over, of a good one each line by those before it.
func TestImportIsWhole(t *testing.T) {
	const good = "add pns/s00031 https://news.mingpao.com/rss/pns/s00031.xml 新版\noff feed pns/s00031\n" +
		"quiet 2027-03-01 feed pns/s00031\ncalendar 2027-02-06 no paper\n"
	for _, c := range []struct{ name, last, said string }{
		{"good", "# 完", ""},
		{"no such verb", "offf feed pns/s00001", "line 5"},
		{"no such list", "off feed pns/s99999", "line 5"},
		{"no address", "add pns/s00032 新版", "line 5"},
		{"no day", "calendar 2027-02-30 no paper", "line 5"},
		{"a line without an end", "calendar 2027-02-07 " + strings.Repeat("無", 30_000), "too long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, file := editedArchive(t, t.TempDir()), filepath.Join(t.TempDir(), "said.txt")
			if err := os.WriteFile(file, []byte(good+c.last+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			if c.said == "" {
				said(t, db, statusDone, "sources", "--import", file)
				l := listsOf(t, db)["feed pns/s00031"]
				if l.Name != "新版" || l.State != "off" || l.Quiet != "2027-03-01" {
					t.Errorf("taken over: %+v", l)
				}
				return
			}
			if out := said(t, db, statusFailed, "sources", "--import", file); !strings.Contains(out, c.said) {
				t.Errorf("said %s", out)
			}
			if l, isThere := listsOf(t, db)["feed pns/s00031"]; isThere || said(t, db, statusDone, "calendar") != "" {
				t.Errorf("taken over in spite of it: %+v", l)
			}
		})
	}
}

// TestSourcesAreThePapers: no other host, no section of another form, no list that is not there.
func TestSourcesAreThePapers(t *testing.T) {
	db := editedArchive(t, t.TempDir())
	for _, c := range []struct {
		line   string
		status int
		said   string
	}{
		{"sources add https://example.com/rss.xml --section pns/s00031", statusUsage, "not an address of the paper"},
		{"sources add https://news.mingpao.com.example.com/rss.xml --section pns/s00031", statusUsage,
			"not an address of the paper"},
		{"sources add https://me@news.mingpao.com/rss.xml --section pns/s00031", statusUsage, "not an address of the paper"},
		{"sources add http://news.mingpao.com/rss.xml --section pns/s00031", statusUsage, "not an address of the paper"},
		{"sources add https://news.mingpao.com/rss.xml --section s00031", statusUsage, "like pns/s00031"},
		{"sources off feed pns/s99999", statusFailed, "no list"},
		{"sources off", statusUsage, "name a list"},
		{"sources quiet pns/s00017 --until never", statusUsage, "--until"},
		{"sources --show feed pns/s00001", statusFailed, "is kept"},
		{"calendar add", statusUsage, "calendar: write"},
		{"calendar add 2027-02-30", statusFailed, "calendar:"},
		{"calendar remove 2027-02-01", statusFailed, "nothing is noted"},
	} {
		if out := said(t, db, c.status, strings.Fields(c.line)...); !strings.Contains(out, c.said) {
			t.Errorf("%s: %s", c.line, out)
		}
	}
}

// TestAddedListIsRead: a list that a person names is read like the others, one that is off is not.
func TestAddedListIsRead(t *testing.T) {
	w := newWorld(t)
	link := "https://news.mingpao.com/pns/新版/article/20260308/s00031/1772899200001"
	w.answer("/rss/pns/s00031.xml", htmlAnswer(feedOf(link)))
	added, err := sources.Added("https://news.mingpao.com/rss/pns/s00031.xml", "pns/s00031", "新版")
	if err != nil {
		t.Fatal(err)
	}
	off := queue.Source{Kind: queue.KindFeed, Edition: site.Daily, Code: "s00012", Choice: queue.Choice{IsOff: true}}
	for _, s := range []queue.Source{added, off} {
		if err := w.archive.Frontier().Choose(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	w.crawl()
	asked := strings.Join(w.pages(), "\n")
	if !strings.Contains(asked, "/rss/pns/s00031.xml") || strings.Contains(asked, "/rss/pns/s00012.xml") ||
		!strings.Contains(asked, "/s00031/1772899200001") {
		t.Errorf("asked for\n%s", asked)
	}
}

// TestAddedSectionIsAsked: a section that a person has added is one that a crawl can be asked for, by its code, its
// name or its edition, now and for past days.
func TestAddedSectionIsAsked(t *testing.T) {
	w := newWorld(t)
	link := "https://news.mingpao.com/pns/新版/article/20260308/s00031/1772899200001"
	w.answer("/rss/pns/s00031.xml", htmlAnswer(feedOf(link)))
	added, err := sources.Added("https://news.mingpao.com/rss/pns/s00031.xml", "pns/s00031", "新版")
	if err == nil {
		err = w.archive.Frontier().Choose(t.Context(), added)
	}
	if err != nil {
		t.Fatal(err)
	}
	of := func(name string) []site.Section {
		found, err := crawling.Sections(t.Context(), w.archive.Path(), []string{name})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return found
	}
	if all := of("pns"); !slices.ContainsFunc(all, func(s site.Section) bool { return s.Code == "s00031" }) ||
		len(all) < 10 {
		t.Errorf("pns: %v", all)
	}
	w.job.Want.Sections = of("新版")
	w.crawl()
	if asked := strings.Join(w.pages(), " "); !strings.HasPrefix(asked, "news.mingpao.com/rss/pns/s00031.xml ") {
		t.Errorf("asked for %s", asked)
	}
	w.asked = nil
	w.job.Want = queue.Want{Sections: of("pns/s00031"), From: "2026-03-06", To: "2026-03-06"}
	w.crawl()
	if asked := strings.Join(w.pages(), " "); !strings.Contains(asked, "/pns/新版/section/20260306/s00031") {
		t.Errorf("asked for %s: %s", asked, w.stderr.String())
	}
}
