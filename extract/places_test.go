package extract

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"mingpao/testdata"
)

// TestPlaces: a picture in the text has its place there, one above the text has none, and a page that is read in
// another way has none at all.
func TestPlaces(t *testing.T) {
	for name, want := range map[string]string{
		"ins-captions.html": "01 1 02 1 03 1 04 2 05 3 06-large.webp 3 07-2 3 09 3",
		"ins-live.html":     "0000000000000000000000000000000a 3",
		"pns-browser.html":  "",
	} {
		page := Page{Body: testdata.Page(name)}
		a, err := Parse(page)
		if err != nil {
			t.Fatal(err)
		}
		places := Places(page, a.Blocks)
		var got []string
		for _, url := range slices.Sorted(maps.Keys(places)) {
			got = append(got, fmt.Sprint(strings.TrimSuffix(path.Base(url), ".jpg"), " ", places[url]))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v", name, got)
		}
		if other := Places(page, append(a.Blocks, Block{Paragraph, "又"})); len(other) > 0 {
			t.Errorf("%s, another text: %v", name, other)
		}
	}
	if got := Places(Page{Body: []byte("<p>")}, nil); got != nil {
		t.Errorf("no article: %v", got)
	}
}
