package model

import (
	"strings"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/testdata"
)

// template is a saved page that pages of an article are made of: what is in it is exchanged.
type template struct {
	name                 string
	title, other         string // its headline, and another
	body                 string
	from, to, rest, wall string // what lies between two marks is the rest of the text, or says that one must pay for it
}

// templates are the saved pages of the articles: of the daily paper, of instant news, which has no wall, and of
// entertainment.
var templates = []template{
	{"pns-author-paid.html", "慢車 / 丘山", "快車 / 海鳴", "快車不停的小站，慢車停。我總是坐慢車。",
		`<div class="articlelogin">`, `<div id="pnsautornews">`, `<div class="articlelogin"><p>下一站。</p></div>`, ""},
	{"ins-flash.html", "天文台：今晚有薄霧　駕車人士小心", "天文台：今晚有濃霧　駕車人士小心",
		"天文台表示，今晚沿岸有薄霧，能見度較低，駕車人士應減慢車速。", "", "", "", ""},
	{"ol-full.html", "新劇開鏡　主角先學煮飯", "新劇開鏡　主角不學煮飯", "新劇昨日開鏡，主角為演廚師先學煮了三個月飯。",
		`<aside class="mpadsaside">`, `</article>`, "<p>下一場。</p>",
		`<div class="inontent_wrapper"><div class="inontent">如要讀取全文，請<a href="#">按此登入</a>。</div></div>`},
}

// page is a page of an article with another headline, another text, or no more of it than its opening.
func page(article int, other bool, body string, opening bool) (c captures.Capture, art *extract.Article) {
	t := templates[article]
	text := string(testdata.Page(t.name))
	if begin := strings.Index(text, t.from); t.from != "" && (!opening || t.wall != "") {
		end := begin + strings.Index(text[begin:], t.to)
		text = text[:begin] + map[bool]string{false: t.rest, true: t.wall}[opening] + text[end:]
	}
	if other {
		text = strings.NewReplacer(t.title, t.other, "丘山", "海鳴", "主角試煮。", "主角試吃。").Replace(text)
	}
	text = strings.NewReplacer(t.body, body, "loginObj.getContent", "").Replace(text)
	c = captures.Capture{ContentType: "text/html", Body: []byte(text)}
	art, err := captures.Read("", c)
	if err != nil {
		panic(err) // the pages stand in this repository
	}
	return c, art
}

// articles are those of the templates.
func articles() (refs []site.Ref) {
	for i, t := range templates {
		_, art := page(i, false, t.body, false)
		refs = append(refs, refOf(art))
	}
	return refs
}
