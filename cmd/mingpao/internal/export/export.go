// Package export writes articles of the archive in the formats that other programs, people and e-readers take. A
// format is one file, with its own defaults and checks.
//
//	export.go                 what a format is, and what may be asked of it
//	jsonl.go                  all fields, nothing lost
//	csv.go                    a table for spreadsheets
//	markdown.go, front.go     text and front matter; room folder writes a file an article
//	atom.go atomlog.go        a feed; of what was changed and went, an entry each
//	epub.go                   a book: room book writes it, room album draws its pictures
//	choice.go                 what an export is made of, called and known by
//	warc.go warc_*.go         what was seen, as web archives keep it; answers that could not be used
//	cite.go                   a citation; bibtex.go, ris.go, csl.go are those of citation managers
//	compare.go                two versions that are cited beside each other
//	text.go, html.go          one article to read
package export

import (
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"mingpao/cmd/mingpao/internal/album"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/told"
	"mingpao/store/catalog"
)

// Writer takes articles one by one and holds none of them. Close writes what stands at the end; it does not close what
// is written to.
type Writer interface {
	Add(*catalog.Article) error
	Close() error
}

// Options are what a format may want to know. The zero value will do.
type Options struct {
	Title    string       // what the export is called; "": after what was chosen
	Chosen   Choice       // what it is made of
	Self     string       // the feed's own address
	Room     string       // the address of a reading room, which changes are linked to; "": to the articles
	Subtitle string       // of a feed
	Plain    bool         // csv: for programs, not for spreadsheets
	Vertical bool         // epub: columns from right to left
	For      Target       // markdown
	Album    *album.Album // epub, Atom: its pictures; nil: none
}

func (o Options) title() string {
	if o.Title == "" {
		return o.Chosen.title()
	}
	return o.Title
}

// Order is the order in which a format wants its articles.
type Order int

// The orders.
const (
	OldestFirst Order = iota
	NewestFirst
	BySection
)

// Format is a way to write articles.
type Format struct {
	Name      string
	Label     string // how people write it
	MediaType string
	Ending    string // of a file's name
	Help      string // one line
	Order     Order
	Limit     int  // how many articles where nobody says; 0: all
	MaxLimit  int  // 0: none
	File      bool // it needs a file: it is no text
	Folder    bool // it makes a folder
	Pictures  bool // it has those that are kept in an album
	Sightings bool // it is made of what was seen, not of articles: WARC writes it
	Feed      bool // it says when the site was last looked at, and of what was changed or went it tells event by event
	Cites     bool // it names articles, and has no use for their texts
	open      func(io.Writer, Options) (Writer, error)
}

// Formats are all formats, the one that loses nothing first.
func Formats() []Format {
	return []Format{jsonlFormat, csvFormat, markdownFormat, atomFormat, epubFormat, warcFormat, bibtexFormat, risFormat,
		cslFormat}
}

// Named is the format of a name.
func Named(name string) (Format, bool) {
	all := Formats()
	i := slices.IndexFunc(all, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return all[i], true
}

// Names are the names of all formats.
func Names() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// Request is what a person asks of a format.
type Request struct {
	Output   string // "" or -: standard output
	Limit    int    // 0: none given
	Grey     bool   // epub: pictures without colours
	MaxSize  string // epub: of the book, as a person writes it
	Name     string // markdown: how files are called
	Terminal bool   // standard output is a screen
	Options
}

// Check lists all that a format cannot do of a request.
func (f Format) Check(r Request) (faults words.Faults) {
	toOutput := r.Output == "" || r.Output == "-"
	if f.Folder && toOutput {
		faults = append(faults, told.Errorf("--format %s needs a folder: -o FOLDER", f.Name))
	}
	if f.File && toOutput && (r.Output == "" || r.Terminal) {
		faults = append(faults, told.Errorf("--format %s is not text and needs a file: -o FILE%s", f.Name, f.Ending))
	}
	if f.MaxLimit > 0 && r.Limit > f.MaxLimit {
		faults = append(faults, told.Errorf("--format %s takes --limit up to %d", f.Name, f.MaxLimit))
	}
	for _, o := range []struct {
		set          bool
		flag, format string
	}{{r.Plain, "--plain", csvFormat.Name}, {r.Vertical, "--vertical", epubFormat.Name},
		{r.Grey, "--grey", epubFormat.Name}, {r.MaxSize != "", "--max-size", epubFormat.Name},
		{r.For != AnyProgram, "--for", markdownFormat.Name}, {r.Name != "", "--name", markdownFormat.Name},
		{r.Self != "", "--self", atomFormat.Name}} {
		if o.set && f.Name != o.format {
			faults = append(faults, told.Errorf("%s is for --format %s", o.flag, o.format))
		}
	}
	if r.For != AnyProgram && !slices.Contains(Targets(), string(r.For)) {
		faults = append(faults, told.Errorf("--for %q is none of %s", r.For, strings.Join(Targets(), ", ")))
	}
	if _, err := ParseSize(r.MaxSize); err != nil {
		faults = append(faults, err)
	}
	return faults
}

// ParseSize reads how large a book may be, as 50MB; 0 where nobody says.
func ParseSize(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	number, isMega := strings.CutSuffix(strings.ToUpper(text), "MB")
	n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 32)
	if err != nil || !isMega || n <= 0 {
		return 0, told.Errorf("--max-size %q is no size; write it like 50MB", text)
	}
	return n * 1e6, nil
}

// Filter puts a format's own order and limit into a filter that has none.
func (f Format) Filter(filter catalog.Filter) catalog.Filter {
	filter.OldestFirst = f.Order == OldestFirst
	filter.BySection = f.Order == BySection
	filter.NoTexts = f.Cites
	if filter.Limit == 0 {
		filter.Limit = f.Limit
	}
	return filter
}

// Write writes articles and returns how many there were. Where there were none, nothing is written.
func (f Format) Write(w io.Writer, o Options, articles iter.Seq2[*catalog.Article, error]) (int, error) {
	var out Writer
	n := 0
	for art, err := range articles {
		if err != nil {
			return n, err
		}
		if out == nil {
			if out, err = f.open(w, o); err != nil {
				return n, f.fault(err)
			}
		}
		if err := out.Add(art); err != nil {
			return n, f.fault(err)
		}
		n++
	}
	if out == nil {
		return 0, nil
	}
	return n, f.fault(out.Close())
}

// Empty writes what holds no article: a feed that will have some is a feed already.
func (f Format) Empty(w io.Writer, o Options) error {
	out, err := f.open(w, o)
	if err == nil {
		err = out.Close()
	}
	return f.fault(err)
}

func (f Format) fault(err error) error {
	if err == nil {
		return nil
	}
	return told.Errorf("export %s: %w", f.Name, err)
}

// joined puts names together as Chinese does.
func joined(names []string) string { return strings.Join(names, "、") }
