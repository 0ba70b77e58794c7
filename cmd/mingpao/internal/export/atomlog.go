package export

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"strings"

	"mingpao/cmd/mingpao/internal/album"
	"mingpao/cmd/mingpao/internal/diff"
	"mingpao/cmd/mingpao/internal/export/markup"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/store/catalog"
)

// IsLog reports whether the format tells of what a filter admits event by event: a feed of what was changed or went.
func (f Format) IsLog(of catalog.Filter) bool {
	return f.Name == atomFormat.Name && (of.Changed || of.Gone)
}

// WriteLog writes a feed of what the site changed and took away, an entry each, and returns how many there were.
func WriteLog(w io.Writer, o Options, entries iter.Seq2[catalog.Entry, error]) (n int, err error) {
	f := &atomFeed{w: w, options: o}
	if !o.Chosen.Filter.Changed && !o.Chosen.Filter.Gone {
		f.name = "changes"
		f.options.Title = cmp.Or(o.Title, o.Chosen.title()+" "+words.Chinese.Say("changes"))
	}
	for e, err := range entries {
		if err != nil {
			return n, err
		}
		if err := f.put(f.entryOf(e)); err != nil {
			return n, atomFormat.fault(err)
		}
		n++
	}
	return n, atomFormat.fault(f.Close())
}

// entryOf is an event as an entry. Its id has the revision, and the time: another archive's looks may number
// the revisions anew, and what has an id that a reader knows is not shown again.
func (f *atomFeed) entryOf(of catalog.Entry) atomEntry {
	c := diff.ChangeOf(of)
	what, content := fmt.Sprintf("r%d", c.Revision), changeHTML(of, f.options.Album)
	if c.IsGone() {
		what, content = "gone", goneHTML(of, f.options.Album)
	}
	e := atomEntry{
		Lang: markup.Legal(c.Language), ID: markup.Legal(tagAuthority + c.Edition + "/" + c.ID + "/" + what + "/" + c.At),
		Title: markup.Legal(c.Title + "〔" + kindsOf(c) + "〕"), Published: fullTime(c.At), Updated: fullTime(c.At),
		Category: []atomTerm{{markup.Legal(c.Section)}},
		Content: atomContent{"html", markup.Legal(fmt.Sprintf("<p class=\"note\">〔%s %s；%s〕</p>\n", ReadableTime(c.At),
			kindsOf(c), markup.Escaped(words.Chinese.Witness(c.Witness))) + content)},
	}
	switch {
	case f.options.Room != "" && c.IsGone():
		e.Link = linkTo(fmt.Sprintf("%s/a/%s/%s", f.options.Room, c.Edition, c.ID))
	case f.options.Room != "":
		e.Link = linkTo(fmt.Sprintf("%s/a/%s/%s/history?from=%d&to=%d", f.options.Room, c.Edition, c.ID, c.Prior,
			c.Revision))
	case isWebAddress(c.URL):
		e.Link = linkTo(c.URL)
	}
	return e
}

// kindsOf are the kinds of a change in words.
func kindsOf(c diff.Change) string {
	var kinds []string
	for _, k := range c.What {
		kinds = append(kinds, words.Chinese.Say("change-"+string(k)))
	}
	if c.IsGone() {
		return joined(kinds)
	}
	return words.Chinese.Say("changed-what", joined(kinds))
}

func goneHTML(e catalog.Entry, pictures *album.Album) string {
	key := "gone-since"
	if e.Headline.Withheld {
		key = "withheld-since"
	}
	return "<p>" + markup.Escaped(words.Chinese.Say(key, ReadableTime(e.At))) + "</p>\n" +
		withPictures(&catalog.Article{Article: e.Before.Article}, pictures)
}

// changeHTML is what was changed, old → new: fields, then paragraphs, then pictures.
func changeHTML(e catalog.Entry, pictures *album.Album) string {
	var b strings.Builder
	before, after := &e.Before.Article, &e.After.Article
	for _, f := range diff.Fields(before, after) {
		fmt.Fprintf(&b, "<p>%s：%s</p>\n", words.Chinese.Say(f.Name), oldToNew(diff.Words(f.Old, f.New)))
	}
	for _, r := range diff.Rows(before.Body, after.Body) {
		if r.Changed() && r.Sign != diff.MovedAway {
			b.WriteString(rowHTML(r))
		}
	}
	for _, p := range diff.ChangedPictures(before, after) {
		b.WriteString(pictureHTML(p, pictures))
	}
	return b.String()
}

// rowHTML is a paragraph, old → new. One that moved stands where it is now.
func rowHTML(r diff.Row) string {
	text := oldToNew(r.Line)
	if sign := words.Chinese.Row(r); sign != "" {
		text = "<small>〔" + markup.Escaped(sign) + "〕</small> " + text
	}
	return "<p>" + text + "</p>\n"
}

// oldToNew is a line with what was replaced, and the same with what it was replaced by.
func oldToNew(l diff.Line) string {
	old, now := paragraphsHTML(l.Before()), paragraphsHTML(l.After())
	if old == "" || now == "" || old == now {
		return cmp.Or(now, old)
	}
	return old + "<br/>→ " + now
}

func paragraphsHTML(lines []diff.Line) string {
	var all []string
	for _, l := range lines {
		all = append(all, lineHTML(l))
	}
	return strings.Join(all, "<br/>")
}

func lineHTML(l diff.Line) string {
	var b strings.Builder
	for _, s := range l {
		switch text := markup.Escaped(s.Text); {
		case text == "" || s.Op == diff.Same:
			b.WriteString(text)
		case s.Op == diff.Gone:
			b.WriteString("<del>" + text + "</del>")
		default:
			b.WriteString("<ins>" + text + "</ins>")
		}
	}
	return b.String()
}

// pictureHTML is a picture, old → new, by its caption, its address, and as it is shown.
func pictureHTML(p diff.Picture, pictures *album.Album) string {
	kind := "photograph"
	if p.IsFilm {
		kind = "film"
	}
	old, oldPlate := addressOf(p.Before, pictures)
	now, nowPlate := addressOf(p.After, pictures)
	addresses := diff.Line{{Op: diff.Gone, Text: old}, {Op: diff.Come, Text: now}}
	if old == now {
		addresses, oldPlate = diff.Line{{Text: old}}, ""
	}
	html := fmt.Sprintf("<p>%s：%s<br/>%s</p>\n", words.Chinese.Say(kind), oldToNew(p.Caption), oldToNew(addresses))
	return html + oldPlate + nowPlate
}

// addressOf is the address of a picture, "" for none, and how it is shown.
func addressOf(i *extract.Image, pictures *album.Album) (address, plate string) {
	if i == nil {
		return "", ""
	}
	if p := pictures.Of(*i); p != nil {
		plate = figure(p, i.Caption)
	}
	return i.URL, plate
}
