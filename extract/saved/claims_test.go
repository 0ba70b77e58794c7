package saved_test

import (
	"path/filepath"
	"strings"
	"testing"

	"mingpao/extract/saved"
	"mingpao/extract/site"
)

// TestClaims: what a record says of who saw a page is its word. Words that no archive of ours has are dropped, and so
// is what a terminal would act on, what is too long, and who has it from too many others.
func TestClaims(t *testing.T) {
	o := flash(1)
	long, deep := strings.Repeat("x", 500), saved.Witness{Kind: "fetched", Source: site.TimeFetched}
	for range 9 {
		deep = saved.Witness{Kind: "archive", Source: site.TimeFetched,
			Behind: &saved.Witness{Kind: deep.Kind, Source: deep.Source, Behind: deep.Behind}}
	}
	told := saved.Witness{Kind: "import", Archive: "a1", Source: site.TimeHAR, Name: "新聞.har",
		Behind: &saved.Witness{Kind: "fetched", Archive: "b2", Source: site.TimeFetched}}
	for _, c := range []struct {
		name          string
		time, witness string
		from          site.TimeSource
		claims        string
		behind        *saved.Witness
	}{
		{"nothing", "", "", site.TimeWARC, "", nil},
		{"fetched", "fetched", "", site.TimeWARC, "fetched", nil},
		{"a file's date", "file-time", "", site.TimeFile, "file-time", nil},
		{"no word of ours", "the site itself", told.Field(), site.TimeWARC, "", nil},
		{"a colour", "\x1b[31mfetched", told.Field(), site.TimeWARC, "", nil},
		{"who had it from whom", "har", told.Field(), site.TimeHAR, "", &told},
		{"a kind that is none", "fetched", saved.Witness{Kind: "god", Source: site.TimeFetched}.Field(), site.TimeWARC,
			"fetched", nil},
		{"a source that is none", "fetched", saved.Witness{Kind: "fetched", Source: "me"}.Field(), site.TimeWARC,
			"fetched", nil},
		{"a name in colour", "fetched", saved.Witness{Kind: "import", Source: site.TimeHAR, Name: "\x1b[31m"}.Field(),
			site.TimeWARC, "fetched", nil},
		{"a name backwards", "fetched", saved.Witness{Kind: "import", Source: site.TimeHAR, Name: "\u202e"}.Field(),
			site.TimeWARC, "fetched", nil},
		{"a long name", "fetched", saved.Witness{Kind: "import", Source: site.TimeHAR, Name: long}.Field(), site.TimeWARC,
			"fetched", nil},
		{"from too many", "fetched", deep.Field(), site.TimeWARC, "fetched", nil},
		{"no JSON", "fetched", "%7B", site.TimeWARC, "fetched", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "crawl.warc")
			fields := []string{"Content-Type", "application/http"}
			if c.time != "" {
				fields = append(fields, saved.TimeField, c.time)
			}
			if c.witness != "" {
				fields = append(fields, saved.WitnessField, c.witness)
			}
			write(t, file, warcRecord("response", o.url, o.at, httpAnswer("", o.body), fields...))
			p := only(t, saved.Options{Now: now}, file)
			if p.SeenFrom != c.from || p.File.Claims != c.claims || (p.File.Behind == nil) != (c.behind == nil) ||
				c.behind != nil && p.File.Behind.Field() != c.behind.Field() {
				t.Errorf("seen by the word of %s, claims %q, behind it %+v", p.SeenFrom, p.File.Claims, p.File.Behind)
			}
		})
	}
}

// TestForgedAbsence: only a record that an archive of ours can have written says that an article was not there.
func TestForgedAbsence(t *testing.T) {
	o := flash(1)
	for word, missing := range map[string]string{"fetched": "gone", "\x1b[31m": "", "": ""} {
		file := filepath.Join(t.TempDir(), "crawl.warc")
		fields := []string{"Content-Type", "application/http", saved.SeenField, "gone"}
		if word != "" {
			fields = append(fields, saved.TimeField, word)
		}
		write(t, file, warcRecord("response", o.url, o.at, httpAnswer("", o.body), fields...))
		if p := only(t, saved.Options{Now: now, Missing: true}, file); p.Missing != missing ||
			(len(p.Body) > 0) == (missing != "") {
			t.Errorf("%q: %q and a page of %d bytes", word, p.Missing, len(p.Body))
		}
	}
}
