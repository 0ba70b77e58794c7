package feeds

import (
	"net/http"
	"strings"

	"mingpao/cmd/mingpao/internal/album"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/find"
	"mingpao/store/catalog"
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
	options := export.Options{Chosen: choice(q, chosen)}
	chosen.Filter = format.Filter(chosen.Filter)
	if format.Pictures {
		options.Album = &album.Album{}
		defer options.Album.Close()
		if err := options.Album.Gather(q.Context(), q.Archive.Catalog(), chosenArticles(q, chosen)); err != nil {
			return err
		}
	}
	all := chosenArticles(q, chosen)
	if format.Feed {
		options.Album = &album.Album{}
		all = illustrated(q, options.Album, all, imagesOf)
	}
	h := w.Header()
	out := &begun{ResponseWriter: w}
	h.Set("Content-Type", format.MediaType)
	h.Set("Content-Disposition", `attachment; filename="`+export.FileName(chosen.Filter)+format.Ending+`"`)
	n, err := format.Write(out, options, all)
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

// choice is the choice of a feed or an export.
func choice(q *answer.Request, chosen catalog.Query) export.Choice {
	said, _ := find.Said(q) // whose faults find.Choice has told
	named := chosen.Filter
	named.Authors, named.Columns, named.Keywords = said.Authors, said.Columns, said.Keywords // not all that they mean
	return export.Choice{Query: q.Asked(), Said: said, Filter: named}
}
