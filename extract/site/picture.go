package site

import (
	"net/url"
	"path"
	"slices"
	"strings"
)

// PictureHost serves nothing but pictures and films, some without an ending.
const PictureHost = "fs." + Domain

// pictureEndings are those of files that may be pictures.
var pictureEndings = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"}

// PictureURL is the address of a picture of the site in the one form in which it is kept, "" for an address that is
// none: https, the host in small letters without www and port, the path without dots and escaped in one way, no query
// and no fragment. The files stand there whatever the query says: it passes by what browsers remember (?timestamp=1).
// Sizes of a picture are files of their own; nothing in their names tells that they belong together.
func PictureURL(raw string) string {
	u, err := ParseAddress(raw)
	if err != nil || !Owns(raw) || u.Path == "" || u.Path == "/" {
		return ""
	}
	file := path.Clean("/" + u.Path)
	if u.Host != PictureHost && !slices.Contains(pictureEndings, strings.ToLower(path.Ext(file))) {
		return ""
	}
	if _, isArticle := ParseURL(raw); isArticle {
		return ""
	}
	return (&url.URL{Scheme: "https", Host: u.Host, Path: file}).String()
}
