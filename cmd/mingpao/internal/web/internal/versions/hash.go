package versions

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store/catalog"
)

// Standing is how the page of an article stands today with a version that was cited by its hash.
type Standing struct {
	Revision int         // the version; 0: every look at that page was taken back
	Last     words.Looks // the last look at the article
	Now      int         // the version of the last look that saw one
	Same     bool        // its text is the same
}

// sha256Form is a hash as citations print it, or so much of its beginning that few pages share it.
var sha256Form = regexp.MustCompile(`^[0-9a-f]{8,64}$`)

// PageOf is the page whose hash begins so.
func PageOf(q *answer.Request, hash string) (catalog.Page, error) {
	hash = strings.ToLower(hash)
	if !sha256Form.MatchString(hash) {
		return catalog.Page{}, answer.BadRequest(q.Say("no-hash"))
	}
	pages, err := q.Archive.Catalog().Pages(q.Context(), hash)
	switch {
	case err != nil:
		return catalog.Page{}, err
	case len(pages) == 0:
		return catalog.Page{}, answer.NotFound(q.Say("unknown-hash"))
	case len(pages) > 1:
		return catalog.Page{}, answer.BadRequest(q.Say("short-hash"))
	}
	return pages[0], nil
}

// OnPage finds the version that was seen on a page, and how the article's page stands today.
func OnPage(q *answer.Request, page catalog.Page) (*catalog.Article, []catalog.Version, Standing, error) {
	a, err := q.Archive.Catalog().Number(q.Context(), page.Article)
	if err != nil {
		return nil, nil, Standing{}, err
	}
	all, err := q.Archive.Catalog().Versions(q.Context(), page.Article)
	if err != nil {
		return nil, nil, Standing{}, err
	}
	looks, err := q.Archive.Catalog().Looks(q.Context(), page.Article)
	return a, all, standing(q.Speech, page.SHA256, all, looks), err
}

// standing compares what was cited with the last look that counts. A text that came back is cited by its last version:
// the page is as it was again.
func standing(in words.Speech, hash string, all []catalog.Version, looks []catalog.Look) (s Standing) {
	for i := len(all) - 1; i >= 0 && s.Revision == 0; i-- {
		onPage := func(l catalog.Look) bool { return l.SHA256 == hash && l.Counts() }
		if all[i].SHA256 == hash || slices.ContainsFunc(catalog.Between(all, i, looks), onPage) {
			s.Revision = all[i].Revision
		}
	}
	for _, l := range looks {
		if l.Counts() {
			s.Last = in.Looks([]catalog.Look{l})[0]
		}
	}
	s.Now = len(all)
	s.Same = s.Revision == s.Now
	return s
}

// Raw is the page that a version was first seen on, byte by byte as it was received, as a file that nothing renders.
// Its name ends with its hash, which sha256sum gives again.
func Raw(q *answer.Request) (answer.Answer, error) {
	a, all, err := named(q)
	if err != nil {
		return nil, err
	}
	v, err := Asked(q, all)
	if err != nil {
		return nil, err
	}
	c, err := q.Archive.Catalog().Capture(q.Context(), v.SHA256)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("mingpao-%s-%s-r%d-%s.txt", a.Edition, a.ID, v.Revision, v.SHA256)
	return answer.DocumentOf("text/plain", c.Body).Named(name), nil
}
