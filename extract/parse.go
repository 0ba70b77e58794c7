package extract

import (
	"errors"
	"fmt"
	"slices"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/layout"
	"mingpao/extract/internal/plain"
	"mingpao/extract/internal/window"
)

// Page is a page as served or saved.
type Page struct {
	URL         string // where it came from; may be empty: the page's own canonical link is used then
	ContentType string // of the answer, for the character set; may be empty
	Body        []byte // as served or saved, not compressed
}

// Parse extracts the article of a page: the whole of it, or marked as an excerpt where the page gives no more, or as
// unknown where a text does not tell. A page that is no article, or not a whole one, or of an unknown design, is a
// *NotArticle error that names the reason. Any other error is a defect of this package. Parse never panics and gives
// the same answer for the same page, always.
func Parse(p Page) (*Article, error) {
	a, _, err := Explain(p)
	return a, err
}

// Explain is Parse that also returns every block of the page's article with the rule that decided it.
func Explain(p Page) (a *Article, signed []Signed, err error) {
	defer recovered(&err)
	return explain(p, (*window.Page).Cut)
}

// recovered makes an error of a defect.
func recovered(err *error) {
	if defect := recover(); defect != nil {
		*err = fmt.Errorf("read the page: a defect in its extraction: %v", defect)
	}
}

// cutter is the window step.
type cutter func(*window.Page, *window.Frame) (*window.Window, error)

// explain takes the window step as an argument, so that a test can compare it with the tree of the whole page.
func explain(p Page, cut cutter) (*Article, []Signed, error) {
	f, err := read(p, cut)
	if err != nil {
		return nil, nil, err
	}
	a, signed := assemble(f)
	return finish(&f, a, signed)
}

// read takes a page from its bytes to a form.
func read(p Page, cut cutter) (block.Form, error) {
	text, err := Decode(p)
	if err != nil {
		return block.Form{}, err
	}
	var f block.Form
	if plain.IsText(text) {
		f, err = plain.Read(p.URL, text)
	} else {
		f, err = readMarkup(p, text, cut)
	}
	return f, notArticle(err)
}

// readMarkup recognises the design of a page and reads it.
func readMarkup(p Page, text []byte, cut cutter) (block.Form, error) {
	page := window.Scan(text, layout.Spec())
	l, err := layout.Recognise(p.URL, page)
	if err != nil {
		return block.Form{}, err
	}
	w, err := cut(page, &l.Frame)
	if err != nil {
		return block.Form{}, notRead(err)
	}
	if err := sound(w); err != nil {
		return block.Form{}, err
	}
	f, err := l.Form(p.URL, page, w)
	if err != nil {
		return block.Form{}, err
	}
	f.Unpaired, f.Summary = w.Unpaired, page.Description
	if i := slices.IndexFunc(f.Lines, isOutside); i >= 0 {
		return block.Form{}, &NotArticle{BrokenMarkup,
			"what stands outside of articles is in the text: " + f.Lines[i].Text}
	}
	return f, nil
}

// notRead is the reason why the article of a recognised page cannot be read.
func notRead(err error) error {
	if errors.Is(err, window.ErrCutOff) {
		return &NotArticle{CutOff, err.Error()}
	}
	return &NotArticle{BrokenMarkup, err.Error()}
}

// finish refuses an article without a title or a body: the markers were there, the article was not.
func finish(f *block.Form, a *Article, signed []Signed) (*Article, []Signed, error) {
	switch {
	case a.Title == "":
		return nil, signed, &NotArticle{EmptyPage, "the article has no title"}
	case a.Body == "":
		return nil, signed, &NotArticle{EmptyPage, "the article has no text"}
	}
	if err := garbled(a); err != nil {
		return nil, signed, err
	}
	if err := converted(f.Summary, a); err != nil {
		return nil, signed, err
	}
	a.Suspect = suspect(f.Summary, a)
	return a, signed, nil
}
