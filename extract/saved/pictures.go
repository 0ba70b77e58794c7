package saved

import (
	"errors"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/picture"
	"mingpao/extract/saved/internal/form"
	"mingpao/extract/saved/internal/undo"
	"mingpao/extract/unpack"
)

// wants reports whether an answer that is no page is a picture to hand on. One that nobody asked for is counted.
func (r *Reader) wants(address string, status int) bool {
	if status != http.StatusOK || pictureAddress(undo.Address(address)) == "" {
		return false
	}
	if !r.options.Pictures {
		r.untaken++
	}
	return r.options.Pictures
}

// alongside names the kind of a file that is no page. A picture that a page may have been saved with is that page's to
// find, and counted where nobody asked for it.
func (r *Reader) alongside(name, kind string) string {
	name = filepath.ToSlash(name)
	_, host, _ := cutHost(name)
	isPicture := strings.HasPrefix(kind, "image/") ||
		kind == partOfPage && form.HasExt(name, ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")
	switch {
	case !isPicture || host == "" && !strings.Contains(name, "_files/"):
		return kind
	case r.options.Pictures:
		return partOfPage
	}
	r.untaken++
	return kind
}

// pictureAddress is the address of a picture as an article gives it, "" for what the site has besides and for what is
// another's.
func pictureAddress(raw string) string {
	u, err := block.ParseAddress(raw)
	if err != nil || !block.IsPicture(raw) || u.Host == "" || looksLikePage(raw) {
		return ""
	}
	if u.Scheme == "" {
		u.Scheme = "https"
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}).String()
}

// pictureIn is what a picture is, and its type.
func pictureIn(body []byte) (*picture.Info, string, error) {
	info, err := picture.Read(body)
	if err != nil {
		return nil, "", unread(err)
	}
	return &info, info.Type, nil
}

// unread passes over a picture of which no more is known than why it cannot be read. The article stands without it.
func unread(err error) error {
	var refusal picture.Refusal
	switch {
	case errors.As(err, new(unpack.TooLarge)):
		refusal = picture.TooLarge
	case !errors.As(err, &refusal):
		return &PassedOver{"picture: broken where it is kept"}
	}
	return &PassedOver{refusal.Error()}
}
