package answer

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/web/internal/visit"
)

// pages are the templates, by the name of the page.
type pages map[string]*template.Template

// Look is the make-up of the room's pages: the templates, the style and the keys.
type Look struct {
	pages  pages
	assets assets
}

// LoadLook reads templates/*.html and static/*.
func LoadLook(templates, static fs.FS) (*Look, error) {
	assets, err := loadAssets(static)
	if err != nil {
		return nil, err
	}
	pages, err := loadPages(templates, assets)
	if err != nil {
		return nil, err
	}
	return &Look{pages, assets}, nil
}

// loadPages reads the templates. Each page is put into the layout, and may use the parts.
func loadPages(templates fs.FS, assets assets) (pages, error) {
	names, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		return nil, err
	}
	all := pages{}
	for _, file := range names {
		name := strings.TrimSuffix(path.Base(file), ".html")
		if name == "layout" || name == "parts" {
			continue
		}
		t := template.New(name).Funcs(template.FuncMap{"asset": assets.address, "part": newPart, "query": NewQuery,
			"name": newName, "oneName": oneName})
		if all[name], err = t.ParseFS(templates, "templates/layout.html", "templates/parts.html", file); err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
	}
	return all, nil
}

// oneName is a name that no reader of metadata takes for several.
func oneName(name string) string { return strings.NewReplacer(",", "，", ";", "；").Replace(name) }

// View is a page as its template sees it.
type View struct {
	*Request
	Title    string
	Body     any
	Feed     string // the address of the page's feed; "" where it has none
	Wide     bool   // it has no use for a narrow column
	Reads    int64  // the article that it is; 0: none
	Keeps    []Pair // what a search from this page keeps beside the words
	name     string
	status   int
	Pictures []string // hosts that pictures are loaded from
	Frames   bool     // it has a frame with a document of the room
}

// Pair is a name with a value, in an address.
type Pair struct{ Name, Value string }

// Refuse says of a page that what was asked was wrong.
func (v *View) Refuse() { v.status = http.StatusBadRequest }

// NewView makes a page of a template, with a title and the data of its body.
func (q *Request) NewView(name, title string, body any) *View {
	return &View{Request: q, Title: title, Body: body, name: name, status: http.StatusOK}
}

// T says something in the language of the page.
func (v *View) T(key string, args ...any) string { return v.Say(key, args...) }

// To is an address of the reading room.
func (v *View) To(path string) string { return v.Link(path) }

// Is reports whether the page is in a language.
func (v *View) Is(language string) bool { return v.Speech.Prefix() == language }

// Lang is the page's language as HTML names it.
func (v *View) Lang() string { return v.Speech.Tag() }

// Self is this page, as it is when nothing is asked of it.
func (v *View) Self() string { return v.Link(v.URL.Path) }

// Here is this page in another language.
func (v *View) Here(language string) string {
	here := url.URL{Path: strings.TrimSuffix("/"+language+v.URL.Path, "/"), RawQuery: v.Query.Encode()}
	return here.String()
}

func (v *View) document() (Document, error) {
	var b bytes.Buffer
	if err := v.Room.look.pages[v.name].ExecuteTemplate(&b, "layout.html", v); err != nil {
		return Document{}, fmt.Errorf("make page %s: %w", v.name, err)
	}
	// An article's text may hold what turns the words beside it around: no page of ours needs that.
	d := DocumentOf("text/html; charset=utf-8", []byte(terminal.Plain(b.String())))
	d.status, d.language, d.reads = v.status, v.Lang(), v.Reads
	if len(v.Pictures) > 0 {
		d.policy = policy(v.Pictures)
	} else if v.Frames {
		d.policy = policy(nil) + "; frame-src 'self'"
	}
	return d, nil
}

// part is the data of a part of a page, with the page.
type part struct {
	*View
	X any
}

func newName(kind, name string) visit.Name { return visit.Name{Kind: kind, Name: name} }

// newPart is a part of a page, or of another part of it.
func newPart(of interface{ page() *View }, x any) part { return part{of.page(), x} }

func (v *View) page() *View { return v }
