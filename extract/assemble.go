package extract

import (
	"slices"
	"strings"

	"mingpao/extract/internal/chars"
)

// assemble makes the article of a form.
func assemble(f form) (*Article, []Signed) {
	f.title = chars.Normalise(f.title)
	signed := classify(&f, rules)
	nameHeadings(&f, signed)
	a := &Article{
		ID: f.ref.ID, Edition: f.ref.Edition, URL: f.ref.URL(), Section: f.section, SectionCode: f.ref.SectionCode,
		Title: f.title, Authors: authors(&f, signed), Column: column(&f, signed), Published: f.published,
		Access: Full, Keywords: orEmpty(f.keywords), Credits: []string{}, Blocks: make([]Block, 0, len(signed)),
		Layout: f.layout,
		Videos: make([]Video, 0, len(f.videos)),
	}
	var notes []string
	for i := range signed {
		if a.take(&signed[i], f.inline); signed[i].rule.effect == note {
			notes = append(notes, signed[i].text)
		}
	}
	a.AuthorNote = strings.Join(notes, "\n")
	for _, v := range f.videos {
		a.Videos = append(a.Videos, Video(v))
	}
	a.Images = unique(slices.Concat(f.images, f.inline))
	if f.paid {
		a.Access = Excerpt
	}
	a.Body = body(a.Blocks)
	a.Language = language(a.Blocks)
	return a, report(signed)
}

// take puts a line where its rule says. The lead marker is cut off the first line of the body.
func (a *Article) take(l *signedLine, inline []pic) {
	switch l.rule.effect {
	case keep:
		text := l.text
		if len(a.Blocks) == 0 && a.LeadMarker == "" {
			a.LeadMarker, text = cutMarker(text)
		}
		if text != "" {
			a.Blocks = append(a.Blocks, Block{kinds[l.kind], text})
		}
		if in, roles := endCredit(l.text); len(roles) > 0 {
			a.Credits = append(a.Credits, in)
		}
	case credit, reporter:
		a.Credits = append(a.Credits, l.text)
	case caption:
		if l.photo > 0 && (l.below || inline[l.photo-1].Caption == "") {
			inline[l.photo-1].Caption = l.text
		}
	}
}

// unique keeps the first of the pictures with the same address.
func unique(images []pic) []Image {
	seen := make(map[string]bool, len(images))
	seen[""] = true
	kept := make([]Image, 0, len(images))
	for _, i := range images {
		if !seen[i.URL] {
			seen[i.URL] = true
			kept = append(kept, Image(i))
		}
	}
	return kept
}

func body(blocks []Block) string {
	texts := make([]string, len(blocks))
	for i, b := range blocks {
		texts[i] = b.Text
	}
	return strings.Join(texts, "\n\n")
}

func report(signed []signedLine) []Signed {
	out := make([]Signed, len(signed))
	for i, l := range signed {
		kind := kinds[l.kind]
		if l.rule.effect == caption {
			kind = Caption
		}
		out[i] = Signed{kind, l.rule.name, l.text}
	}
	return out
}

// orEmpty keeps JSON free of null.
func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
