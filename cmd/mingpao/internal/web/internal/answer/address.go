package answer

import (
	"html/template"
	"net/url"
	"slices"
	"strings"

	"mingpao/extract/site"
)

// Several are the parameters of which there may be more than one value: the words of a search must all occur, and the
// values of a filter are alternatives.
var Several = []string{"q", "edition", "section", "author", "column", "keyword", "access"}

// Asked is what is looked for.
func (q *Request) Asked() string { return strings.TrimSpace(strings.Join(q.Values("q"), " ")) }

// Values are the values given for a filter, without the empty ones that forms send.
func (q *Request) Values(name string) []string {
	return slices.DeleteFunc(slices.Clone(q.Query[name]), func(v string) bool { return strings.TrimSpace(v) == "" })
}

// Narrowed is what was asked with some of it changed: names and values; "" leaves a name out. Where a list is at
// begins anew.
func (q *Request) Narrowed(pairs ...string) url.Values {
	values := url.Values{}
	for name := range q.Query {
		if all := q.Values(name); len(all) > 0 && name != "after" {
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

// Without is what was asked less one value of a name.
func (q *Request) Without(name, value string) url.Values {
	values := q.Narrowed()
	if rest := slices.DeleteFunc(values[name], func(v string) bool { return v == value }); len(rest) > 0 {
		values[name] = rest
	} else {
		values.Del(name)
	}
	return values
}

// Origin is the address by which the reading room was called.
func (q *Request) Origin() string { return "http://" + q.Host }

// Address is a page with what is asked of it.
func (q *Request) Address(path string, values url.Values) string {
	if len(values) == 0 {
		return q.Link(path)
	}
	return q.Link(path) + "?" + values.Encode()
}

// SectionLabels are sections as the paper prints them.
func (q *Request) SectionLabels(names []string) []string {
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

// Link is an address of the reading room in the language that was chosen.
func (q *Request) Link(path string) string {
	if !q.chosen {
		return path
	}
	if path == "/" {
		path = ""
	}
	return "/" + q.Speech.Prefix() + path
}

// NewQuery makes the end of an address of names and values: those that are empty are left out.
func NewQuery(pairs ...string) template.URL {
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
