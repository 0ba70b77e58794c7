package extract

import (
	"slices"
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/plain"
)

// isFurniture reports whether a line belongs below the article: the list of other articles where the mark of its
// beginning is broken, and more on a page without markup.
func isFurniture(s block.Spot) bool {
	switch {
	case s.Text() == "上 / 下一篇新聞":
		return true
	case !s.Bare:
		return false
	}
	return slices.Contains(outside, s.Text()) || starts("明報網站 · 版權所有", "<上一頁", "下一頁>")(s)
}

// outside are lines beside or below the article on every page of a design: where one is in the text, the marks around
// it are broken or the page is made of two.
var outside = []string{"發表評論", "編輯推介", "MORE", "EDITOR'S CHOICE", "MOST POPULAR", "PHOTO ALBUM"}

// isOutside reports whether a line of a page with markup cannot be part of an article, such as a login wall outside
// its box.
func isOutside(l block.Line) bool {
	return l.Box == "" && (slices.Contains(outside, l.Text) || plain.IsPaidLine(l.Text))
}

func isShareBar(s block.Spot) bool {
	return s.Bare && slices.Contains(plain.ShareButtons, s.Text())
}

// isPlayerText reports whether a line is from the player of an advert, on a page without markup.
func isPlayerText(s block.Spot) bool { return s.Bare && plain.IsPlayerLine(s.Text()) }

// isPictureCount is +12, the pictures that a strip does not show.
func isPictureCount(s block.Spot) bool {
	rest, ok := strings.CutPrefix(s.Text(), "+")
	return ok && s.Bare && rest != "" && strings.Trim(rest, "0123456789") == ""
}

func isSubscription(s block.Spot) bool { return s.Bare && plain.IsPaidLine(s.Text()) }
