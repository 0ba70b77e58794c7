package lists

import (
	"bytes"
	"net/url"
	"strings"

	"mingpao/extract/site"
)

// maxSections bounds what a page's menus name: 23 sections were seen.
const maxSections = 200

// Sections are the sections that a news page's menus and links lead to, by name: ../pns/要聞/section/latest/s00001.
func Sections(page []byte) (found []site.Section) {
	seen := map[site.Section]bool{}
	for len(seen) < maxSections {
		at := bytes.Index(page, []byte("/section/"))
		if at < 0 {
			return found
		}
		s, ok := sectionAt(page[max(0, at-maxTitle):at], page[at+len("/section/"):])
		if page = page[at+1:]; ok && !seen[s] {
			seen[s] = true
			found = append(found, s)
		}
	}
	return found
}

// sectionAt reads a section's address around its middle.
func sectionAt(before, after []byte) (s site.Section, ok bool) {
	slash := bytes.LastIndexByte(before, '/')
	if slash < 3 || len(after) < 15 {
		return s, false
	}
	name, err := url.PathUnescape(string(before[slash+1:]))
	_, code, isPath := strings.Cut(string(after[:15]), "/")
	if err != nil || !isPath || len(code) < 6 {
		return s, false
	}
	s = site.Section{Edition: string(before[slash-3 : slash]), Code: code[:6], Name: name}
	ref := site.Ref{Edition: s.Edition, ID: "1772726401001", Date: "20260306", SectionCode: s.Code, SectionName: name}
	_, isSection := site.ParseURL(ref.URL()) // the section could stand in an address of the site
	return s, isSection && site.IsNews(s.Edition)
}
