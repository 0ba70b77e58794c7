package block

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"mingpao/extract/internal/chars"
)

// Box is an element inside an article that is not part of it. Everything in it is signed with its rule.
type box struct {
	Rule      string
	attribute string   // id or class
	Tokens    []string // any of them
	Beginning []string // or any token that begins with one of these
}

// Boxes are the elements to leave out. The first row that fits counts; a box in a box keeps the outer one's rule.
var Boxes = []box{
	{"advert", "class", []string{"mpadsaside", "mpads", "teads-adCall", "gliaplayer-container", "ad300ins_m",
		"inReadLrecGroup"}, []string{"andbeyond-DT"}},
	{"advert", "id", nil, []string{"google_ads_iframe", "teads"}},
	{"share-bar", "class", []string{"ssm", "articlesharepart"}, nil},
	{"related-daily", "id", []string{"pnsautornews"}, nil},
	{"subscription-box", "class", []string{"loginbox", "headline2"}, nil},
	{"login-wall", "class", []string{"inontent_wrapper"}, nil},
	{"photo-strip", "class", []string{"news2023_more_pic", "news2023_more_pic_title"}, nil},
	{"gallery", "class", []string{"slide_cap", "slide_cap1"}, nil},
	{"gallery", "id", []string{"zoomedimg", "otherimagevideo"}, nil},
	{"player", "class", []string{"news2023_video_wrap"}, nil},
	{"player", "id", []string{"topvideo"}, nil},
	{"embed", "class", []string{"fb-post", "fb-video", "fb-page", "fb_iframe_widget", "instagram-media", "twitter-tweet",
		"tiktok-embed", "flourish-credit",
		"text-post-media", "bluesky-embed", "fb-xfbml-parse-ignore"}, nil},
}

// HiddenRule signs the lines of the article that a page does not show.
const HiddenRule = "hidden"

// BoxOf returns the rule of the box that an element opens, "" where it opens none.
func BoxOf(n *html.Node) string {
	var id, class string
	for i := range n.Attr {
		switch n.Attr[i].Key {
		case "id":
			id = n.Attr[i].Val
		case "class":
			class = n.Attr[i].Val
		}
	}
	if id == "" && class == "" {
		return ""
	}
	return FindBox(id, class)
}

// FindBox is the rule of the box that an element with these attributes opens, "" where it opens none.
func FindBox(id, class string) string {
	row := min(firstBox("id", id), firstBox("class", class))
	if row == len(Boxes) {
		return ""
	}
	return Boxes[row].Rule
}

// firstBox is the first row that fits a value, len(boxes) where none does.
func firstBox(attribute, value string) int {
	row := len(Boxes)
	for token := range strings.FieldsSeq(value) {
		for i := range Boxes[:row] {
			if b := &Boxes[i]; b.attribute == attribute && b.fits(token) {
				row = i
				break
			}
		}
	}
	return row
}

func (b *box) fits(token string) bool {
	return slices.Contains(b.Tokens, token) || len(b.Beginning) > 0 && chars.HasAnyPrefix(token, b.Beginning...)
}
