package extract

import (
	"slices"
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/byline"
	"mingpao/extract/internal/chars"
)

// assemble makes the article of a form.
func assemble(f block.Form) (*Article, []Signed) {
	f.Title = chars.Normalise(f.Title)
	f.Keywords = apart(f.Keywords)
	signed := block.Classify(&f, rules)
	block.NameHeadings(&f, signed)
	a := &Article{
		ID: f.Ref.ID, Edition: f.Ref.Edition, URL: f.Ref.URL(), Section: f.Section, SectionCode: f.Ref.SectionCode,
		Title: f.Title, Authors: byline.Authors(&f, signed), Column: byline.Column(&f, signed), Published: f.Published,
		Access: access(&f, signed), Keywords: f.Keywords, Credits: []string{}, Blocks: make([]Block, 0, len(signed)),
		Layout: f.Layout,
		Videos: make([]Video, 0, len(f.Videos)),
	}
	var notes []string
	for i := range signed {
		if a.take(&signed[i], f.Inline); signed[i].Rule.Effect == block.Note {
			notes = append(notes, signed[i].Text)
		}
	}
	a.AuthorNote = strings.Join(notes, "\n")
	for _, v := range f.Videos {
		a.Videos = append(a.Videos, Video(v))
	}
	a.Images = unique(slices.Concat(f.Images, f.Inline))
	a.Body = body(a.Blocks)
	a.Language = language(a.Blocks)
	return a, report(signed)
}

// take puts a line where its rule says. The lead marker is cut off the first line of the body.
func (a *Article) take(l *block.Signed, inline []block.Image) {
	switch l.Rule.Effect {
	case block.Keep:
		text := l.Text
		if len(a.Blocks) == 0 && a.LeadMarker == "" {
			a.LeadMarker, text = block.CutMarker(text)
		}
		if text != "" {
			a.Blocks = append(a.Blocks, Block{kinds[l.Kind], text})
		}
		if in, roles := byline.EndCredit(l.Text); len(roles) > 0 {
			a.Credits = append(a.Credits, in)
		}
	case block.Credit, block.Reporter:
		a.Credits = append(a.Credits, l.Text)
	case block.Caption:
		if l.Photo > 0 && (l.Below || inline[l.Photo-1].Caption == "") {
			inline[l.Photo-1].Caption = l.Text
		}
	}
}

// unique keeps the first of the pictures with the same address.
func unique(images []block.Image) []Image {
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

func report(signed []block.Signed) []Signed {
	out := make([]Signed, len(signed))
	for i, l := range signed {
		kind := kinds[l.Kind]
		if l.Rule.Effect == block.Caption {
			kind = Caption
		}
		out[i] = Signed{kind, l.Rule.Name, l.Text}
	}
	return out
}

// apart are keywords of which one may be a list: 木橋；茶園. A comma of any form may be in a name.
func apart(list []string) []string {
	words := make([]string, 0, len(list))
	for _, l := range list {
		for w := range strings.FieldsFuncSeq(l, func(r rune) bool { return strings.ContainsRune("；;﹔", r) }) {
			if w = strings.TrimSpace(w); w != "" {
				words = append(words, w)
			}
		}
	}
	return words
}
