package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/web/internal/versions"
	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/queue"
	"mingpao/store/record"
	"mingpao/testdata"
)

// changedPath is an article that was seen in two versions.
const changedPath = "/a/ins/" + testdata.ChangedID

// firstHash is that of the page on which the first of them was seen.
func firstHash() string { return store.Hash(testdata.Page("ins-live.html")) }

// savedByZotero is what Zotero's "Embedded Metadata" takes from the head of a page for its button: names that end in
// citation_…, and names with a prefix that its import from RDF knows. What names a journal makes it a journal's
// article.
func savedByZotero(t *testing.T, page string) map[string][]string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]string{"citation_title": "title", "citation_publication_date": "date",
		"citation_public_url": "url",
		"citation_language":   "language", "citation_author": "creators", "og:site_name": "publicationTitle",
		"article:section": "section"}
	item := map[string][]string{}
	for n := range doc.Descendants() {
		name, content := attribute(n, "name")+attribute(n, "property"), attribute(n, "content")
		field, isOther := strings.CutPrefix(name, "z:")
		if !isOther {
			field = fields[name]
		}
		if n.Data == "meta" && field != "" && content != "" {
			item[field] = append(item[field], content)
		}
		if n.Data == "meta" && strings.HasSuffix(name, "citation_journal_title") {
			t.Error("it is saved as a journal's article")
		}
		if attribute(n, "class") == "Z3988" {
			t.Error("COinS go before the head, and have no place for a section or a hash")
		}
	}
	return item
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// TestMachinesReadArticles: what Zotero's button saves and what JSON-LD says are the version's author, day, section and
// hash.
func TestMachinesReadArticles(t *testing.T) {
	server := testRoom(t, testArchive(t))
	for _, name := range []string{"pns-opinion.html", "ins-live.html", "fin-columnist.html"} {
		t.Run(name, func(t *testing.T) {
			art, err := extract.Parse(extract.Page{Body: testdata.Page(name)})
			if err != nil {
				t.Fatal(err)
			}
			hash := store.Hash(testdata.Page(name))
			_, page := get(t, server.URL+"/cite/"+hash)
			item := savedByZotero(t, page)
			for field, want := range map[string]string{"itemType": "newspaperArticle", "title": art.Title,
				"date": art.Published[:10], "section": art.Section, "url": art.URL, "language": art.Language,
				"publicationTitle": "明報", "creators": strings.Join(art.Authors, "|")} {
				if got := strings.Join(item[field], "|"); got != want {
					t.Errorf("Zotero: %s is %q, want %q", field, got, want)
				}
			}
			if extra := strings.Join(item["extra"], "|"); !strings.Contains(extra, hash) ||
				!strings.Contains(extra, "imported") {
				t.Errorf("Zotero: extra %q lacks hash or witness", extra)
			}
			var linked versions.Linked
			_, rest, _ := strings.Cut(page, `<script type="application/ld+json">`)
			if err := json.NewDecoder(strings.NewReader(rest)).Decode(&linked); err != nil {
				t.Fatal(err)
			}
			if linked.Headline != art.Title || linked.Published != art.Published || linked.Section != art.Section ||
				len(linked.Authors) != len(art.Authors) || linked.Identifier.Value != hash ||
				linked.ArchivedAt != server.URL+"/cite/"+hash {
				t.Errorf("JSON-LD: %+v", linked)
			}
		})
	}
}

// TestCitedByHash: the address that a citation's hash makes opens that version, and says what the last look saw.
func TestCitedByHash(t *testing.T) {
	server := testRoom(t, testArchive(t))
	latest := strings.NewReplacer("逾三千人參加", "逾四千人參加", "大會說秩序良好", "大會說秩序大致良好").
		Replace(string(testdata.Page("ins-live.html")))
	gone := store.Hash(testdata.Page("ins-list-table.html"))
	for _, c := range []struct {
		name, hash string
		status     int
		wants      []string
	}{
		{"changed since", firstHash(), 200, []string{"逾三千人參加</h1>", "所引用的是版本1", "（版本2）", "history?from=1&amp;to=2"}},
		{"the latest", store.Hash([]byte(latest)), 200, []string{"逾四千人參加</h1>", "內容與這個版本相同"}},
		{"gone since", gone, 200, []string{"網站已沒有這篇文章", "當時看不到文章", "HTTP 404"}},
		{"its beginning", strings.ToUpper(firstHash()[:12]), 200, []string{"逾三千人參加</h1>", firstHash()}},
		{"not here", strings.Repeat("0", 64), 404, []string{"沒有雜湊值如此"}},
		{"a number", "177250000000x", 400, []string{"64個字元"}},
		{"too little of it", "1772500", 400, []string{"最少"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			response, body := get(t, server.URL+"/zh/cite/"+c.hash)
			if response.StatusCode != c.status {
				t.Errorf("%s, want %d", response.Status, c.status)
			}
			for _, want := range c.wants {
				if !strings.Contains(body, want) {
					t.Errorf("does not say %q", want)
				}
			}
		})
	}
}

// TestCitedOfWhatWent: of an earlier version of what is gone, the page does not say that it has another text now.
func TestCitedOfWhatWent(t *testing.T) {
	a, _ := watchedArchive(t, queue.SeenGone)
	_, body := get(t, testRoom(t, a).URL+"/zh/cite/"+store.Hash([]byte("<p>1")))
	if !strings.Contains(body, "之前讀到的是另一內容（版本2）") || strings.Contains(body, "現時是") {
		t.Error(body[strings.Index(body, "<h1"):])
	}
}

// TestCitedByTooLittle: where the hashes of two pages begin as is asked, none of them is shown.
func TestCitedByTooLittle(t *testing.T) {
	a := emptyArchive(t)
	art, err := extract.Parse(extract.Page{Body: testdata.Page("pns-opinion.html")})
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string][]byte{}
	for i := 0; ; i++ {
		page := fmt.Appendf(nil, "<p>%d", i)
		begin := store.Hash(page)[:8]
		if pages[begin] == nil {
			pages[begin] = page
			continue
		}
		var all []record.Sighting
		for i, body := range [][]byte{pages[begin], page} {
			all = append(all, record.Sighting{URL: art.URL, At: noon.AddDate(0, 0, -i-1), Source: site.TimeFetched,
				Seen: queue.SeenPage, Article: art, Capture: store.Capture{Body: body}})
		}
		if _, err := a.Record(t.Context(), 1, all, noon); err != nil {
			t.Fatal(err)
		}
		response, body := get(t, testRoom(t, a).URL+"/zh/cite/"+begin)
		if response.StatusCode != http.StatusBadRequest || !strings.Contains(body, "不只一個網頁") {
			t.Error(response.Status)
		}
		return
	}
}

// TestRawPage: the page as received is a file of text whose name ends with its hash.
func TestRawPage(t *testing.T) {
	server := testRoom(t, testArchive(t))
	response, body := get(t, server.URL+changedPath+"/raw?version=1")
	h := response.Header
	if store.Hash([]byte(body)) != firstHash() || h.Get("Content-Type") != "text/plain" ||
		h.Get("X-Content-Type-Options") != "nosniff" ||
		h.Get("Content-Disposition") != `attachment; filename="mingpao-ins-`+testdata.ChangedID+"-r1-"+firstHash()+`.txt"` {
		t.Errorf("%d bytes, %v", len(body), h)
	}
	if response, _ := get(t, server.URL+changedPath+"/raw?version=3"); response.StatusCode != http.StatusBadRequest {
		t.Error(response.Status)
	}
}

// TestPrintedHeadings: headings in a row are the lines of one, and the record keeps them as they are.
func TestPrintedHeadings(t *testing.T) {
	for _, c := range []struct {
		name, kinds string // p, h, i
		want        string
	}{
		{"two lines", "phhp", "p[h h]p"}, {"one", "php", "p[h]p"}, {"apart", "hphp", "[h]p[h]p"},
		{"at the end", "phh", "p[h h]"},
		{"lists stay", "hhii", "[h h](i i)"}, {"none", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shape(bodyParts(export.Printed(blocksOf(c.kinds)))); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func blocksOf(kinds string) (blocks []extract.Block) {
	kind := map[rune]extract.Kind{'p': extract.Paragraph, 'h': extract.Heading, 'i': extract.Item}
	for _, k := range kinds {
		blocks = append(blocks, extract.Block{Kind: kind[k], Text: string(k)})
	}
	return blocks
}

func shape(parts []bodyPart) (s string) {
	for _, p := range parts {
		switch p.Kind {
		case extract.Heading:
			s += "[" + strings.Join(p.List, " ") + "]"
		case extract.Item:
			s += "(" + strings.Join(p.List, " ") + ")"
		default:
			s += p.Text
		}
	}
	return s
}

// TestLeadMarker: an article says by whose word the paper prints it.
func TestLeadMarker(t *testing.T) {
	server := testRoom(t, testArchive(t))
	art, err := extract.Parse(extract.Page{Body: testdata.Page("pns-opinion.html")})
	if err != nil || art.LeadMarker == "" {
		t.Fatal(art.LeadMarker, err)
	}
	_, body := get(t, server.URL+"/a/pns/"+art.ID)
	if kicker, _, _ := strings.Cut(body, "<h1"); !strings.Contains(kicker, " · "+art.LeadMarker+"</p>") {
		t.Error("the kicker lacks", art.LeadMarker)
	}
}

// TestNotices: an article says that since its full text only an opening was seen, with the headline of that, and that
// the law keeps it.
func TestNotices(t *testing.T) {
	a := emptyArchive(t)
	art, err := extract.Parse(extract.Page{Body: testdata.Page("pns-opinion.html")})
	if err != nil {
		t.Fatal(err)
	}
	opening := *art
	opening.Access, opening.Title, opening.Blocks = extract.Excerpt, "社區圖書館多開一扇門", art.Blocks[:1]
	opening.Body = art.Blocks[0].Text
	look := func(a *extract.Article, page string, days int, seen queue.Seen) record.Sighting {
		s := record.Sighting{URL: art.URL, At: noon.AddDate(0, 0, days), Source: site.TimeFetched, Seen: seen, Article: a}
		if s.Capture.Body = []byte(page); a == nil {
			s.Capture = store.Capture{}
		}
		return s
	}
	if _, err := a.Record(t.Context(), 1, []record.Sighting{look(art, "<p>1", -3, queue.SeenPage),
		look(&opening, "<p>2", -2, queue.SeenPage), look(nil, "", -1, queue.SeenWithheld)}, noon); err != nil {
		t.Fatal(err)
	}
	_, body := get(t, testRoom(t, a).URL+"/zh/a/pns/"+art.ID)
	for _, want := range []string{"<h1 lang=\"zh-Hant-HK\">" + art.Title, "其後只讀到開首", ">" + opening.Title + "</q>",
		"因法律原因"} {
		if !strings.Contains(body, want) {
			t.Errorf("does not say %q", want)
		}
	}
}
