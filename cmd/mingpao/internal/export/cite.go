package export

import (
	"fmt"
	"io"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract"
	"mingpao/store/catalog"
)

// Citation is an article as it is cited: a version of it, when that was seen, and the page that it stood on.
type Citation struct {
	extract.Article
	Revision  int
	Retrieved string           // when this version was first seen; RFC 3339
	SHA256    string           // of the page as served; "" if not known
	Witness   *catalog.Witness // who vouches for that; nil: the article is of no archive
	Differs   string           // how it differs from a version that is cited beside it; "" where none is
}

// CitationOf cites the latest version of an article.
func CitationOf(a *catalog.Article) Citation {
	return Citation{Article: a.Article, Revision: a.Revision, Retrieved: a.Changed, SHA256: a.SHA256, Witness: &a.Witness}
}

// CitationOfVersion cites a version.
func CitationOfVersion(v catalog.Version) Citation {
	return Citation{Article: v.Article, Revision: v.Revision, Retrieved: v.Seen, SHA256: v.SHA256, Witness: &v.Witness}
}

// Styles are the names of the forms of a citation.
func Styles() []string { return []string{"plain", bibtexFormat.Name, risFormat.Name, cslFormat.Name} }

// Cite writes citations in a style: a whole file of a citation manager, or a line each.
func Cite(w io.Writer, style string, all ...Citation) error {
	out := entries{cite: Citation.plainLines, between: "\n", after: "\n"}
	switch style {
	case bibtexFormat.Name:
		out = bibtexEntries
	case risFormat.Name:
		out = risEntries
	case cslFormat.Name:
		out = cslEntries
	}
	out.w = w
	for _, c := range all {
		if err := out.add(c); err != nil {
			return err
		}
	}
	return out.Close()
}

// entries are citations one after the other, in a form that has something before, between and after them.
type entries struct {
	w                      io.Writer
	cite                   func(Citation) string
	before, between, after string
	begun                  bool
}

// to opens a format of citations.
func (e entries) to(w io.Writer, _ Options) (Writer, error) {
	e.w = w
	return &e, nil
}

// Add cites an article's latest version.
func (e *entries) Add(a *catalog.Article) error { return e.add(CitationOf(a)) }

func (e *entries) add(c Citation) error {
	separator := e.between
	if !e.begun {
		separator = e.before
	}
	e.begun = true
	_, err := io.WriteString(e.w, separator+e.cite(c))
	return err
}

func (e *entries) Close() error {
	_, err := io.WriteString(e.w, e.after)
	return err
}

// plainLines are a citation and, below it, how it differs.
func (c Citation) plainLines() string {
	if c.Differs == "" {
		return c.Plain()
	}
	return c.Plain() + "\n" + terminal.OneLine(c.Differs)
}

// Plain is a citation for a footnote: in Chinese for a Chinese article, in English for an English one.
func (c Citation) Plain() string {
	if c.Language == "en" {
		return c.plainEnglish()
	}
	var parts []string
	if len(c.Authors) > 0 {
		parts = append(parts, joined(c.Authors))
	}
	parts = append(parts, "〈"+c.Title+"〉", "《明報》"+chineseDate(c.Published))
	if c.Section != "" {
		parts = append(parts, c.Section)
	}
	if c.URL != "" {
		parts = append(parts, c.URL)
	}
	if c.Retrieved != "" {
		parts = append(parts, chineseDate(c.Retrieved)+"擷取")
	}
	return terminal.OneLine(strings.Join(parts, "，") + c.proof(words.Chinese, "（版本%d", "，", "）") + "。")
}

func (c Citation) plainEnglish() string {
	var b strings.Builder
	if len(c.Authors) > 0 {
		b.WriteString(strings.Join(c.Authors, ", ") + ". ")
	}
	fmt.Fprintf(&b, "“%s.” Ming Pao, %s.", strings.TrimRight(c.Title, "."), englishDate(c.Published))
	if c.URL != "" {
		fmt.Fprintf(&b, " %s.", c.URL)
	}
	if c.Retrieved != "" {
		fmt.Fprintf(&b, " Retrieved %s%s.", englishDate(c.Retrieved), c.proof(words.English, " (revision %d", ", ", ")"))
	}
	return terminal.OneLine(b.String())
}

// proof says which version was read, of which page and by whose word, so that another copy of it can be told from a
// changed one.
func (c Citation) proof(in words.Speech, left, comma, right string) string {
	if c.Revision == 0 {
		return ""
	}
	proof := fmt.Sprintf(left, c.Revision)
	if c.SHA256 != "" {
		proof += comma + "SHA-256 " + c.SHA256
	}
	if c.Witness != nil {
		proof += comma + in.Witness(*c.Witness)
	}
	return proof + right
}

// key is the version's name in a bibliography.
func (c Citation) key() string {
	key := "mingpao"
	if c.ID != "" {
		key += "-" + fileName(c.Edition) + "-" + fileName(c.ID)
	}
	if c.Revision > 0 {
		key += fmt.Sprintf("-r%d", c.Revision)
	}
	return key
}

// Note says what the fields of citation managers have no place for.
func (c Citation) Note() string {
	var notes []string
	if c.Revision > 0 {
		notes = append(notes, fmt.Sprintf("revision %d", c.Revision))
	}
	if c.SHA256 != "" {
		notes = append(notes, "SHA-256 of the page: "+c.SHA256)
	}
	if c.Witness != nil {
		notes = append(notes, words.English.Witness(*c.Witness))
	}
	switch c.Access {
	case extract.Excerpt:
		notes = append(notes, "excerpt only")
	case extract.Unknown:
		notes = append(notes, "perhaps not the whole article")
	}
	if c.Differs != "" {
		notes = append(notes, terminal.OneLine(c.Differs))
	}
	return strings.Join(notes, "; ")
}

// day is the day of a time of the archive; false where there is none.
func day(stamp string) (time.Time, bool) {
	date, _ := dateAndTime(stamp)
	t, err := time.Parse(time.DateOnly, date)
	return t, err == nil
}

func chineseDate(stamp string) string {
	t, ok := day(stamp)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}

func englishDate(stamp string) string {
	t, ok := day(stamp)
	if !ok {
		return "n.d."
	}
	return t.Format("2 January 2006")
}
