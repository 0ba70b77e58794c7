package saved_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mingpao/extract/saved"
	"mingpao/testdata"
)

const (
	singleNote = "<!--\n Page saved with SingleFile \n url: https://news.mingpao.com/x \n saved date: Wed Mar 04 2026 " +
		"09:00:00 GMT+0800 (香港標準時間)\n-->"
	waybackNote = "\n<!--\n     FILE ARCHIVED ON 00:00:00 Mar 02, 2026 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON " +
		"01:02:03 Apr 01, 2026.\n-->"
)

// TestBelief expects the time of the source that is believed most, and an error where that one cannot be read: no
// other is taken.
func TestBelief(t *testing.T) {
	page := string(testdata.Page("ins-flash.html"))
	single := strings.Replace(page, "<head>", singleNote+"<head>", 1)
	given := time.Date(2026, 3, 7, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, page, metadata string
		given                time.Time
		want                 string // source and time, or the error
	}{
		{"the file's", page, "", time.Time{}, "file-time 2026-03-20T08:00:00Z"},
		{"given", page, "", given, "given 2026-03-07T00:00:00Z"},
		{"SingleFile's before what is given", single, "", given, "singlefile 2026-03-04T01:00:00Z"},
		{"metadata before SingleFile's", single, `{"scraped_at": "2026-03-05T08:00:00+08:00"}`, given,
			"metadata 2026-03-05T00:00:00Z"},
		{"metadata without a zone", page, `{"scraped_at": "2026-03-05 08:00:00"}`, given,
			"metadata 2026-03-05T00:00:00Z"},
		{"metadata with fractions", page, `{"scraped_at": "2026-03-05T08:00:00.123456"}`, given,
			"metadata 2026-03-05T00:00:00.123456Z"},
		{"metadata with a mark", page, "\xEF\xBB\xBF" + `{"scraped_at": "2026-03-05T00:00:00Z"}`, given,
			"metadata 2026-03-05T00:00:00Z"},
		{"metadata in UTF-16", page,
			"\xFF\xFE" + strings.Join(strings.Split(`{"scraped_at":"2026-03-05"}`, ""), "\x00") + "\x00", given,
			"metadata 2026-03-04T16:00:00Z"},
		{"metadata by name", page,
			`{"page.html": {"scraped_at": "2026-03-05T00:00:00Z"}, "other.html": {"scraped_at": "2020-01-01"}}`,
			given, "metadata 2026-03-05T00:00:00Z"},
		{"metadata of another page", page, `{"other.html": {"scraped_at": "2020-01-01"}}`, given,
			"given 2026-03-07T00:00:00Z"},
		{"metadata without a time", page, `{"url": "https://news.mingpao.com/x", "scraped_at": null}`, given,
			"given 2026-03-07T00:00:00Z"},
		{"slashes", page, `{"scraped_at": "2026/03/06 08:00"}`, given, `metadata: "2026/03/06 08:00" is not a time`},
		{"a word", single, `{"scraped_at": "yesterday"}`, given, `metadata: "yesterday" is not a time`},
		{"a number", page, `{"scraped_at": 1772679600}`, given, `metadata: "1772679600" is not a time`},
		{"the future", page, `{"scraped_at": "2099-01-01"}`, given, `metadata: "2099-01-01" lies in the future`},
		{"the year 1", page, `{"scraped_at": "0001-01-01T00:00:00Z"}`, given,
			`metadata: "0001-01-01T00:00:00Z" is before there was a site`},
		{"a given time in the future", page, "", now.AddDate(1, 0, 0),
			"given: 2027-04-01T00:00:00Z lies in the future"},
		{"an unreadable date of SingleFile", strings.ReplaceAll(single, "Wed Mar 04", "Mi März 04"), "", given,
			`singlefile: "Mi März 04 2026 09:00:00 GMT+0800 (香港標準時間)" is not a time`},
		{"broken metadata", page, `{"scraped_at": `, given, "metadata.json: unexpected end of JSON input"},
		{"a copy of a copy: SingleFile", single + waybackNote + "<!-- End Wayback Rewrite JS Include -->",
			`{"scraped_at": "2026-03-05"}`, given, "wayback 2026-03-02T00:00:00Z"},
		{"a copy of a copy that does not tell", single + "<!-- End Wayback Rewrite JS Include -->", "", time.Time{},
			"nothing tells when it was seen: give the time with --seen"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{"page.html": c.page}
			if c.metadata != "" {
				files["metadata.json"] = c.metadata
			}
			dir := tree(t, files)
			pages, failed := read(t, saved.Options{Now: now, Seen: c.given}, dir)
			got := strings.TrimPrefix(strings.Join(failed, ""), filepath.Join(dir, "page.html")+": ")
			for _, p := range pages {
				got += string(p.SeenFrom) + " " + p.Seen.UTC().Format(time.RFC3339Nano)
			}
			if got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
	}
}

// TestNoTimes expects pages whose times are nonsense to be read where nobody wants the times.
func TestNoTimes(t *testing.T) {
	dir := tree(t, map[string]string{"page.html": "<html>",
		"metadata.json": `{"url": "https://news.mingpao.com/x", "scraped_at": "yesterday"}`})
	if p := only(t, saved.Options{}, dir); !p.Seen.IsZero() || p.URL != "https://news.mingpao.com/x" {
		t.Errorf("seen %v at %s", p.Seen, p.URL)
	}
}

func TestParseTime(t *testing.T) {
	for text, want := range map[string]string{
		"2026-03-05":                     "2026-03-04T16:00:00Z",
		"2026-03-05T08:00":               "2026-03-05T00:00:00Z",
		"2026-03-05T08:00:00+09:00":      "2026-03-04T23:00:00Z",
		"Thu, 05 Mar 2026 08:00:00 GMT":  "2026-03-05T08:00:00Z",
		"Thu, 5 Mar 2026 08:00:00 -0000": "2026-03-05T08:00:00Z",
		"5 Mar 2026 08:00:00 GMT":        "2026-03-05T08:00:00Z",
		"2026年3月5日 08:00:00 GMT":         "2026-03-05T08:00:00Z",
		"Thu Mar 05 2026 08:00:00 GMT+0800 (Hong Kong Standard Time)": "2026-03-05T00:00:00Z",
		"20260305080000": "2026-03-05T08:00:00Z",
	} {
		if got, err := saved.ParseTime(text); err != nil || got.UTC().Format(time.RFC3339) != want {
			t.Errorf("%s: %v, %v; want %s", text, got.UTC(), err, want)
		}
	}
	for _, text := range []string{"", "now", "2026-13-01", "31/12/2026", "1772679600"} {
		if got, err := saved.ParseTime(text); err == nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}
