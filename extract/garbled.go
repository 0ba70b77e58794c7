package extract

import (
	"strings"
	"sync"

	"mingpao/extract/internal/chars"
)

// characters counts the kinds of characters in a text, white space aside.
type characters struct {
	all      int
	han      int
	common   int // of the Han characters, those that every Chinese text has
	latin    int // letters and signs above ASCII that UTF-8 turns into when it is read as Western text
	lost     int // U+FFFD and private characters
	question int // ? in place of characters that a character set lacks
}

// everywhere are characters that make a sixth of a real article of the site and never less than a fourteenth: 169
// counted, in either script. In text read by the wrong character set they make a sixtieth at most.
const everywhere = "的一不在有人是年月日中大上了和會為這個以時到說後於他我們來为会个时说后这国對对與与及亦將将可"

// isEverywhere has those characters by their place among the ideographs.
var isEverywhere = sync.OnceValue(func() *[0xA000 - 0x4E00]bool {
	is := new([0xA000 - 0x4E00]bool)
	for _, r := range everywhere {
		is[r-0x4E00] = true
	}
	return is
})

func countCharacters(s string) (c characters) {
	common := isEverywhere()
	for _, r := range s {
		if r >= 0x4E00 && r < 0xA000 { // nearly all of a Chinese text
			c.all++
			c.han++
			if common[r-0x4E00] {
				c.common++
			}
			continue
		}
		if chars.IsSpace(r) {
			continue
		}
		c.all++
		switch {
		case r == '?':
			c.question++
		case r < 0x80:
		case r < 0x100, strings.ContainsRune("€‚ƒ„…†‡ˆ‰Š‹Œ•™š›œŸ", r):
			c.latin++
		case r == '\uFFFD', r >= 0xE000 && r < 0xF900:
			c.lost++
		case chars.IsHan(r):
			c.han++
		}
	}
	return c
}

// isChinese reports whether a text reads as Chinese, in any script.
func (c characters) isChinese() bool {
	return c.han > 0 && c.han > c.latin && c.lost*20 <= c.han && !c.isScrambled()
}

// isScrambled reports whether Han characters are there by chance: fewer than three in a hundred are common ones, in a
// text long enough to judge. The barest list of names of 169 articles has seven.
func (c characters) isScrambled() bool { return c.han > 60+33*c.common }

// fault names the fault of a text's characters, "" where there is none. A few that are lost cost only themselves.
func (c characters) fault() string {
	switch {
	case c.question > 5 && c.question*3 > c.all:
		return "its characters are question marks"
	case c.latin > 5 && c.latin*3 > c.all && c.latin > c.han:
		return "its characters are those of another character set"
	case c.lost > 3 && c.lost*50 > c.all:
		return "too many of its characters are lost"
	}
	return ""
}

func (c characters) plus(o characters) characters {
	return characters{c.all + o.all, c.han + o.han, c.common + o.common, c.latin + o.latin, c.lost + o.lost, c.question +
		o.question}
}

// garbled refuses an article of which a part, read by itself, is no text any more.
func garbled(a *Article) error {
	counts := []characters{countCharacters(a.Title)}
	whole := counts[0]
	for _, b := range a.Blocks {
		c := countCharacters(b.Text)
		counts, whole = append(counts, c), whole.plus(c)
	}
	for _, c := range append(counts, whole) {
		if fault := c.fault(); fault != "" {
			return &NotArticle{Garbled, fault}
		}
	}
	if whole.isScrambled() {
		return &NotArticle{Garbled, "its characters make no Chinese"}
	}
	return nil
}
