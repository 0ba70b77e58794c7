// Package shown finds the pictures that a page was saved with: in itself, as data: addresses, or in files beside it. It
// says where each is kept, and where the page says that it was.
package shown

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"errors"
	"io"
	"iter"
	"strings"

	"golang.org/x/net/html"

	"mingpao/extract/internal/chars"
	"mingpao/extract/picture"
)

// Picture is a picture in a page.
type Picture struct {
	Source  string   // where it is kept: a data: address, a path from the page, an address
	Told    []string // where it was, as the page says, in the order of belief
	Certain bool     // a tool kept that address; else a script of the page's may have been about to put it there
}

// Each yields the pictures of a page in their order.
func Each(page []byte) iter.Seq[Picture] {
	return func(yield func(Picture) bool) {
		shared, link := grouped(page), ""
		for z := html.NewTokenizer(bytes.NewReader(page)); ; {
			kind := z.Next()
			if kind == html.ErrorToken {
				return
			}
			switch name, _ := z.TagName(); string(name) {
			case "a":
				link = galleryLink(z, kind)
			case "img":
				if p := read(attributes(z), link, shared); p.Source != "" && !yield(p) {
					return
				}
			}
		}
	}
}

func attributes(z *html.Tokenizer) map[string]string {
	values := map[string]string{}
	for more := true; more; {
		var key, value []byte
		if key, value, more = z.TagAttr(); len(key) > 0 && values[string(key)] == "" {
			values[string(key)] = string(value)
		}
	}
	return values
}

// galleryLink is the address that a link of a gallery leads to: in all real pages that of the picture in it.
func galleryLink(z *html.Tokenizer, kind html.TokenType) string {
	if kind != html.StartTagToken {
		return ""
	}
	if a := attributes(z); strings.HasPrefix(a["class"], "fancybox") {
		return a["href"]
	}
	return ""
}

// keepers are the attributes in which SingleFile and Save Page WE keep an address, if they are told to.
var keepers = []string{"data-sf-original-src", "data-savepage-src"}

func read(a map[string]string, link string, shared map[string]string) Picture {
	p := Picture{Source: cmp.Or(shared[variable(a["style"])], strings.TrimSpace(a["src"]))}
	for _, name := range keepers {
		if kept := a[name]; kept != "" {
			return Picture{Source: p.Source, Told: []string{kept}, Certain: true}
		}
	}
	for _, told := range []string{a["data-original"], a["data-src"], link} {
		if told != "" {
			p.Told = append(p.Told, told)
		}
	}
	return p
}

var (
	sharedData = chars.Compiled(`(--sf-img-\d+):\s*url\("(data:[^"]*)"\)`)
	sharedName = chars.Compiled(`var\((--sf-img-\d+)\)`)
)

// grouped are the pictures that SingleFile keeps once because they stand several times in a page, by their names.
func grouped(page []byte) map[string]string {
	all := map[string]string{}
	if !bytes.Contains(page, []byte("--sf-img-")) {
		return all
	}
	for _, m := range sharedData().FindAllSubmatch(page, -1) {
		all[string(m[1])] = string(m[2])
	}
	return all
}

func variable(style string) string {
	if m := sharedName().FindStringSubmatch(style); m != nil {
		return m[1]
	}
	return ""
}

// IsData reports whether a picture is kept in the page.
func (p Picture) IsData() bool { return strings.HasPrefix(p.Source, "data:") }

// errNotKept is for a data: address in which nothing is: SingleFile was kept from reading the picture.
var errNotKept = errors.New("the picture was not kept")

// Data is what a data: address holds.
func (p Picture) Data() ([]byte, error) {
	kind, text, _ := strings.Cut(p.Source, ",")
	switch {
	case text == "" || !strings.HasSuffix(kind, ";base64"):
		return nil, errNotKept
	case base64.StdEncoding.DecodedLen(len(text)) > picture.MaxBytes+2:
		return nil, picture.TooLarge
	}
	return io.ReadAll(base64.NewDecoder(base64.StdEncoding, strings.NewReader(text)))
}
