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
	{"advert", "class", []string{"mpadsaside", "mpads", "teads-adCall", "gliaplayer-container", "andbeyond-DT*",
		"ad300ins_m", "inReadLrecGroup"}},
	{"advert", "id", []string{"google_ads_iframe*", "teads*"}},
	{"share-bar", "class", []string{"ssm", "articlesharepart"}},
	{"related-daily", "id", []string{"pnsautornews"}},
	{"subscription-box", "class", []string{"loginbox", "headline2"}},
	{"login-wall", "class", []string{"inontent_wrapper"}},
	{"photo-strip", "class", []string{"news2023_more_pic", "news2023_more_pic_title"}},
	{"gallery", "class", []string{"slide_cap", "slide_cap1"}},
	{"gallery", "id", []string{"zoomedimg", "otherimagevideo"}},
	{"player", "class", []string{"news2023_video_wrap"}},
	{"player", "id", []string{"topvideo"}},
	{"embed", "class", []string{"fb-post", "fb-video", "fb-page", "fb_iframe_widget", "instagram-media", "twitter-tweet",
		"tiktok-embed", "flourish-credit",
		"text-post-media", "bluesky-embed", "fb-xfbml-parse-ignore"}},
}

// furniture are classes of boxes that every page has, most of them without a word: those are left empty before a page
// is parsed.
var furniture = []string{"ssm", "mpadsaside", "mpads"}

// boxOfToken finds the row of a whole token, boxesOfPrefix those of the others.
var boxOfToken, boxesOfPrefix = indexBoxes()

type boxToken struct{ attribute, token string }

type boxPrefix struct {
	boxToken
	row int
}

func indexBoxes() (map[boxToken]int, []boxPrefix) {
	whole, prefixes := map[boxToken]int{}, []boxPrefix(nil)
	for row, b := range boxes {
		for _, t := range b.tokens {
			prefix, open := strings.CutSuffix(t, "*")
			key := boxToken{b.attribute, prefix}
			if open {
				prefixes = append(prefixes, boxPrefix{key, row})
			} else if _, known := whole[key]; !known {
				whole[key] = row
			}
		}
	}
	return whole, prefixes
}

// findBox is the rule of the box that an element with these attributes opens, "" where it opens none.
func findBox(id, class string) string {
	row := min(firstBox("id", id), firstBox("class", class))
	if row == len(boxes) {
		return ""
	}
	return boxes[row].rule
}

// firstBox is the first row that fits a value, len(boxes) where none does.
func firstBox(attribute, value string) int {
	row := len(boxes)
	for token := range strings.FieldsSeq(value) {
		if r, ok := boxOfToken[boxToken{attribute, token}]; ok {
			row = min(row, r)
		}
		for _, p := range boxesOfPrefix {
			if p.attribute == attribute && p.row < row && strings.HasPrefix(token, p.token) {
				row = p.row
			}
		}
	}
	return row
}
