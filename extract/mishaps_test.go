package extract

import (
	"bytes"
	"math/rand/v2"
	"regexp"
	"slices"
)

var anyTag = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)

// aTag is a random tag of a page, the offsets of its ends.
func aTag(r *rand.Rand, page []byte) []int {
	from := r.IntN(len(page))
	at := anyTag.FindIndex(page[from:])
	if at == nil {
		return []int{0, 0}
	}
	return []int{from + at[0], from + at[1]}
}

// aRange is a random range of a page.
func aRange(r *rand.Rand, page []byte, longest int) (from, to int) {
	from = r.IntN(len(page))
	return from, min(from+1+r.IntN(longest), len(page))
}

// scope is the part of a page around its article: what is damaged elsewhere hardly matters.
func scope(page []byte) (from, to int) {
	from = 2000
	for _, start := range []string{"articleTop", "page_title", "news-content"} {
		from = max(from, bytes.Index(page, []byte(start)))
	}
	for _, end := range []string{"article_slider_wrapper", `itemprop="more"`, "article_page"} {
		to = max(to, bytes.Index(page, []byte(end)))
	}
	if to <= from {
		return 0, len(page)
	}
	return from - 2000, to
}

func splice(page []byte, from, to int, with []byte) []byte {
	return bytes.Join([][]byte{page[:from], with, page[to:]}, nil)
}

// markup occurs in pages and can be in a wrong place.
var markup = []string{
	"</div>", "<div>", "</article>", "<article>", "</p>", "<p>", "<table>", "</table>", "<tr>", "<td>",
	"</td>", "<a href='x'>", "</a>", "<b>", "</b>", "<span>", "</span>", "<!--", "-->", "<script>",
	"</script>", "<style>", "</style>", "<iframe>", "</iframe>", "<select>", "</select>", "<option>",
	"<button>", "</button>", "<aside class=mpadsaside>", "</aside>", "<template>", "</template>", "<svg>",
	"</svg>", "<math>", "<title>", "</title>", "<textarea>", "</textarea>", "<noscript>", "</noscript>",
	"<form>", "</form>", "<h2>", "</h2>", "<ul>", "<li>", "</ul>", "<br>", "<img src=x>", "</body>",
	"</html>", "<body>", "<html>", "<head>", "</head>", "<frameset>", "<plaintext>", "<object>", "</object>",
	"<figure>", "</figure>", "<font>", "</font>", "<center>", "<nobr>", "<hr>", "<dialog>", "<details>",
	"<video>", "<ruby>", "<rt>", "<input>", "<", ">", "\"", "'", "<div title=\"", "=\"", "&", "<![CDATA[",
	"]]>",
}

// mishap is one fault in a page, and its size: how many bytes are changed.
type mishap struct {
	name string
	do   func(r *rand.Rand, page []byte) (damaged []byte, size int)
}

// mishaps are faults as a transfer, a disk or an editor makes them, each in the part around the article.
var mishaps = []mishap{
	{"byte changed", func(r *rand.Rand, page []byte) ([]byte, int) {
		from, to := scope(page)
		at := from + r.IntN(to-from)
		return splice(page, at, at+1, []byte{byte(r.IntN(256))}), 1
	}},
	{"byte lost", func(r *rand.Rand, page []byte) ([]byte, int) {
		from, to := scope(page)
		at := from + r.IntN(to-from)
		return splice(page, at, at+1, nil), 1
	}},
	{"tag lost", func(r *rand.Rand, page []byte) ([]byte, int) {
		from, to := scope(page)
		at := aTag(r, page[from:to])
		return splice(page, from+at[0], from+at[1], nil), at[1] - at[0]
	}},
	{"tag twice", func(r *rand.Rand, page []byte) ([]byte, int) {
		from, to := scope(page)
		at := aTag(r, page[from:to])
		return splice(page, from+at[0], from+at[0], page[from+at[0]:from+at[1]]), at[1] - at[0]
	}},
	{"range lost", func(r *rand.Rand, page []byte) ([]byte, int) {
		from, to := scope(page)
		a, b := aRange(r, page[from:to], 200)
		return splice(page, from+a, from+b, nil), b - a
	}},
	{"range twice", func(r *rand.Rand, page []byte) ([]byte, int) {
		from, to := scope(page)
		a, b := aRange(r, page[from:to], 200)
		return splice(page, from+a, from+a, page[from+a:from+b]), b - a
	}},
}

// disorders are faults of larger pieces: these are what a broken cache, a half edited template or two answers in one
// make.
var disorders = []mishap{
	{"range moved", func(r *rand.Rand, page []byte) ([]byte, int) {
		from, to := scope(page)
		a, b := aRange(r, page[from:to], 2000)
		piece := bytes.Clone(page[from+a : from+b])
		rest := splice(page, from+a, from+b, nil)
		at := from + r.IntN(to-from-(b-a)+1)
		return splice(rest, at, at, piece), b - a
	}},
	{"tag moved", func(r *rand.Rand, page []byte) ([]byte, int) {
		from, to := scope(page)
		tag := aTag(r, page[from:to])
		piece := bytes.Clone(page[from+tag[0] : from+tag[1]])
		rest := splice(page, from+tag[0], from+tag[1], nil)
		at := from + r.IntN(to-from-len(piece)+1)
		return splice(rest, at, at, piece), len(piece)
	}},
	{"markup put in", func(r *rand.Rand, page []byte) ([]byte, int) {
		for range 1 + r.IntN(3) {
			from, to := scope(page)
			at := from + r.IntN(to-from)
			if r.IntN(2) == 0 {
				at = from + aTag(r, page[from:to])[r.IntN(2)]
			}
			page = splice(page, at, at, []byte(markup[r.IntN(len(markup))]))
		}
		return page, 20
	}},
}

// spliced is the beginning of one page and the end of another.
func spliced(r *rand.Rand, page, other []byte) []byte {
	from, to := scope(page)
	start, end := scope(other)
	return slices.Concat(page[:from+r.IntN(to-from)], other[start+r.IntN(end-start):])
}
