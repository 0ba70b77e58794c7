package extract

import "strings"

// box is an element inside an article that is not part of it. Everything in it is signed with its rule.
type box struct {
	rule      string
	attribute string   // id or class
	tokens    []string // any of them; a trailing * stands for any ending
}

// boxes are the elements to leave out. The first row that fits counts; a box in a box keeps the outer one's rule.
var boxes = []box{
	{"advert", "class", []string{"mpadsaside", "mpads", "teads-adCall", "gliaplayer-container", "andbeyond-DT*", "ad300ins_m", "inReadLrecGroup", "adsbygoogle", "lrectbanner"}},
	{"advert", "id", []string{"google_ads_iframe*", "div-gpt-ad*", "teads*"}},
	{"share-bar", "class", []string{"ssm", "articlesharepart", "articlemorefuncpart", "share-wrapper", "soc_wrap", "fb-share-wrapper"}},
	{"related-daily", "id", []string{"pnsautornews"}},
	{"related-box", "class", []string{"article_related", "relatelisting", "article_slider_wrapper"}},
	{"subscription-box", "class", []string{"loginbox", "headline2"}},
	{"login-wall", "class", []string{"inontent_wrapper"}},
	{"photo-strip", "class", []string{"news2023_more_pic", "news2023_more_pic_title", "slide_carousel", "carousel4th"}},
	{"gallery", "class", []string{"album_big", "slide_cap", "slide_cap1"}},
	{"gallery", "id", []string{"zoomedimg", "otherimagevideo"}},
	{"player", "class", []string{"news2023_video_wrap", "video-js", "jwplayer", "video_player", "embed-responsive"}},
	{"player", "id", []string{"topvideo"}},
	{"embed", "class", []string{"fb-post", "fb-video", "fb-page", "fb_iframe_widget", "instagram-media", "twitter-tweet", "tiktok-embed", "flourish-credit", "infogram-embed"}},
	{"comments", "class", []string{"fbcomment", "articlecommentpart", "fb-comments"}},
}

// findBox is the rule of the box that an element with these attributes opens, "" where it opens none.
func findBox(id, class string) string {
	for i := range boxes {
		b := &boxes[i]
		value := class
		if b.attribute == "id" {
			value = id
		}
		if value != "" && b.fits(value) {
			return b.rule
		}
	}
	return ""
}

func (b *box) fits(value string) bool {
	for _, token := range b.tokens {
		prefix, open := strings.CutSuffix(token, "*")
		if open && hasPrefixToken(value, prefix) || !open && hasToken(value, token) {
			return true
		}
	}
	return false
}

func hasPrefixToken(value, prefix string) bool {
	return strings.HasPrefix(value, prefix) || strings.Contains(value, " "+prefix)
}
