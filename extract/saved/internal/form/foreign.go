package form

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"path/filepath"
	"strings"

	"mingpao/extract/internal/chars"
)

// openings are what files of other kinds begin with.
var openings = []struct{ mark, name string }{
	{"%PDF-", "a PDF file"}, {"\x89PNG", "a PNG file"}, {"\xFF\xD8\xFF", "a JPEG file"}, {"GIF8", "a GIF file"},
	{"Rar!", "a RAR file"}, {"7z\xBC\xAF\x27\x1C", "a 7z file"}, {"\xFD7zXZ", "an xz file"}, {"BZh", "a bzip2 file"},
	{"SQLite format 3", "an SQLite file"}, {"\x7FELF", "a program file"}, {"PAR1", "a Parquet file"},
	{"\xD0\xCF\x11\xE0", "a Microsoft Office file"}, {"{\\rtf", "an RTF file"}, {"From ", "a mailbox"},
	{"BEGIN:VCARD", "a vCard"}, {"BEGIN:VCALENDAR", "a calendar"}, {"[InternetShortcut]", "a shortcut"},
	{"<!DOCTYPE NETSCAPE-Bookmark-file", "a file of bookmarks"}, {"bplist00", "a property list"},
}

// roots are elements of XML that is no page. Feeds and sitemaps are not among them: whoever extracts lists them.
var roots = []struct{ name, what string }{
	{"en-export", "an ENEX file"}, {"opml", "an OPML file"}, {"plist", "a property list"}, {"svg", "an SVG file"},
}

// Foreign names what is certainly no page, "" for the rest.
func Foreign(head []byte, name string) string {
	for _, f := range openings {
		if bytes.HasPrefix(head, []byte(f.mark)) {
			return f.name
		}
	}
	text := bytes.TrimLeft(head, "\xEF\xBB\xBF \t\r\n")
	switch {
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return "a tar file"
	case isMail(head):
		return "a mail"
	case IsJSON(text):
		return "a JSON file"
	case bytes.HasPrefix(text, []byte("<")):
		return foreignXML(text)
	case isTable(head, name):
		return "a CSV file"
	}
	return ""
}

// IsJSON recognises JSON, but for the site's lists and feeds.
func IsJSON(text []byte) bool {
	for _, list := range []string{"jsonfeed.org/version", `"listing"`, `"data_Result"`} {
		if bytes.Contains(text, []byte(list)) {
			return false
		}
	}
	return bytes.HasPrefix(text, []byte("{")) || bytes.HasPrefix(text, []byte("[{"))
}

var rootElement = chars.Compiled(`^(?s:<[?!][^>]*>\s*|<!--.*?-->\s*)*<([A-Za-z][\w:.-]*)`)

func foreignXML(text []byte) string {
	root := rootElement().FindSubmatch(text)
	for _, r := range roots {
		if root != nil && string(root[1]) == r.name {
			return r.what
		}
	}
	return ""
}

var (
	mailStart = chars.Compiled(`(?i)^(from|to|date|subject|received|return-path|delivered-to|message-id|x-[a-z-]+|` +
		`mime-version|content-type|dkim-signature|arc-[a-z-]+):`)
	mailField = chars.Compiled(`(?im)^(from|to|date|subject|received|message-id):`)
)

// isMail recognises a mail by its header. MHTML, which has one, too, is known before.
func isMail(head []byte) bool {
	header, _, _ := bytes.Cut(bytes.ReplaceAll(head, []byte("\r"), nil), []byte("\n\n"))
	return mailStart().Match(header) && len(mailField().FindAll(header, 3)) == 3
}

// How many rows of how many cells make a table, where the file's name does not say so.
const (
	tableRows  = 3
	tableCells = 3
)

// isTable recognises rows with the same number of cells, parted by commas or tabs.
func isTable(head []byte, name string) bool {
	if HasExt(name, ".csv", ".tsv") {
		return true
	}
	if end := bytes.LastIndexByte(head, '\n'); len(head) == Sniff && end > 0 {
		head = head[:end]
	}
	for _, comma := range ",\t" {
		r := csv.NewReader(bytes.NewReader(head))
		r.Comma = comma
		rows, err := r.ReadAll()
		if err == nil && len(rows) >= tableRows && len(rows[0]) >= tableCells {
			return true
		}
	}
	return false
}

// Kind names what is passed over: by its bytes, else by its extension.
func Kind(head []byte, name string) string {
	kind, _, _ := strings.Cut(http.DetectContentType(head), ";")
	ext := strings.ToLower(filepath.Ext(strings.TrimSuffix(name, ".gz")))
	if kind != "text/plain" && kind != "application/octet-stream" || len(ext) < 2 || len(ext) > 6 {
		return kind
	}
	return ext
}
