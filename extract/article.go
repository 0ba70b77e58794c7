package extract

import "mingpao/extract/internal/block"

// Article is the content of a page, cleaned. The field names are those of the JSON output and of the archive's columns.
// Text is normalised (see internal/chars), never folded or converted.
type Article struct {
	ID          string   `json:"id"`                // 13 digits, "" where the page does not say
	Edition     string   `json:"edition"`           // pns, ins, fin or ol
	URL         string   `json:"url"`               // canonical address: https, no slug, query or fragment
	Section     string   `json:"section"`           // as printed: 觀點, 即時港聞, 即時財經新聞
	SectionCode string   `json:"section_code"`      // s00012; on finance and ol the path: instantf, showbiz/latest
	Title       string   `json:"title"`             // as printed, without a trailing (HH:MM)
	Authors     []string `json:"authors"`           // credited with the writing, in order; never nil
	AuthorNote  string   `json:"author_note"`       // 作者是… and the like
	Column      string   `json:"column"`            // a regular column's name, else ""
	Credits     []string `json:"credits"`           // credit lines as printed; never nil
	Published   string   `json:"published"`         // 2025-12-03, or RFC 3339 in +08:00 where the page prints a time
	Access      Access   `json:"access"`            // full, excerpt of a paid article, or unknown
	Language    string   `json:"language"`          // zh-Hant, zh-Hans or en
	Keywords    []string `json:"keywords"`          // the keyword line, in order; never nil
	LeadMarker  string   `json:"lead_marker"`       // 明報專訊, 明報文章, 明報社評 or ""
	Body        string   `json:"body"`              // the text of Blocks, separated by a blank line; table cells by a tab
	Blocks      []Block  `json:"blocks"`            // paragraphs, sub-headings, items and rows in reading order; never nil
	Images      []Image  `json:"images"`            // never nil
	Videos      []Video  `json:"videos"`            // never nil
	Suspect     Sign     `json:"suspect,omitempty"` // what about it is not as on any page of the site; "" for nothing
	Layout      string   `json:"layout"`            // the page design that was recognised: news, finance, ol or text
}

// Access is how much of the article the page gives.
type Access string

// The values of Access.
const (
	Full    Access = "full"
	Excerpt Access = "excerpt"
	Unknown Access = "unknown" // a text that does not tell whether it is whole
)

// Accesses are all of them, in the order in which they are shown.
var Accesses = []Access{Full, Excerpt, Unknown}

// Kind is the kind of a block of the body.
type Kind string

// The kinds of blocks. Only the first four occur in an article's body.
const (
	Paragraph Kind = "paragraph"
	Heading   Kind = "heading"
	Item      Kind = "item"
	Row       Kind = "row"
	Caption   Kind = "caption"
)

// kinds are the names of the kinds of lines.
var kinds = [...]Kind{block.Paragraph: Paragraph, block.Heading: Heading, block.Item: Item, block.Row: Row}

// Block is one line of the body.
type Block struct {
	Kind Kind   `json:"kind"`
	Text string `json:"text"`
}

// Image is a picture of the article with its whole caption, "" where it has none.
type Image struct {
	URL     string `json:"url"`
	Caption string `json:"caption"`
}

// Video is the file or player address of a video of the article with its whole caption, credit included; "" where it
// has none.
type Video struct {
	URL     string `json:"url"`
	Caption string `json:"caption"`
}

// Signed is a block of the page with the rule that decided it: "body" for a block of the body, else the name of a row
// in the tables of internal/block and notices.go.
type Signed struct {
	Kind Kind   `json:"kind"`
	Rule string `json:"rule"`
	Text string `json:"text"`
}
