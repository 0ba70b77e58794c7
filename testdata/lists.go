package testdata

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"sort"
	"strings"
)

// listed are the articles of a section, or of a whole edition, newest first, on a day: what is gone is listed no more.
func (s *Site) listed(edition, code string, day int) []sitePage {
	var found []sitePage
	for _, p := range s.articles {
		if p.edition == edition && (p.code == code || code == "all") && p.id != SiblingOnly && (day == 1 || p.id != GoneID) {
			found = append(found, p)
		}
	}
	for key := range s.redirects {
		id := key[strings.LastIndexByte(key, ' ')+1:]
		section := map[string]string{"1772500000666": "s00002", "1772711000001": "s00007", "1772599999999": "s00002"}[id]
		if edition == "ins" && (code == section || code == "all") {
			found = append(found, sitePage{edition: "ins", code: section, date: "20260303", id: id, title: "即時消息 " + id,
				address: "https://news.mingpao.com/ins/%e7%b6%93%e6%bf%9f/article/20260303/" + section + "/" + id})
		}
	}
	sort.Slice(found, func(i, j int) bool { return found[i].id > found[j].id })
	return found
}

func (p sitePage) titleOn(day int) string {
	if p.id == ChangedID && day > 1 {
		return strings.Replace(p.title, "三千", "四千", 1)
	}
	return p.title
}

func (s *Site) feed(edition, code string, day int) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>明報新聞網</title>` +
		`<link>https://news.mingpao.com/</link>`)
	for _, p := range s.listed(edition, code, day) {
		b.WriteString("<item><title>")
		_ = xml.EscapeText(&b, []byte(p.titleOn(day)))
		fmt.Fprintf(&b, "</title><author>明報新聞網</author><link>%s</link><pubDate>Mon, 02 Mar 2026 20:30:00 "+
			"GMT</pubDate></item>", p.address)
	}
	b.WriteString("</channel></rss>\n")
	return b.Bytes()
}

// listing is the JSON of instant news: three days up to a date.
func (s *Site) listing(code, until string, day int) []byte {
	type entry struct {
		Link  string `json:"link"`
		Node  string `json:"nodeid"`
		Title string `json:"heading1"`
		Time  string `json:"time2"`
	}
	answer := struct {
		Listing []entry `json:"listing"`
	}{[]entry{}}
	for _, p := range s.listed("ins", code, day) {
		if p.date <= until {
			answer.Listing = append(answer.Listing, entry{strings.Replace(p.address, "https://news.mingpao.com", "..", 1), p.id,
				p.titleOn(day), p.clock})
		}
	}
	b, err := json.Marshal(answer)
	if err != nil {
		panic(err) // strings always encode
	}
	return b
}

// section is the page of a section's day.
func (s *Site) section(edition, date, code string, day int) []byte {
	var b bytes.Buffer
	b.WriteString(`<!DOCTYPE html><html><head><base href="https://news.mingpao.com/htm/"><title>section</title></head>` +
		`<body><div id="tabcontentlistnewslist2edi">`)
	for _, p := range s.listed(edition, code, day) {
		if p.date == date {
			fmt.Fprintf(&b, `<div class="contentwrapper"><h2><a href="%s">`,
				strings.Replace(p.address, "https://news.mingpao.com", "..", 1))
			_ = xml.EscapeText(&b, []byte(p.titleOn(day)))
			b.WriteString("</a></h2></div>")
		}
	}
	b.WriteString("</div></body></html>")
	return b.Bytes()
}
