package lists

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// formLink is the address of one of the five articles that every form of a feed names.
func formLink(i int) string {
	return fmt.Sprintf("https://news.mingpao.com/ins/%%E6%%B8%%AF%%E8%%81%%9E/article/20251203/s00001/176470000000%d/abc",
		i+1)
}

// formOf is a feed: a head, five items in which ADDR is the address and # the number, and a foot.
func formOf(head, item, foot string) string {
	var b strings.Builder
	b.WriteString(head)
	for i := range 5 {
		b.WriteString(strings.NewReplacer("ADDR", formLink(i), "#", fmt.Sprint(i)).Replace(item))
	}
	return b.String() + foot
}

const (
	utf8Head = `<?xml version="1.0" encoding="utf-8"?>`
	rssHead  = utf8Head + `<rss version="2.0"><channel><title>港聞</title>`
	rssFoot  = "</channel></rss>"
	rssItem  = "<item><title>港聞#</title><link>ADDR</link><pubDate>Wed, 03 Dec 2025 10:00:00 GMT</pubDate></item>"
	atomHead = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>`
	atomFoot = "</feed>"
	rdfHead  = `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" ` +
		`xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>x</title></channel>`
	rdfFoot = "</rdf:RDF>"
)

// withSpace is the head of RSS with a namespace for its items.
func withSpace(name, address string) string {
	return utf8Head + `<rss version="2.0" xmlns:` + name + `="` + address + `"><channel><title>x</title>`
}

// rss is a plain feed, its items changed.
func rss(oldnew ...string) string {
	return formOf(rssHead, strings.NewReplacer(oldnew...).Replace(rssItem), rssFoot)
}

func encoded(e encoding.Encoding, text string) string {
	out, err := e.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return out
}

// TestFeedForms has the forms in which feeds come: of each five articles are read, whole and with their titles.
func TestFeedForms(t *testing.T) {
	plain, noDate := rss(), "<pubDate>Wed, 03 Dec 2025 10:00:00 GMT</pubDate>"
	atomSpace := withSpace("atom", "http://www.w3.org/2005/Atom")
	big5, gb := traditionalchinese.Big5, simplifiedchinese.GB18030
	undeclared := func(of string) string { return strings.Replace(of, ` encoding="utf-8"`, "", 1) }
	for _, c := range []struct{ name, feed string }{
		{"RSS", plain},
		{"Atom", formOf(atomHead, `<entry><title>港聞#</title><link href="ADDR"/><id>#</id></entry>`, atomFoot)},
		{"Atom, the article's link last", formOf(atomHead, `<entry><title>港聞#</title><link rel="self" `+
			`href="https://news.mingpao.com/a.xml"/><link rel="enclosure" href="https://fs.mingpao.com/x.jpg"/>`+
			`<link rel="alternate" type="text/html" href="ADDR"/><id>tag:x,#</id></entry>`, atomFoot)},
		{"Atom with a prefix", formOf(`<?xml version="1.0"?><a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>x`+
			`</a:title>`,
			`<a:entry><a:title>港聞#</a:title><a:link href="ADDR"/><a:id>#</a:id></a:entry>`, "</a:feed>")},
		{"Atom with a base", strings.ReplaceAll(formOf(strings.Replace(atomHead, "<feed ",
			`<feed xml:base="https://news.mingpao.com/" `, 1), `<entry><title>港聞#</title><link href="ADDR"/></entry>`,
			atomFoot),
			`href="https://news.mingpao.com/`, `href="`)},
		{"Atom, the id is the address", formOf(atomHead, "<entry><title>港聞#</title><id>ADDR</id></entry>", atomFoot)},
		{"RDF", formOf(rdfHead, `<item rdf:about="ADDR"><title>港聞#</title><link>ADDR</link></item>`, rdfFoot)},
		{"RDF without links", formOf(rdfHead, `<item rdf:about="ADDR"><title>港聞#</title></item>`, rdfFoot)},
		{"RSS 0.91", formOf(`<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" `+
			`"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>x</title>`,
			"<item><title>港聞#</title><link>ADDR</link></item>", rssFoot)},
		{"a guid that is a permalink", rss("<link>", `<guid isPermaLink="true">`, "</link>", "</guid>")},
		{"a guid", rss("<link>", "<guid>", "</link>", "</guid>")},
		{"a guid and an empty link", rss("<link>", "<link/><guid>", "</link>", "</guid>")},
		{"Atom's link in RSS", formOf(atomSpace, `<item><title>港聞#</title><atom:link href="ADDR"/></item>`, rssFoot)},
		{"Atom's link before the link", formOf(atomSpace, `<item><atom:link rel="self" href="https://x.example/"/>`+
			`<title>港聞#</title><link>ADDR</link></item>`, rssFoot)},
		{"through Feedburner", formOf(withSpace("feedburner", "http://rssnamespace.org/feedburner/ext/1.0"),
			"<item><title>港聞#</title><link>https://feedproxy.google.com/~r/mp/#</link>"+
				"<feedburner:origLink>ADDR</feedburner:origLink></item>", rssFoot)},
		{"CDATA with line breaks", rss("港聞#", "<![CDATA[港聞#]]>", "ADDR", "<![CDATA[\n   ADDR\n ]]>")},
		{"a query", rss("ADDR", "ADDR?utm_source=rss&amp;utm_medium=feed")},
		{"a query with a bare ampersand", rss("ADDR", "ADDR?utm_source=rss&utm_medium=feed")},
		{"Chinese in the address", strings.ReplaceAll(plain, "%E6%B8%AF%E8%81%9E", "港聞")},
		{"HTML's entities", rss("港聞#", "港聞#&nbsp;&hellip;", noDate, "")},
		{"a byte order mark", "\ufeff" + plain},
		{"blank lines before", "\n\n  " + plain},
		{"junk behind", plain + "<!-- cached --><script>x</script>"},
		{"PHP's warning before", "<br />\n<b>Warning</b>: mysql_connect() in x.php on line 3<br />\n" + plain},
		{"tags in upper case", rss("<item>", "<ITEM>", "</item>", "</ITEM>", "<link>", "<LINK>", "</link>", "</LINK>")},
		{"UTF-16, little end first", encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), plain)},
		{"UTF-16, big end first", encoded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), plain)},
		{"UTF-16 without a mark", encoded(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), plain)},
		{"Big5", encoded(big5, strings.Replace(plain, "utf-8", "big5", 1))},
		{"Big5, undeclared", encoded(big5, undeclared(plain))},
		{"GB18030", encoded(gb, strings.Replace(plain, "utf-8", "gb18030", 1))},
		{"Big5 that says UTF-8", encoded(big5, plain)},
		{"single quotes", strings.Replace(plain, utf8Head, strings.ReplaceAll(utf8Head, `"`, "'"), 1)},
		{"http", strings.ReplaceAll(plain, "https://", "http://")},
		{"www", strings.ReplaceAll(plain, "https://news", "//www.news")},
		{"without a scheme", strings.ReplaceAll(plain, "https://", "//")},
		{"the phones' host", strings.ReplaceAll(plain, "https://news", "https://m")},
		{"a port", strings.ReplaceAll(plain, "mingpao.com", "mingpao.com:443")},
		{"items outside of the channel", formOf(rssHead+"</channel>", rssItem, "</rss>")},
		{"JSON", strings.Replace(formOf(`{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{}`,
			`, {"id": "#", "url": "ADDR", "title": "\u6e2f\u805e#"}`, "]}"), "{}, ", "", 1)},
		{"JSON, the id is the address", strings.Replace(formOf(`{"items": [{}`, `, {"id": "ADDR", "title": "港聞#"}`,
			`], "version": "https://jsonfeed.org/version/1"}`), "{}, ", "", 1)},
		{"a style sheet and a long comment", strings.Replace(plain, "<rss", `<?xml-stylesheet href="x.xsl"?><!--`+
			strings.Repeat("x", 6000)+"--><rss", 1)},
		{"a picture, and the link twice", formOf(withSpace("media", "http://search.yahoo.com/mrss/"),
			`<item><title>港聞#</title><link>ADDR</link><media:content url="https://fs.mingpao.com/a.jpg">`+
				"<media:title>x</media:title></media:content><link>ADDR</link></item>", rssFoot)},
		{"dates that are none", rss("Wed, 03 Dec 2025 10:00:00 GMT", "三, 03 12月 2025 24:00:00 HKT")},
	} {
		got, err := Feed("feed", []byte(c.feed))
		if err != nil || got.Cut || got.Odd != "" || len(got.Entries) != 5 {
			t.Errorf("%s: %d articles, cut off %v, %q, %v", c.name, len(got.Entries), got.Cut, got.Odd, err)
			continue
		}
		for i, e := range got.Entries {
			isTitle := strings.HasPrefix(e.Title, fmt.Sprintf("港聞%d",
				i)) || e.Title == "" && strings.HasPrefix(c.name, "Big5")
			if e.Ref.ID != fmt.Sprintf("176470000000%d", i+1) || !isTitle {
				t.Errorf("%s: %+v", c.name, e)
			}
		}
	}
}
