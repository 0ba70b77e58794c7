package extract

import (
	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// Page is a page as served or saved.
type Page struct {
	URL         string // where it came from; may be empty: the page's own canonical link is used then
	ContentType string // of the answer, for the character set; may be empty
	Body        []byte // as served or saved, not compressed
}

// Parse extracts the article of a page. A page that is no article, or of an unknown design, is a *NotArticle error that
// names the reason. Parse never panics and gives the same answer for the same page, always.
func Parse(p Page) (*Article, error) {
	a, _, err := Explain(p)
	return a, err
}

// Explain is Parse that also returns every block of the page's article with the rule that decided it.
func Explain(p Page) (*Article, []Signed, error) { return explain(p, tree) }

// explain takes the window step as an argument, so that a test can compare it with the tree of the whole page.
func explain(p Page, tree func(outline, *layout) (*html.Node, error)) (*Article, []Signed, error) {
	text, err := decode(p)
	if err != nil {
		return nil, nil, err
	}
	if isPlainText(text) {
		form, err := readText(text)
		if err != nil {
			return nil, nil, err
		}
		a, signed := assemble(form)
		return finish(a, signed)
	}
	o := scan(text)
	l, err := recognise(p, o)
	if err != nil {
		return nil, nil, err
	}
	root, err := tree(o, l)
	if err != nil {
		return nil, nil, &NotArticle{BrokenMarkup, err.Error()}
	}
	form, err := l.read(goquery.NewDocumentFromNode(root).Selection, o)
	if err != nil {
		return nil, nil, err
	}
	form.layout, form.ref = l.name, identity(p, o, l)
	if form.published == "" {
		form.published = issueDate(form.ref.Date)
	}
	a, signed := assemble(form)
	return finish(a, signed)
}

// finish refuses an article without a title or a body: the markers were there, the article was not.
func finish(a *Article, signed []Signed) (*Article, []Signed, error) {
	switch {
	case a.Title == "":
		return nil, signed, &NotArticle{EmptyPage, "the article has no title"}
	case a.Body == "":
		return nil, signed, &NotArticle{EmptyPage, "the article has no text"}
	}
	return a, signed, nil
}
