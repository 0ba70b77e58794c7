package scraper

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"strings"

	"mingpao/extract"

	"mingpao/extract/site"
)

// judge makes an article of an answer, or says why it is none. What comes out of it may be kept.
func judge(p Page, a *Answer) (*extract.Article, *Fault) {
	if kind, _, err := mime.ParseMediaType(a.ContentType); a.ContentType != "" && (err != nil || kind != "text/html" && kind != "application/xhtml+xml") {
		return nil, &Fault{Kind: NotAPage, Detail: "content type " + fold(a.ContentType)}
	}
	if lower := bytes.ToLower(a.Body[max(0, len(a.Body)-4096):]); len(a.Body) > 0 && !bytes.Contains(lower, []byte("</html")) && !bytes.Contains(lower, []byte("</body")) {
		return nil, &Fault{Kind: NotAPage, Detail: "cut off: the page does not end"}
	}
	article, err := careful(extract.Parse)(extract.Page{URL: a.URL, ContentType: a.ContentType, Body: a.Body})
	var no *extract.NotArticle
	switch {
	case errors.As(err, &no):
		return nil, notArticle(no)
	case err != nil:
		return nil, &Fault{Kind: NotAPage, Detail: err.Error()}
	}
	return article, checkArticle(p, article)
}

// careful keeps a defect in the extraction from ending the crawl: the page is recorded as failed.
func careful(parse func(extract.Page) (*extract.Article, error)) func(extract.Page) (*extract.Article, error) {
	return func(p extract.Page) (a *extract.Article, err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("extraction panicked: %v", r)
			}
		}()
		return parse(p)
	}
}

func notArticle(no *extract.NotArticle) *Fault {
	f := &Fault{Kind: NotAPage, Detail: no.Error()}
	switch no.Reason {
	case extract.HomePage, extract.NotFound:
		f.Kind = Gone
	case extract.AccessRefused, extract.LoginPage:
		f.Kind = Refused
	}
	return f
}

// checkArticle refuses an article that is not the one asked for, or that was not decoded. Instant news may answer from
// finance or ol under another identity; a news page may not.
func checkArticle(p Page, a *extract.Article) *Fault {
	switch {
	case a.ID == "":
		return &Fault{Kind: NotAPage, Detail: "an article without an identity"}
	case site.IsNews(a.Edition) && (a.ID != p.Ref.ID || a.Edition != p.Ref.Edition):
		return &Fault{Kind: NotAPage, Detail: "the page is article " + a.Edition + " " + a.ID}
	case strings.ContainsRune(a.Title, '\uFFFD'), strings.Count(a.Body, "\uFFFD")*200 > len([]rune(a.Body)):
		return &Fault{Kind: BadEncoding, Detail: "characters that cannot be decoded"}
	}
	return nil
}
