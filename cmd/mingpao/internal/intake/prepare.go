package intake

import (
	"context"
	"errors"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract"
	"mingpao/extract/saved"
	"mingpao/extract/site"
	"mingpao/extract/told"
	"mingpao/store"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// prepare parses and packs a page that is not known.
func (i *Import) prepare(ctx context.Context, p importPage) importPage {
	if p.Err != nil {
		return p
	}
	p.sighting = p.look()
	switch {
	case p.Removed != nil || p.Seal != nil || p.Missing != "" || p.Original != nil:
		return p
	case i.reader != nil:
		if p.known, p.Err = i.reader.Knows(ctx, &p.sighting); p.known || p.Err != nil {
			return p
		}
	}
	if p.Picture != nil {
		return p
	}
	art, err := store.Read(p.URL, p.sighting.Capture)
	switch {
	case err != nil:
		p.Err = p.Aside(err)
		p.sighting.Refusal = err.Error()
		return p
	case art.ID == "":
		p.Err = errors.New("an article without an address: give one in metadata.json")
		return p
	case !isOf(p.URL, art):
		p.Err = told.Errorf("the page is article %s %s, which is not that of the address given for it, %s",
			art.Edition, art.ID, terminal.Plain(p.URL))
		return p
	}
	p.sighting.Article = art
	p.sighting.Capture = i.Archive.Pack(p.sighting.Capture, art.Edition)
	return p
}

// look is the look that a page says was taken.
func (p importPage) look() record.Sighting {
	s := record.Sighting{URL: p.URL, At: p.Seen, Source: p.SeenFrom, Seen: queue.SeenPage, Answer: p.Head,
		Record: p.File.Record, Capture: store.Capture{ContentType: p.ContentType, Body: p.Body},
		Witness: record.Witness{Name: p.File.Name, SHA256: p.File.SHA256, Claims: p.File.Claims,
			Behind: behind(p.File.Behind)}}
	if r := p.File.TakenBack; r != nil {
		s.TakenBack = &record.Retraction{Archive: r.Archive, Run: r.Run, At: r.At, Reason: r.Reason}
	}
	switch {
	case p.Removed != nil || p.Seal != nil:
	case p.Missing != "":
		s.Seen, s.Detail = queue.Seen(p.Missing), p.Detail
	case p.Original != nil:
		return s.Naming(record.Original{URL: p.Original.URL, At: p.Original.Seen, Digest: p.Original.Digest,
			Unmodified: p.Repeated}, p.Detail)
	case p.Repeated:
		s.Seen, s.SHA256, s.Detail = queue.SeenUnmodified, store.Hash(p.Body), p.Detail
	case p.Picture != nil:
		s.Seen = queue.SeenPicture
	}
	return s
}

// behind is whom a file says that it has a look from.
func behind(said *saved.Witness) *record.Witness {
	if said == nil {
		return nil
	}
	return &record.Witness{Kind: record.WitnessKind(said.Kind), Archive: said.Archive, Source: said.Source,
		Name:   said.Name,
		SHA256: said.SHA256, Claims: said.Claims, Behind: behind(said.Behind)}
}

// isOf reports whether an article may stand at the address that was given for its page: a metadata.json in the wrong
// folder would make it another's.
func isOf(url string, art *extract.Article) bool {
	given, known := site.ParseURL(url)
	return !known || given.LeadsTo(site.Ref{Edition: art.Edition, ID: art.ID})
}
