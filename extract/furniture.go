package extract

import (
	"slices"
	"strings"
)

// isFurniture holds for what stands below the article: the list of other articles where the mark of its beginning is
// broken, and more on a page without markup.
func isFurniture(s spot) bool {
	switch {
	case s.text() == "上 / 下一篇新聞":
		return true
	case s.layout != textLayout:
		return false
	}
	return slices.Contains(outside, s.text()) || starts("明報網站 · 版權所有", "<上一頁", "下一頁>")(s)
}

// outside are lines that stand beside or below an article on every page of a design: where one is in the text, the
// marks around it are broken or the page is made of two.
var outside = []string{"發表評論", "編輯推介", "MORE", "EDITOR'S CHOICE", "MOST POPULAR", "PHOTO ALBUM"}

// isOutside tells a line of a page with markup that cannot be a part of an article. A login wall that is not in its
// box is none.
func isOutside(l line) bool {
	return l.box == "" && (slices.Contains(outside, l.text) || isPaidLine(l.text))
}

func isShareBar(s spot) bool {
	return s.layout == textLayout && slices.Contains(shareButtons, s.text())
}

var shareButtons = []string{"分享", "Share", "| Share"}

// isPlayerText is what the player of an advert says on a page without markup.
func isPlayerText(s spot) bool { return s.layout == textLayout && isPlayerLine(s.text()) }

func isPlayerLine(t string) bool {
	if strings.Contains(t, "% buffered") || strings.HasPrefix(t, "明報 ") && strings.Contains(t, "Producer") {
		return true
	}
	t, _, _ = strings.Cut(t, "[0 ") // how far the film has got, as a text browser draws it
	return slices.Contains(playerButtons, t)
}

// playerButtons are the words of the player's buttons, as a browser and a text browser set them.
var playerButtons = []string{"Play", "PausePlay", "UnmuteMute", "00:00", "close", "Advertisements", "CANCEL",
	"NEXT VIDEO", "Powered by", "GliaStudios"}

// isButton is a button or a player's word alone on its line.
func isButton(t string) bool { return slices.Contains(shareButtons, t) || isPlayerLine(t) }

// isPictureCount is +12, the pictures that a strip does not show.
func isPictureCount(s spot) bool {
	rest, ok := strings.CutPrefix(s.text(), "+")
	return ok && s.layout == textLayout && rest != "" && strings.Trim(rest, "0123456789") == ""
}

func isSubscription(s spot) bool { return s.layout == textLayout && isPaidLine(s.text()) }
