package plain

import (
	"strings"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// Remnants are what tools put in place of pictures, frames and scripts: a file's name in brackets, an address.
var (
	pictureName = chars.Compiled(`^(\[([a-z0-9_?=&.%~-]*|IMG|INLINE|LINK|USEMAP|` +
		`[^\p{Han}\s]*\.(jpe?g|png|gif|svg|webp))\] ?)+$`)
	morePictures = chars.Compiled(`^(點擊觀看更多圖片 ?)?(\+\d+ ?)+$`)
	addressOnly  = chars.Compiled(`^[\[(<]?(https?://|javascript:|\.\./|//|data:)\S*$`)
	brokenLink   = chars.Compiled(`^\[$|^\](\([^\p{Han}]*|\[?\d*\]?)$|^!\[\]\(.*\)$`)
	frameLine    = chars.Compiled(`^(?i:iframe)(:.*)?$|^Source$|^Link: `)
)

// maxWord is longer than a word of an article: an address or what scripts say to each other.
const maxWord = 60

// isRemnant reports whether a line is nothing that a page shows.
func isRemnant(l string) bool {
	if _, ok := site.ParseURL(l); ok {
		return false // it may be where the page came from
	}
	switch {
	case strings.Count(l, "+") > 1 && morePictures().MatchString(l), len(l) > maxWord && isOneWord(l):
		return true
	}
	return pictureName().MatchString(l) || addressOnly().MatchString(l) || brokenLink().MatchString(l) ||
		frameLine().MatchString(l)
}

func isOneWord(l string) bool {
	return !strings.Contains(l, " ") && !strings.ContainsFunc(l, chars.IsHan)
}

// chosen is the choice that a list of other articles shows, with the room to its right.
var chosen = chars.Compiled(`^\[[^\]]*[ _.]\] *`)

// withoutChoice takes the choice off the beginning of a line that has more.
func withoutChoice(l string) string {
	l = strings.TrimLeft(strings.TrimPrefix(l, "[]"), " ")
	if rest := chosen().ReplaceAllString(l, ""); rest != "" {
		return rest
	}
	return l
}
