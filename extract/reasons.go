package extract

import (
	"errors"
	"strings"

	"mingpao/extract/internal/block"
)

// Reason is why a page is no article.
type Reason string

// The reasons. They are part of the output and do not change.
const (
	HomePage      Reason = block.HomePage
	AccessRefused Reason = block.AccessRefused
	NotFound      Reason = block.NotFound
	LoginPage     Reason = block.LoginPage
	SectionList   Reason = block.SectionList
	EmptyPage     Reason = block.EmptyPage
	UnknownDesign Reason = block.UnknownDesign
	BrokenMarkup  Reason = "broken markup"
	CutOff        Reason = block.CutOff // the page ends before its article does
	NotText       Reason = block.NotText
	Altered       Reason = "altered text"    // a program has changed its words
	Garbled       Reason = "garbled text"    // its characters are not those that were written
	UnclearText   Reason = block.UnclearText // a text whose lines cannot be told from each other
)

// Key is the reason as archives record it and programs compare it: unknown-page-design.
func (r Reason) Key() string { return strings.ReplaceAll(string(r), " ", "-") }

// NotArticle is the error for a page that holds no article.
type NotArticle struct {
	Reason Reason
	Detail string // what was seen, for a person; may be empty
}

// Error says the reason and the detail.
func (e *NotArticle) Error() string {
	return (&block.Refusal{Reason: string(e.Reason), Detail: e.Detail}).Error()
}

// notArticle makes a NotArticle of a refusal; any other error is returned unchanged.
func notArticle(err error) error {
	var r *block.Refusal
	if errors.As(err, &r) {
		return &NotArticle{Reason(r.Reason), r.Detail}
	}
	return err
}
