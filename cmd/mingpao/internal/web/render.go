package web

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"

	"mingpao/cmd/mingpao/internal/terminal"
)

// pages are the templates, by the name of the page.
type pages map[string]*template.Template

// loadPages reads the templates. Each page is put into the layout, and may use the parts.
func loadPages(assets assets) (pages, error) {
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	all := pages{}
	for _, file := range names {
		name := strings.TrimSuffix(path.Base(file), ".html")
		if name == "layout" || name == "parts" {
			continue
		}
		t := template.New(name).Funcs(template.FuncMap{"asset": assets.address, "part": newPart, "query": newQuery})
		if all[name], err = t.ParseFS(templateFiles, "templates/layout.html", "templates/parts.html", file); err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
	}
	return all, nil
}

// view is a page as its template sees it.
type view struct {
	*request
	Title    string
	Body     any
	Feed     string // the address of the page's feed; "" where it has none
	Wide     bool   // it has no use for a narrow column
	name     string
	status   int
	pictures []string // hosts that pictures are loaded from
}

func (q *request) newView(name, title string, body any) *view {
	return &view{request: q, Title: title, Body: body, name: name, status: http.StatusOK}
}

// T says something in the language of the page.
func (v *view) T(key string, args ...any) string { return v.say(key, args...) }

// To is an address of the reading room.
func (v *view) To(path string) string { return v.link(path) }

// Is tells which of two languages the page is in.
func (v *view) Is(language string) bool { return v.speech.prefix() == language }

// Lang is the page's language as HTML names it.
func (v *view) Lang() string { return v.speech.tag() }

// Here is this page in another language.
func (v *view) Here(language string) string {
	here := url.URL{Path: strings.TrimSuffix("/"+language+v.URL.Path, "/"), RawQuery: v.query.Encode()}
	return here.String()
}

// Asked is what was looked for, for the box that takes it.
func (v *view) Asked() string { return v.query.Get("q") }

func (v *view) document() (document, error) {
	var b bytes.Buffer
	if err := v.room.pages[v.name].ExecuteTemplate(&b, "layout.html", v); err != nil {
		return document{}, fmt.Errorf("make page %s: %w", v.name, err)
	}
	// An article's text may hold what turns the words beside it around: no page of ours needs that.
	d := documentOf("text/html; charset=utf-8", []byte(terminal.Plain(b.String())))
	d.status, d.language = v.status, v.Lang()
	if len(v.pictures) > 0 {
		d.policy = policy(v.pictures)
	}
	return d, nil
}

// part is what a part of a page is made of, with the page that it stands on.
type part struct {
	*view
	X any
}

func newPart(v *view, x any) part { return part{v, x} }

// newQuery makes the end of an address of names and values: those that are empty are left out.
func newQuery(pairs ...string) template.URL {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	if len(values) == 0 {
		return ""
	}
	return template.URL("?" + values.Encode()) // encoded: nothing in it ends an attribute
}

// assets are the style and the keys, with the address that changes when they do.
type assets map[string]asset

type asset struct {
	body      []byte
	mediaType string
	version   string
}

func loadAssets() (assets, error) {
	all := assets{}
	for name, mediaType := range map[string]string{
		"style.css": "text/css; charset=utf-8", "print.css": "text/css; charset=utf-8",
		"keys.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml",
	} {
		body, err := fs.ReadFile(staticFiles, "static/"+name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(body)
		all[name] = asset{body, mediaType, fmt.Sprintf("%x", sum[:6])}
	}
	return all, nil
}

func (a assets) address(name string) string { return "/static/" + name + "?v=" + a[name].version }

// static sends an asset. Its address changes when it does: a browser may keep it.
func (r *room) static(w http.ResponseWriter, hr *http.Request) {
	a, ok := r.assets[hr.PathValue("file")]
	if version := hr.URL.RawQuery; !ok || version != "" && version != "v="+a.version {
		http.NotFound(w, hr)
		return
	}
	w.Header().Set("Cache-Control", "max-age=31536000, immutable")
	w.Header().Set("Content-Type", a.mediaType)
	_, _ = w.Write(a.body)
}

func (r *room) icon(w http.ResponseWriter, hr *http.Request) {
	if hr.URL.RawQuery != "" {
		http.NotFound(w, hr)
		return
	}
	w.Header().Set("Content-Type", r.assets["icon.svg"].mediaType)
	_, _ = w.Write(r.assets["icon.svg"].body)
}

// robots asks search engines to stay away: what is kept here is for those who keep it.
func robots(w http.ResponseWriter, hr *http.Request) {
	if hr.URL.RawQuery != "" {
		http.NotFound(w, hr)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "User-agent: *\nDisallow: /\n")
}
