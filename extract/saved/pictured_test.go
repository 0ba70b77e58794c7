package saved_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"howett.net/plist"
)

func picturedWARC(o original) [][]byte {
	records := warcFile(o)[3:]
	add := func(url string, body []byte) {
		answer := append([]byte("HTTP/1.1 200 OK\r\nContent-Type: image/any\r\n\r\n"), body...)
		records = append(records,
			warcRecord("response", url, o.at, answer, "Content-Type", "application/http; msgtype=response"))
	}
	for _, url := range shown {
		add(url, pictureOf(url))
	}
	records = append(records, warcRecord("response", "https://news.mingpao.com/image/grey.gif", o.at,
		[]byte("HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\n\r\nGIF"), "Content-Type",
		"application/http; msgtype=response"))
	add("https://cdn.example.com/a.jpg", pictureOf(shown[0]))
	return records
}

// picturedHAR is as Chromium exports it: the last picture came from its memory, and has no content.
func picturedHAR(o original) []byte {
	entry := func(url, kind, text, encoding string) map[string]any {
		return map[string]any{"startedDateTime": o.at.Format(time.RFC3339), "request": map[string]any{"url": url},
			"response": map[string]any{"status": 200,
				"content": map[string]any{"mimeType": kind, "text": text, "encoding": encoding}}}
	}
	entries := []any{entry(o.url, "text/html", string(o.body), "")}
	for _, url := range shown[:3] {
		entries = append(entries, entry(url, "image/jpeg", base64.StdEncoding.EncodeToString(pictureOf(url)), "base64"))
	}
	entries = append(entries, entry(shown[3], "image/gif", "", ""),
		entry("https://news.mingpao.com/image/grey.gif", "image/gif", "R0lG", "base64"))
	return must(json.Marshal(map[string]any{"log": map[string]any{"version": "1.2", "entries": entries}}))
}

// picturedMHTML is as Chromium writes it.
func picturedMHTML(o original) []byte {
	whole, end := mhtml(o, "quoted-printable"), []byte("------M----\r\n")
	b := bytes.NewBuffer(bytes.TrimSuffix(whole, end))
	for _, url := range shown {
		fmt.Fprintf(b,
			"------M--\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\nContent-Location: %s\r\n\r\n%s\r\n",
			url, base64.StdEncoding.EncodeToString(pictureOf(url)))
	}
	b.Write(end)
	return bytes.ReplaceAll(b.Bytes(), []byte("https://fs.mingpao.com/a.png"), []byte("https://cdn.example.com/a.png"))
}

func picturedWebarchive(o original) []byte {
	resource := func(kind, url string, b []byte) map[string]any {
		return map[string]any{"WebResourceData": b, "WebResourceURL": url, "WebResourceMIMEType": kind}
	}
	var parts []any
	for _, url := range shown {
		parts = append(parts, resource("image/jpeg", url, pictureOf(url)))
	}
	parts = append(parts, resource("image/gif", "https://news.mingpao.com/image/grey.gif", placeholder()))
	return must(plist.Marshal(map[string]any{"WebMainResource": resource("text/html", o.url, o.body),
		"WebSubresources": parts}, plist.BinaryFormat))
}

var imageTag = regexp.MustCompile(`(<img [^>]*?)src="([^"]*)"([^>]*>)`)

// unloaded are the pictures of a page whose scripts did not run.
func unloaded(url string) []byte {
	if url == shown[1] {
		return placeholder()
	}
	return pictureOf(url)
}

// inOneFile is as SingleFile writes it, by its option with the addresses.
func inOneFile(o original, keeps bool, picture func(string) []byte) string {
	note := "<!--\n Page saved with SingleFile \n url: " + o.url +
		" \n saved date: Mon Mar 09 2026 11:30:00 GMT+0800 (x)\n-->"
	page, n := strings.Replace(string(o.body), "<head>", "<head>"+note, 1), 0
	return imageTag.ReplaceAllStringFunc(page, func(tag string) string {
		m := imageTag.FindStringSubmatch(tag)
		data, kept := base64.StdEncoding.EncodeToString(picture(shown[n])), ""
		if keeps {
			kept = ` data-sf-original-src="` + strings.ReplaceAll(shown[n], "&", "&amp;") + `"`
		}
		n++
		return m[1] + `src="data:image/x;base64,` + data + `"` + kept + m[3]
	})
}

// twice is a page with a picture that SingleFile keeps in the style sheet.
func twice(o original) string {
	page := inOneFile(o, false, pictureOf)
	data := "data:image/x;base64," + base64.StdEncoding.EncodeToString(pictureOf(shown[0]))
	page = strings.Replace(page, `src="`+data+`"`,
		`style="background-image:var(--sf-img-1)!important" src='data:image/svg+xml,<svg `+
			`xmlns="http://www.w3.org/2000/svg" width="64" height="40"><rect fill-opacity="0"/></svg>'`, 1)
	return strings.Replace(page, "</head>", `<style>:root{--sf-img-1: url("`+data+`")}</style></head>`, 1)
}

// complete is as Chromium saves it with its files. Their names are those on the site, without what asks for a size.
func complete(o original) map[string]string {
	files, n := map[string]string{}, 0
	page := imageTag.ReplaceAllStringFunc(string(o.body), func(tag string) string {
		m := imageTag.FindStringSubmatch(tag)
		name, _, _ := strings.Cut(filepath.Base(shown[n]), "?")
		if n == 1 {
			name = "a2(1).png"
		}
		files["頁_files/"+name] = string(pictureOf(shown[n]))
		n++
		return m[1] + `src="./%E9%A0%81_files/` + name + `"` + m[3]
	})
	files["頁.html"] = strings.Replace(page, "<html", "<!-- saved from url=(0042)"+o.url+" -->\n<html", 1)
	return files
}

// uncopied is as wget -p leaves it. No script runs for it, and puts a2.png in its place.
func uncopied(o original) map[string]string {
	return map[string]string{"news.mingpao.com/ins/x.html": string(o.body),
		"news.mingpao.com/image/grey.gif":                      string(placeholder()),
		"fs.mingpao.com/ins/20260309/s00001/a1.jpg":            string(pictureOf(shown[0])),
		"fs.mingpao.com/ins/20260309/s00001/b1.jpg":            string(pictureOf(shown[2])),
		"fs.mingpao.com/ins/20260309/s00001/b2.gif?w=600&h=40": string(pictureOf(shown[3]))}
}

// copied is as wget -p -k and HTTrack leave it, which give what was asked for with a query a name and an address.
func copied(o original, name, address string) map[string]string {
	files := uncopied(o)
	last := "fs.mingpao.com/ins/20260309/s00001/b2.gif?w=600&h=40"
	body := files[last]
	delete(files, last)
	files["fs.mingpao.com/ins/20260309/s00001/"+name] = body
	page := strings.ReplaceAll(files["news.mingpao.com/ins/x.html"],
		strings.ReplaceAll(filepath.Base(shown[3]), "&", "&amp;"), address)
	for _, attribute := range []string{`src="`, `href="`} {
		page = strings.ReplaceAll(page, attribute+"https://fs.mingpao.com/ins/20260309/s00001/a1",
			attribute+"../../fs.mingpao.com/ins/20260309/s00001/a1")
	}
	page = strings.ReplaceAll(page, `src="https://fs.`, `src="../../fs.`)
	files["news.mingpao.com/ins/x.html"] = page
	return files
}
