package extract

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/testdata"
)

// TestFragments has the visible part of pages without their head, as a browser copies it.
func TestFragments(t *testing.T) {
	for _, name := range []string{"pns-opinion.html", "ins-sport.html", "fin-article.html", "ol-full.html"} {
		page := string(testdata.Page(name))
		want, err := Parse(Page{Body: []byte(page)})
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(page, "<body")
		body = "<html>\n<body>\n<!--StartFragment--><div" + strings.TrimSuffix(strings.TrimSpace(body), "</html>")
		body = strings.ReplaceAll(body, `="../`,
			`="https://`+map[bool]string{true: "news", false: "finance"}[name[0] != 'f']+`.mingpao.com/`)
		got, err := Parse(Page{Body: []byte(body)})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.Title != want.Title || got.Published != want.Published || got.Body != want.Body ||
			!cmp.Equal(got.Authors, want.Authors) || got.Column != want.Column {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestPartsOfPages has parts that do not say what they are.
func TestPartsOfPages(t *testing.T) {
	page := string(testdata.Page("pns-opinion.html"))
	text := page[strings.Index(page, "<article"):]
	_, body, _ := strings.Cut(page, "<body>")
	const title = "方靜文：社區圖書館的第二扇門"
	for name, part := range map[string]string{
		"text alone": text[:strings.Index(text, "</article>")+len("</article>")],
		"no date":    strings.Replace(body, `itemprop="datePublished"`, "", 1),
		"no title":   strings.Replace(body, "<hgroup><h1>"+title, "<hgroup><h1>", 1),
	} {
		a, err := Parse(Page{Body: []byte(part)})
		if no, ok := errors.AsType[*NotArticle](err); !ok || no.Reason != CutOff && no.Reason != EmptyPage {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}
