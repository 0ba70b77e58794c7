// Package golden keeps the articles of saved pages beside them, and reports where they differ: after a change of the
// rules, or of the pages' design. page.html has its golden in page.golden.json: the article and its signed blocks, or
// the reason why there is none.
package golden

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"mingpao/extract"
)

// Golden is the answer for a page.
type Golden struct {
	Reason  extract.Reason   `json:"reason,omitempty"`
	Article *extract.Article `json:"article,omitempty"`
	Blocks  []extract.Signed `json:"signed,omitempty"`
}

// Suffix is the end of the names of goldens.
const Suffix = ".golden.json"

// Of reads a page.
func Of(p extract.Page) (Golden, error) {
	a, signed, err := extract.Explain(p)
	var no *extract.NotArticle
	switch {
	case errors.As(err, &no):
		return Golden{Reason: no.Reason}, nil
	case err != nil:
		return Golden{}, err
	}
	return Golden{Article: a, Blocks: signed}, nil
}

// Name is the name of a page's golden: page.golden.json of page.html, crawl.warc.gz#17.golden.json of a record.
func Name(page string) string {
	if file, record, ok := strings.Cut(page, "#"); ok {
		return file + "#" + strings.ReplaceAll(record, "/", "-") + Suffix
	}
	return strings.TrimSuffix(page, path.Ext(page)) + Suffix
}

// Encode writes a golden as in its file.
func (g Golden) Encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(g)
	return b.Bytes(), err
}

// Diff is the difference of a golden's file from the page's answer now, line by line, "" where there is none. The
// text is shown once, as signed blocks, though the file has it three times.
func (g Golden) Diff(file []byte) (string, error) {
	now, err := g.Encode()
	if err != nil || bytes.Equal(file, now) {
		return "", err
	}
	var before Golden
	if err := json.Unmarshal(file, &before); err != nil {
		return "", fmt.Errorf("no golden: %w", err)
	}
	short, err := before.short().Encode()
	if err != nil {
		return "", err
	}
	if now, err = g.short().Encode(); err != nil {
		return "", err
	}
	if bytes.Equal(short, now) {
		return "the same, written in another form\n", nil
	}
	return string(diff.Diff("golden", short, "now", now)), nil
}

// short is a golden without the text that its signed blocks repeat.
func (g Golden) short() Golden {
	if g.Article == nil || len(g.Blocks) == 0 {
		return g
	}
	a := *g.Article
	a.Body, a.Blocks = "", nil
	g.Article = &a
	return g
}
