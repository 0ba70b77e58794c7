package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/export"
)

// exportTime is how long an export may take to be sent.
const exportTime = 10 * time.Minute

// exports sends what was found in a format, as it is made.
func (r *room) exports() http.Handler {
	to := route{may: append([]string{"format"}, searchNames...)}
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		w.Header().Set("Vary", "Accept-Language")
		ctx, cancel := context.WithTimeout(hr.Context(), exportTime)
		defer cancel()
		q := r.newRequest(hr).in(ctx)
		leave, err := q.beginExport()
		if err != nil {
			q.fail(w, err)
			return
		}
		defer leave()
		if err = q.check(to.may); err == nil {
			err = q.export(w)
		}
		if err != nil {
			q.fail(w, err)
		}
	})
}

func (q *request) export(w http.ResponseWriter) error {
	chosen, err := q.choice()
	if err != nil {
		return err
	}
	format, ok := export.Named(q.query.Get("format"))
	if !ok || !isOffered(format) {
		return badRequest(q.say("no-format", strings.Join(exportNames(), ", ")))
	}
	chosen.Filter = format.Filter(chosen.Filter)
	values := q.narrowed("format", "")
	options := export.Options{Title: q.feedTitle(values), Scope: export.Scope(values), Self: ""}
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(exportTime)) // else the server's own holds
	h := w.Header()
	out := &begun{ResponseWriter: w}
	h.Set("Content-Type", format.MediaType)
	h.Set("Content-Disposition", `attachment; filename="mingpao`+format.Ending+`"`)
	n, err := format.Write(out, options, q.articles(chosen))
	switch {
	case err != nil && out.begun:
		panic(http.ErrAbortHandler) // what was sent is not whole: the browser must not take it for that
	case err == nil && n == 0:
		err = errNotFound
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
func (q *request) feedTitle(values url.Values) string {
	parts := []string{"明報"}
	for _, name := range searchNames {
		for _, v := range values[name] {
			switch name {
			case "section":
				v = q.sectionLabels([]string{v})[0]
			case "edition":
				v = q.edition(v)
			case "changed", "gone", "excerpt":
				v = q.say("filter-" + name)
			}
			if !slices.Contains(parts, v) {
				parts = append(parts, v)
			}
		}
	}
	return strings.Join(parts, " · ")
}
