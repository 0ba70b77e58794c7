package web

import (
	"html/template"
	"net/url"
	"slices"
	"strings"

	"mingpao/extract/site"
)

// values are those that were given for a filter; empty ones, which forms send, are none.
func (q *request) values(name string) []string {
	return slices.DeleteFunc(slices.Clone(q.query[name]), func(v string) bool { return strings.TrimSpace(v) == "" })
}

// narrowed is what was asked with some of it changed: names and values; "" leaves a name out. Where a list is at
// begins anew.
func (q *request) narrowed(pairs ...string) url.Values {
	values := url.Values{}
	for name, all := range q.query {
		if all = q.values(name); len(all) > 0 && name != "after" {
			values[name] = all
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if values.Del(pairs[i]); pairs[i+1] != "" {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	return values
}

// address is a page with what is asked of it.
func (q *request) address(path string, values url.Values) string {
	if len(values) == 0 {
		return q.link(path)
	}
	return q.link(path) + "?" + values.Encode()
}

// sectionLabels are sections as the paper prints them.
func (q *request) sectionLabels(names []string) []string {
	var labels []string
	for _, name := range names {
		edition, code, _ := strings.Cut(name, "/")
		if label := site.SectionOf(edition, code).Label; label != "" {
			name = label
		}
		labels = append(labels, name)
	}
	return labels
}

// link is an address of the reading room in the language that was chosen.
func (q *request) link(path string) string {
	if !q.chosen {
		return path
	}
	if path == "/" {
		path = ""
	}
	return "/" + q.speech.prefix() + path
}

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
