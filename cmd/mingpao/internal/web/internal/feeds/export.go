package feeds

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/find"
)

// Export sends what was found in a format, as it is made.
func Export(q *answer.Request, w http.ResponseWriter) error {
	chosen, err := find.Choice(q)
	if err != nil {
		return err
	}
	format, ok := export.Named(q.Query.Get("format"))
	if !ok || !find.IsOffered(format) {
		return answer.BadRequest(q.Say("no-format", strings.Join(find.FormatNames(), ", ")))
	}
	chosen.Filter = format.Filter(chosen.Filter)
	values := q.Narrowed("format", "")
	options := export.Options{Title: feedTitle(q, values), Scope: export.Scope(values), Self: ""}
	h := w.Header()
	out := &begun{ResponseWriter: w}
	h.Set("Content-Type", format.MediaType)
	h.Set("Content-Disposition", `attachment; filename="mingpao`+format.Ending+`"`)
	n, err := format.Write(out, options, chosenArticles(q, chosen))
	switch {
	case err != nil && out.begun:
		panic(http.ErrAbortHandler) // what was sent is not whole: the browser must not take it for that
	case err == nil && n == 0:
		err = answer.ErrNotFound
	}
	if err != nil {
		h.Del("Content-Disposition")
	}
	return err
}

// begun notes whether something was sent.
type begun struct {
	http.ResponseWriter
	begun bool
}

func (b *begun) Write(p []byte) (int, error) {
	b.begun = true
	return b.ResponseWriter.Write(p)
}

// feedTitle names what was chosen, after the paper.
func feedTitle(q *answer.Request, values url.Values) string {
	parts := []string{"明報"}
	for _, name := range find.SearchNames {
		for _, v := range values[name] {
			switch name {
			case "section":
				v = q.SectionLabels([]string{v})[0]
			case "edition":
				v = q.EditionName(v)
			case "changed", "gone", "excerpt":
				v = q.Say("filter-" + name)
			}
			if !slices.Contains(parts, v) {
				parts = append(parts, v)
			}
		}
	}
	return strings.Join(parts, " · ")
}
