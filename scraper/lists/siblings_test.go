package lists

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract/site"
	"mingpao/testdata"
)

func TestReadSiblingsOf2013(t *testing.T) {
	var ids []string
	for _, l := range Siblings(testdata.Page("pns-2013.html")) {
		ids = append(ids, l.Ref.ID)
	}
	if diff := cmp.Diff([]string{"20130306-gba1", "20130306-gba2"}, ids); diff != "" {
		t.Error(diff)
	}
}

func TestReadSiblings(t *testing.T) {
	got := Siblings(testdata.Page("pns-reporter.html"))
	var ids []string
	for _, l := range got {
		ids = append(ids, l.Ref.Edition+" "+l.Ref.ID)
	}
	if diff := cmp.Diff([]string{"pns 1772380801001", "pns 1772380801002"}, ids); diff != "" {
		t.Error(diff)
	}
	for name, page := range map[string]string{
		"no list":       "<html></html>",
		"list not over": `<select id="menu1"><option value="../pns/x/article/20260302/s00001/1772380801001">`,
		"another list": `<select id="menu3"><option value="../pns/x/article/20260302/s00001/1772380801001"></option>` +
			`</select>`,
	} {
		if got := Siblings([]byte(page)); len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func FuzzLists(f *testing.F) {
	f.Add([]byte(`{"listing":[{"link":"../ins/x/article/20260302/s00001/1772420000001"}]}`))
	f.Add([]byte(`<rss><channel><item><link>https://news.mingpao.com/ins/x/article/20260302/s00001/1772420000001</link>` +
		`</item></channel></rss>`))
	f.Add(testdata.Page("pns-reporter.html"))
	f.Fuzz(func(t *testing.T, body []byte) {
		listings, _ := Listing("l", body)
		feed, _ := Feed("f", body)
		day, _ := Day("d", body)
		for _, l := range append(append(append(listings.Entries, feed.Entries...), Siblings(body)...), day.Entries...) {
			if _, ok := site.ParseURL(l.Ref.URL()); !ok {
				t.Fatalf("a reference that is none: %+v", l.Ref)
			}
		}
	})
}
