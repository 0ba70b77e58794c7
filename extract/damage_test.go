package extract

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"mingpao/testdata"
)

// rounds is how many pages a random test makes: MINGPAO_DAMAGES where it is set. Such a test takes the saved pages, and
// those of MINGPAO_CORPUS where they are.
func rounds(t *testing.T, usual int) int {
	t.Helper()
	n := os.Getenv("MINGPAO_DAMAGES")
	if n == "" {
		return usual
	}
	many, err := strconv.Atoi(n)
	if err != nil {
		t.Fatal(err)
	}
	return many
}

// articles are pages with an article in markup.
func articles(t *testing.T) (pages [][]byte) {
	t.Helper()
	all := [][]byte{}
	for _, name := range testdata.Pages() {
		all = append(all, testdata.Page(name))
	}
	if dir := os.Getenv("MINGPAO_CORPUS"); dir != "" {
		files, err := filepath.Glob(filepath.Join(dir, "*.html"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			page, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, page)
		}
	}
	for _, page := range all {
		if a, err := Parse(Page{Body: page}); err == nil && a.Layout != textLayout {
			pages = append(pages, page)
		}
	}
	return pages
}

// seed makes a random test another one each time that it is asked for many pages.
func seed(t *testing.T) uint64 {
	t.Helper()
	s := uint64(20251203)
	if os.Getenv("MINGPAO_DAMAGES") != "" {
		s = rand.Uint64()
	}
	t.Logf("seed %d", s)
	return s
}

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

// markup is what stands in pages and can stand in a wrong place.
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
