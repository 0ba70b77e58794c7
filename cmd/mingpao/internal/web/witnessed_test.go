package web

import (
	"slices"
	"strings"
	"testing"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/testdata"
)

// TestPagesAreWitnessed: whatever page of the room prints when an article was seen, changed or went says whose word
// that is. A new one is looked at as it comes.
func TestPagesAreWitnessed(t *testing.T) {
	a := testArchive(t)
	server := testRoom(t, a)
	stamps, hash := looksOf(t, a)
	address := strings.NewReplacer("{$}", "", "{edition}", "ins", "{id}", testdata.ChangedID, "{day}", "2026-03-03",
		"{month}", "2026-03", "{style}", "bibtex", "{hash}", hash, "{file}", "style.css")
	var said []string
	for path := range pages(answer.NewRoom(a, nil, nil, nil)) {
		path = address.Replace(path)
		if strings.Contains(path, "{") {
			t.Errorf("%s: the test does not know what stands there", path)
		}
		for _, page := range append(furtherPages[path], path) {
			if isDated(t, server, page, stamps) {
				said = append(said, page)
			}
		}
	}
	slices.Sort(said)
	for _, page := range []string{"/a/ins/" + testdata.ChangedID, "/changes?since=2026-01-01", "/feed.atom"} {
		if !slices.Contains(said, page) {
			t.Errorf("%s prints no time: the test sees none (%s do)", page, said)
		}
	}
}

// furtherPages are what a page shows only where it is asked.
var furtherPages = map[string][]string{
	"/changes": {"/changes?since=2026-01-01"},
	"/a/ins/" + testdata.ChangedID: {"/a/ins/" + testdata.ChangedID + ".json", "/a/ins/" + testdata.ChangedID + ".md",
		"/a/ins/" + testdata.ChangedID + "?version=1", "/a/ins/" + testdata.ChangedID + "/page?revision=1"},
	"/export":         {"/export?format=csv", "/export?format=jsonl", "/export?format=atom"},
	"/day/2026-03-03": {"/day/2026-03-03.json"},
	"/search.json":    {"/search.json?q=%E4%BA%BA"},
	"/search":         {"/search?q=%E4%BA%BA&sort=seen"},
}

// isDated reports whether a page prints the time of a look. It says whose word that is, then.
func isDated(t *testing.T, server server, path string, stamps []string) (dated bool) {
	t.Helper()
	for _, prefix := range []string{"/zh", "/en"} {
		_, body := get(t, server.URL+prefix+path)
		has := func(text string) bool { return strings.Contains(body, text) }
		if !slices.ContainsFunc(stamps, has) {
			continue
		}
		dated = true
		if !slices.ContainsFunc([]string{"匯入", "imported 20", "本檔案庫讀取", "fetched by this archive", `"witness": {`,
			`"witness":{`, `"witness_of": "` + prefix + `/a/{edition}/{id}/history.json"`, `"article_json": "`}, has) {
			t.Errorf("%s%s names the time of a look, and not whose word it is", prefix, path)
		}
	}
	return dated
}

// looksOf are the times of looks, as pages write them, and the hash of the page that the first saw.
func looksOf(t *testing.T, a *store.Archive) (stamps []string, hash string) {
	t.Helper()
	art, err := a.Catalog().Find(t.Context(), "ins", testdata.ChangedID)
	if err != nil {
		t.Fatal(err)
	}
	var looks []catalog.Look
	if looks, err = a.Catalog().Looks(t.Context(), art.Number); err != nil || len(looks) < 2 {
		t.Fatal(looks, err)
	}
	for _, l := range looks {
		stamps = append(stamps, l.At[:16], strings.Replace(l.At[:16], "T", " ", 1))
		if hash == "" {
			hash = l.SHA256
		}
	}
	return stamps, hash
}
