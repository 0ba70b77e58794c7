// Package testdata holds pages in the structure of Ming Pao's, written for this project in its own words, and a small
// copy of the site made of them, which the demo crawls.
//
//	testdata.go  the saved pages
//	site.go      the site on two days; lists.go its feeds and lists, pictures.go its pictures
//	serve.go     a server on loopback that answers for the site's hosts
//	play         worlds for tests alone
package testdata

import (
	"embed"
	"io/fs"
	"path"
	"strings"
)

//go:embed pages
var files embed.FS

// Pages lists the saved pages by file name, sorted.
func Pages() []string {
	entries, err := fs.ReadDir(files, "pages")
	if err != nil {
		panic(err) // embedded: it is there or the program was not built
	}
	var names []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".golden.json") {
			names = append(names, e.Name())
		}
	}
	return names
}

// Page returns the bytes of a saved page.
func Page(name string) []byte {
	b, err := files.ReadFile(path.Join("pages", name))
	if err != nil {
		panic(err)
	}
	return b
}
