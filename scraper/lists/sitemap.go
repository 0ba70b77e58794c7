package lists

import (
	"encoding/xml"
	"net/url"
	"slices"
	"strings"

	"mingpao/extract/site"
)

// mapDays is the number of days of the site's map that are read: as many as its feed of instant news names.
const mapDays = 3

var mapEnd = pattern(`(?i)</(?:[\w.-]+:)?(?:sitemapindex|urlset)\s*>`)

// mapEntry is the entry of a page, or of another map, in a sitemap.
type mapEntry struct {
	Address string `xml:"loc"`
	Changed string `xml:"lastmod"`
	Title   string `xml:"news>title"`
	Time    string `xml:"news>publication_date"`
}

// Sitemap reads a sitemap, or the index of several: those of the last days are its parts then.
func Sitemap(source string, body []byte) (List, error) {
	text := listText(body)
	if name, _ := rootOf(text); name != "sitemapindex" && name != "urlset" {
		return List{}, noList(text, &Fault{"no-sitemap", "no sitemap"})
	}
	l := List{Cut: !mapEnd().MatchString(text)}
	pages, maps := mapEntries(text)
	if len(maps) > 0 {
		l.Parts = newestMaps(maps)
		return l, nil
	}
	l.named = len(pages)
	for _, m := range pages[:min(len(pages), maxEntries)] {
		if e, ok := entry(source, m.Address, m.Title, m.Time); ok {
			l.Entries = append(l.Entries, e)
		}
	}
	return l.Finish()
}

// mapEntries are the pages and the maps that a sitemap names, up to where it is not well-formed.
func mapEntries(text string) (pages, maps []mapEntry) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.Entity = false, xml.HTMLEntity
	for {
		token, err := d.Token()
		if err != nil {
			return pages, maps
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		var m mapEntry
		if err := d.DecodeElement(&m, &start); err != nil {
			return pages, maps
		}
		if start.Name.Local == "url" {
			pages = append(pages, m)
		} else {
			maps = append(maps, m)
		}
	}
}

// newestMaps are the addresses of the maps of the last days: those that changed last, where all say when; else the
// first ones, as the site lists them.
func newestMaps(maps []mapEntry) (addresses []string) {
	if !slices.ContainsFunc(maps, func(m mapEntry) bool { return m.Changed == "" }) {
		slices.SortStableFunc(maps, func(a, b mapEntry) int { return strings.Compare(b.Changed, a.Changed) })
	}
	for _, m := range maps {
		u, err := url.Parse(strings.TrimSpace(m.Address))
		if err == nil && u.Scheme == "https" && u.Host == site.NewsHost && len(addresses) < mapDays {
			addresses = append(addresses, u.String())
		}
	}
	return addresses
}
