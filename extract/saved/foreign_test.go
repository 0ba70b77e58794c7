package saved_test

import (
	"path/filepath"
	"testing"

	"mingpao/extract/saved"
	"mingpao/testdata"
)

// TestForeign has files that are no pages, and what they are called.
func TestForeign(t *testing.T) {
	const header = "From: a@example.org\nTo: b@example.org\nSubject: =?utf-8?B?5piO5aCx?=\nDate: Mon, 2 Mar 2026 " +
		"08:00:00 +0800\n"
	for _, c := range []struct{ name, file, text, want string }{
		{"PDF", "a.pdf", "%PDF-1.7\n", "a PDF file"},
		{"Parquet", "a.parquet", "PAR1\x15\x04", "a Parquet file"},
		{"Word", "a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a Microsoft Office file"},
		{"ENEX", "a.enex", "<?xml version=\"1.0\"?>\n<!DOCTYPE en-export SYSTEM \"x.dtd\">\n<!-- 明報 -->\n<en-export><note>",
			"an ENEX file"},
		{"OPML", "a.xml", "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<opml version=\"2.0\"><head>", "an OPML file"},
		{"mail", "a.eml", header + "\n明報", "a mail"},
		{"mail with markup", "b.eml", header + "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=B\n\n" +
			"--B\nContent-Type: text/html\n\n<html><p>明報</p></html>\n--B--\n", "a mail"},
		{"mailbox", "a", "From a@example.org Mon Mar 2\n", "a mailbox"},
		{"CSV", "a.csv", "日期,標題\n", "a CSV file"},
		{"CSV by its rows", "a", "日期,標題,網址\n1,\"明報, 二\",x\n2,乙,y\n", "a CSV file"},
		{"rows apart by tabs", "a.txt", "日期\t標題\t網址\n1\t明報\tx\n2\t乙\ty\n", "a CSV file"},
		{"JSON", "a.json", "{\n \"a\": 1}", "a JSON file"},
		{"list in JSON", "a.json", "[{\"text\": 1}]", "a JSON file"},
		{"JSON lines", "a.jsonl", "{\"title\":\"明報\"}\n", "JSON lines without text"},
		{"RTF", "a.rtf", "{\\rtf1\\ansi 明報}", "an RTF file"},
		{"bookmarks", "a.html", "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<H1>", "a file of bookmarks"},
		{"shortcut", "a.url", "[InternetShortcut]\r\nURL=https://news.mingpao.com/x", "a shortcut"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(tree(t, map[string]string{c.file: c.text}), c.file)
			_, failed, _ := readAll(t, saved.Options{}, file)
			want := file + ": " + c.want + ", not a saved page"
			if len(failed) != 1 || failed[0] != want {
				t.Errorf("%q, want %q", failed, want)
			}
		})
	}
}

// TestNotForeign: no saved page is taken for another kind of file.
func TestNotForeign(t *testing.T) {
	for _, name := range testdata.Pages() {
		file := filepath.Join(tree(t, map[string]string{name: string(testdata.Page(name))}), name)
		if pages, failed, _ := readAll(t, saved.Options{}, file); len(pages) != 1 {
			t.Errorf("%s: %v", name, failed)
		}
	}
}
