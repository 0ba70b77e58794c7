package saved_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime/quotedprintable"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"howett.net/plist"

	"mingpao/extract"
)

// original is a page as the site served it.
type original struct {
	name, url string
	body      []byte
	at        time.Time
	article   *extract.Article // what it gives
	err       error
}

// form is a way of keeping a page, as the tool does it that is known for it.
type form struct {
	name string
	file string
	keep func(original) []byte
	less bool // pictures lose their addresses
	from string
}

var forms = []form{
	{"gzip", "page.html.gz", func(o original) []byte { return gzipped(o.body) }, false, "file-time"},
	{"no extension", "page", func(o original) []byte { return o.body }, false, "file-time"},
	{"wget's number", "page.html.1", func(o original) []byte { return o.body }, false, "file-time"},
	{"wget with header", "page.html", saveHeaders, false, "http-date"},
	{"zip", "pages.zip", zipFile, false, "file-time"},
	{"warc", "crawl.warc", func(o original) []byte { return bytes.Join(warcFile(o), nil) }, false, "warc-date"},
	{"warc.gz", "crawl.warc.gz", func(o original) []byte { return gzippedEach(warcFile(o)) }, false, "warc-date"},
	{"warc.gz as one", "whole.warc.gz", func(o original) []byte { return gzipped(bytes.Join(warcFile(o), nil)) },
		false, "warc-date"},
	{"wacz", "crawl.wacz", func(o original) []byte { return waczFile(o, warcFile(o)) }, false, "warc-date"},
	{"mhtml", "page.mhtml", func(o original) []byte { return mhtml(o, "quoted-printable") }, false, "mhtml"},
	{"mhtml in base64", "page.mht", func(o original) []byte { return mhtml(o, "base64") }, false, "mhtml"},
	{"webarchive", "page.webarchive", webarchive, false, "file-time"},
	{"SingleFile", "single.html", func(o original) []byte { return singleFile(o, "") }, true, "singlefile"},
	{"SingleFile with addresses", "kept.html", func(o original) []byte {
		return singleFile(o,
			`data-sf-original-src`)
	}, false, "singlefile"},
	{"Chrome", "chrome.html", chromeComplete, true, "file-time"},
	{"HTTrack", "mirror.html", httrack, false, "httrack"},
	{"Wayback", "wayback.html", wayback, false, "wayback"},
	{"Google's cache", "cache.html", googleCache, false, "google-cache"},
	{"HAR", "page.har", harFile, false, "har"},
}

func gzipped(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	must(z.Write(b))
	must(0, z.Close())
	return out.Bytes()
}

func gzippedEach(records [][]byte) (out []byte) {
	for _, r := range records {
		out = append(out, gzipped(r)...)
	}
	return out
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func saveHeaders(o original) []byte {
	return append([]byte("HTTP/1.1 200 OK\r\nDate: "+o.at.UTC().Format(time.RFC1123)+
		"\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"), o.body...)
}

func zipFile(o original) []byte {
	return zipOf(map[string][]byte{"pages/" + o.name: o.body, "pages/a.jpg": []byte("\xFF\xD8\xFF picture")}, o.at,
		zip.Deflate)
}

func zipOf(files map[string][]byte, at time.Time, method uint16) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, b := range files {
		w := must(z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: at}))
		must(w.Write(b))
	}
	must(0, z.Close())
	return out.Bytes()
}

// warcRecord writes a record; fields are name and value in turn.
func warcRecord(kind, url string, at time.Time, block []byte, fields ...string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%x>\r\nWARC-Date: %s\r\n", kind,
		len(block), at.UTC().Format(time.RFC3339))
	if url != "" {
		fmt.Fprintf(&b, "WARC-Target-URI: %s\r\n", url)
	}
	for i := 0; i < len(fields); i += 2 {
		fmt.Fprintf(&b, "%s: %s\r\n", fields[i], fields[i+1])
	}
	fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block)
	return b.Bytes()
}

func httpAnswer(header string, body []byte) []byte {
	return append([]byte("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"+header+"\r\n"), body...)
}

func warcResponse(o original) []byte {
	return warcRecord("response", o.url, o.at, httpAnswer("", o.body), "Content-Type",
		"application/http; msgtype=response")
}

// warcFile has a page among what else a crawl brings.
func warcFile(o original) [][]byte {
	png := "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"
	return [][]byte{
		warcRecord("warcinfo", "", o.at, []byte("software: a test\r\n"), "Content-Type", "application/warc-fields"),
		warcRecord("request", o.url, o.at, []byte("GET / HTTP/1.1\r\n\r\n"), "Content-Type",
			"application/http; msgtype=request"),
		warcRecord("response", "https://example.com/", o.at, httpAnswer("", []byte("<html>")), "Content-Type",
			"application/http; msgtype=response"),
		warcRecord("response", "https://fs.mingpao.com/a.png", o.at, []byte(png), "Content-Type",
			"application/http; msgtype=response"),
		warcResponse(o),
	}
}

func waczFile(o original, records [][]byte) []byte {
	return zipOf(map[string][]byte{
		"datapackage.json": []byte("{}"), "pages/pages.jsonl": []byte("{}"), "indexes/index.cdx.gz": gzipped(nil),
		"archive/data.warc.gz": gzippedEach(records),
	}, o.at, zip.Store)
}

func mhtml(o original, encoding string) []byte {
	var body bytes.Buffer
	if encoding == "base64" {
		text := base64.StdEncoding.EncodeToString(o.body)
		for len(text) > 76 {
			body.WriteString(text[:76] + "\r\n")
			text = text[76:]
		}
		body.WriteString(text)
	} else {
		w := quotedprintable.NewWriter(&body)
		must(w.Write(o.body))
		must(0, w.Close())
	}
	var b bytes.Buffer
	fmt.Fprintf(&b,
		"From: <Saved by Blink>\r\nSnapshot-Content-Location: %s\r\nSubject: =?utf-8?Q?x?=\r\nDate: %s\r\nMIME-Version: "+
			"1.0\r\n", o.url, o.at.UTC().Format("Mon, 2 Jan 2006 15:04:05 -0000"))
	fmt.Fprintf(&b, "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----M--\"\r\n\r\n\r\n")
	part := func(kind, location, encoding, body string) {
		fmt.Fprintf(&b,
			"------M--\r\nContent-Type: %s\r\nContent-Transfer-Encoding: %s\r\nContent-Location: %s\r\n\r\n%s\r\n",
			kind, encoding, location, body)
	}
	part("text/html", o.url, encoding, body.String())
	part("image/png", "https://fs.mingpao.com/a.png", "base64", "iVBORw0KGgo=")
	part("text/html", "https://ads.example.com/frame", "quoted-printable", "<html><body>advert</body></html>")
	b.WriteString("------M----\r\n")
	return b.Bytes()
}

func webarchive(o original) []byte {
	resource := func(kind, url string, b []byte) map[string]any {
		return map[string]any{"WebResourceData": b, "WebResourceURL": url, "WebResourceMIMEType": kind,
			"WebResourceTextEncodingName": "UTF-8", "WebResourceFrameName": ""}
	}
	advert := map[string]any{"WebMainResource": resource("text/html", "https://ads.example.com/",
		[]byte("<p>advert"))}
	return must(plist.Marshal(map[string]any{
		"WebMainResource":     resource("text/html", o.url, o.body),
		"WebSubresources":     []any{resource("image/png", "https://fs.mingpao.com/a.png", []byte("\x89PNG"))},
		"WebSubframeArchives": []any{advert},
	}, plist.BinaryFormat))
}

var picture = regexp.MustCompile(`(<img\b[^>]*?\s)src="([^"]*)"`)

func singleFile(o original, keptIn string) []byte {
	note := "<!--\n Page saved with SingleFile \n url: " + o.url + " \n saved date: " + o.at.In(time.FixedZone("",
		8*3600)).Format("Mon Jan 02 2006 15:04:05 GMT-0700") + " (Hong Kong Standard Time)\n-->"
	data := "data:image/png;base64," + strings.Repeat("iVBORw0K", 5000)
	body := strings.Replace(string(o.body), "<head>", note+"<head>", 1)
	if keptIn != "" {
		keptIn = ` ` + keptIn + `="$2"`
	}
	return []byte(picture.ReplaceAllString(body, "${1}src="+data+keptIn))
}

func chromeComplete(o original) []byte {
	body := strings.Replace(string(o.body), "<html", fmt.Sprintf("<!-- saved from url=(%04d)%s -->\n<html",
		len(o.url), o.url), 1)
	body = regexp.MustCompile(`<base href="[^"]*">`).ReplaceAllString(body, `<!--$0--><base href=".">`)
	return []byte(picture.ReplaceAllString(body, `${1}src="./x_files/a.jpg"`))
}

func httrack(o original) []byte {
	note := "<!-- Mirrored from " + strings.TrimPrefix(o.url, "https://") +
		" by HTTrack Website Copier/3.x [XR&CO'2014], " + o.at.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT") +
		" -->\n"
	return bytes.Replace(o.body, []byte("<head>"), []byte("\n"+note+"<head>"), 1)
}

var absolute = regexp.MustCompile(`((?:href|src)=["']?)(https?://)`)

func wayback(o original) []byte {
	stamp := o.at.UTC().Format("20060102150405")
	body := absolute.ReplaceAllString(string(o.body), "${1}https://web.archive.org/web/"+stamp+"im_/$2")
	body = strings.Replace(body, "<head>",
		`<head><script src="https://web-static.archive.org/_static/js/bundle-playback.js"></script>
<script>__wm.wombat("`+o.url+`","`+stamp+`");</script><!-- End Wayback Rewrite JS Include -->`, 1)
	body = strings.Replace(body, "<body>",
		`<body><!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base"><p>12 captures</p></div>`+
			`<!-- END WAYBACK TOOLBAR INSERT -->`, 1)
	return []byte(body +
		"\n<!--\n     FILE ARCHIVED ON 05:12:33 Mar 06, 2026 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 01:02:03 Apr " +
		"01, 2026.\n-->")
}

func googleCache(o original) []byte {
	return append([]byte(`<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><base href="`+o.url+
		`"><div id="bN15-google-cache-hdr"><span>This is Google's cache of <a href="`+o.url+`">`+o.url+
		`</a>. It is a snapshot of the page as it appeared on `+o.at.UTC().Format("2 Jan 2006 15:04:05")+
		` GMT.</span></div><div style="position:relative;">`), o.body...)
}

func harFile(o original) []byte {
	entry := func(url, kind, text, encoding string) map[string]any {
		return map[string]any{"startedDateTime": o.at.Format(time.RFC3339Nano), "request": map[string]any{"url": url,
			"headers": []any{}},
			"response": map[string]any{"status": 200, "content": map[string]any{"mimeType": kind, "text": text,
				"encoding": encoding}}}
	}
	page := entry(o.url, "text/html; charset=big5", string(o.body), "")
	if !utf8.Valid(o.body) { // JSON holds no other bytes
		page = entry(o.url, "text/html; charset=big5", base64.StdEncoding.EncodeToString(o.body), "base64")
	}
	return must(json.Marshal(map[string]any{"log": map[string]any{"version": "1.2",
		"creator": map[string]string{"name": "a test"}, "pages": []any{map[string]any{"entries": 1}},
		"entries": []any{
			entry("https://fs.mingpao.com/a.png", "image/png", "iVBORw0KGgo=", "base64"),
			page,
		}}}))
}
