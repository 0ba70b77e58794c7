package saved_test

import (
	"strings"
	"testing"

	"mingpao/extract/saved"
)

// TestCopies undoes what archives and translators did to addresses, and leaves alone what only looks so.
func TestCopies(t *testing.T) {
	const base = `<base href="https://web.archive.org/web/20251203040506/https://news.mingpao.com/htm/">`
	for _, c := range []struct{ name, url, page, want, wantURL, from string }{
		{"an archive's links", "", "<html>" + base +
			`<a href="https://web.archive.org/web/20251203040506/https://a.b/c">`,
			`<html><base href="https://news.mingpao.com/htm/"><a href="https://a.b/c">`, "",
			"wayback 2025-12-03 04:05:06"},
		{"pictures, styles, unquoted and relative links", "", "<html>" + base +
			`<img src=//web.archive.org/web/20251203040506im_/https://a.b/c.jpg ` +
			`srcset="/web/20251203040506im_/http://a.b/c.jpg 2x, ` +
			`https://web.archive.org/web/20251203040506im_/https://a.b/d.jpg 3x">` +
			`<p style="background:url(https://web.archive.org/web/20251203040506cs_/https://a.b/e.png)">`,
			`<html><base href="https://news.mingpao.com/htm/"><img src=https://a.b/c.jpg srcset="http://a.b/c.jpg 2x, ` +
				`https://a.b/d.jpg 3x"><p style="background:url(https://a.b/e.png)">`, "", "wayback 2025-12-03 04:05:06"},
		{"another archive", "",
			`<html><link rel="canonical" ` +
				`href="https://wayback.archive-it.org/1234/20251203040506mp_/https://news.mingpao.com/x">`,
			`<html><link rel="canonical" href="https://news.mingpao.com/x">`, "", "wayback 2025-12-03 04:05:06"},
		{"the address alone", "https://web.archive.org/web/20251203040506id_/https://news.mingpao.com/x",
			"<html>as served</html>", "<html>as served</html>", "https://news.mingpao.com/x",
			"wayback 2025-12-03 04:05:06"},
		{"an address that lost a slash", "http://web.archive.org/web/20251203040506/http:/news.mingpao.com/x",
			"<html></html>", "<html></html>", "http://news.mingpao.com/x", "wayback 2025-12-03 04:05:06"},
		{"an article that links to an archive", "https://news.mingpao.com/x",
			`<html><link rel="canonical" href="https://news.mingpao.com/x">` +
				`<a href="https://web.archive.org/web/20200101000000/https://a.b/">`,
			`<html><link rel="canonical" href="https://news.mingpao.com/x">` +
				`<a href="https://web.archive.org/web/20200101000000/https://a.b/">`, "https://news.mingpao.com/x",
			"file-time 2026-03-20 08:00:00"},
		{"the cache's address",
			"https://webcache.googleusercontent.com/search?q=cache:AbC:https://news.mingpao.com/x+word",
			"<html>2 Mar 2026 03:04:05 GMT</html>", "<html>2 Mar 2026 03:04:05 GMT</html>",
			"https://news.mingpao.com/x", "google-cache 2026-03-02 03:04:05"},
		{"the translator's frame",
			"https://translate.google.com/translate?hl=en&u=https%3A%2F%2Fnews.mingpao.com%2Fx", "<html></html>",
			"<html></html>", "https://news.mingpao.com/x", "file-time 2026-03-20 08:00:00"},
		{"the translator's host", "https://news-mingpao-com.translate.goog/x?_x_tr_sl=zh-TW&_x_tr_tl=en&_x_tr_hl=en",
			`<html><script src="https://translate.google.com/a.js"></script>` +
				`<a href="https://news-mingpao-com.translate.goog/y?a=1&amp;_x_tr_sl=zh-TW&amp;_x_tr_tl=en">`,
			`<html><script src="https://translate.google.com/a.js"></script><a href="https://news.mingpao.com/y?a=1">`,
			"https://news.mingpao.com/x", "file-time 2026-03-20 08:00:00"},
		{"a dash in a host", "https://a--b-mingpao-com.translate.goog/x", "<html></html>", "<html></html>",
			"https://a-b.mingpao.com/x", "file-time 2026-03-20 08:00:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := tree(t, map[string]string{"page.html": c.page, "metadata.json": `{"url": "` + c.url + `"}`})
			got := only(t, saved.Options{Now: now}, dir)
			if string(got.Body) != c.want {
				t.Errorf("%s\nwant %s", got.Body, c.want)
			}
			if got.URL != c.wantURL {
				t.Errorf("address %s, want %s", got.URL, c.wantURL)
			}
			if from := string(got.SeenFrom) + got.Seen.UTC().Format(" 2006-01-02 15:04:05"); from != c.from {
				t.Errorf("%s, want %s", from, c.from)
			}
		})
	}
}

// TestFrames expects the article that a browser's file holds in a frame.
func TestFrames(t *testing.T) {
	article := string(flash(1).body)
	file := "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n" +
		"--B\r\nContent-Type: text/html\r\nContent-Location: " +
		"https://translate.google.com/translate?u=https://news.mingpao.com/x\r\n\r\n<html><iframe src=\"cid:1\"></html>\r\n" +
		"--B\r\nContent-Type: text/html\r\nContent-ID: <1>\r\nContent-Location: cid:1\r\n\r\n" + article + "\r\n" +
		"--B\r\nContent-Type: text/html\r\nContent-Location: https://ads.example.com/\r\n\r\n<html>advert</html>\r\n--B--\r\n"
	pages, failed := read(t, saved.Options{}, tree(t, map[string]string{"page.mhtml": file}))
	if len(pages) != 1 || len(failed) > 0 || !strings.HasSuffix(pages[0].Source, "page.mhtml#2") ||
		string(pages[0].Body) != article {
		t.Errorf("%d pages, failed %v", len(pages), failed)
	}
}

// TestClipboard takes the header off that Windows puts before markup on its clipboard.
func TestClipboard(t *testing.T) {
	const header = "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000200\r\nSourceURL:https://news.mingpao.com/x\r\n"
	dir := tree(t, map[string]string{"clip.html": header + "<html><body>\r\n<!--StartFragment-->"})
	if got := only(t, saved.Options{}, dir); got.URL != "https://news.mingpao.com/x" ||
		!strings.HasPrefix(string(got.Body), "<html>") {
		t.Errorf("%s: %s", got.URL, got.Body)
	}
}
