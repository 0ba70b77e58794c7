package play

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sort"
	"strings"
	"time"

	"mingpao/extract/site"
)

// Volume makes up articles by the hundred thousand, with the structure of real pages and little around it. Two that
// are made alike say the same.
type Volume struct {
	first    time.Time
	days, n  int
	words    words
	sections []site.Section
	names    []string
}

// Made is a page that was made up.
type Made struct {
	Ref  site.Ref
	At   time.Time // when it appeared
	Page []byte
}

// volumeDays are the days that the articles are spread over: five years.
const volumeDays = 5 * 365

// NewVolume spreads n articles over five years up to a day.
func NewVolume(last time.Time, n int) *Volume {
	r := rand.New(rand.NewPCG(1, 2))
	v := &Volume{days: volumeDays, n: n, words: newWords(r), sections: site.Listed()}
	day := last.In(site.Zone).AddDate(0, 0, 1-volumeDays)
	v.first = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, site.Zone)
	for range 400 {
		v.names = append(v.names, v.words.draw(r)+string(rune(0x4E00+r.IntN(4000))))
	}
	return v
}

// frequent are the characters that Chinese texts are full of, the most frequent first.
var frequent = []rune("的一是不在有人了中大為上個國和會這年出以來時生到用地要於就分對成可主發同工也能下過子說產種面而方後多定行學法所民得經")

// words are a vocabulary of two characters each, drawn as in real text: few words and few characters are frequent,
// most are rare.
type words struct {
	list   []string
	shares []float64 // up to each word
}

const (
	wordCount      = 12_000
	characterCount = 4_000
)

func newWords(r *rand.Rand) words {
	var w words
	characters := shares(characterCount, 1.3, 60)
	character := func() rune {
		n := drawn(r, characters)
		if n < len(frequent) {
			return frequent[n]
		}
		return rune(0x4E00 + n)
	}
	for range wordCount {
		w.list = append(w.list, string([]rune{character(), character()}))
	}
	w.shares = shares(wordCount, 1.1, 20)
	return w
}

func (w words) draw(r *rand.Rand) string { return w.list[drawn(r, w.shares)] }

// shares are those of n things by Zipf's law, added up.
func shares(n int, s, v float64) []float64 {
	all := make([]float64, n)
	sum := 0.0
	for i := range all {
		sum += math.Pow(v+float64(i), -s)
		all[i] = sum
	}
	return all
}

func drawn(r *rand.Rand, shares []float64) int {
	return min(sort.SearchFloat64s(shares, r.Float64()*shares[len(shares)-1]), len(shares)-1)
}

// Page is the i-th article. An edited one has another text and appears a day later.
func (v *Volume) Page(i int, edited bool) Made {
	r := rand.New(rand.NewPCG(3, uint64(i)))
	section := v.sections[r.IntN(len(v.sections))]
	at := v.first.AddDate(0, 0, i*v.days/v.n).Add(time.Duration(5*60+r.IntN(18*60)) * time.Minute)
	ref := site.Ref{Edition: section.Edition, ID: fmt.Sprint(at.UnixMilli() + int64(i%60_000)),
		Date:        at.Format("20060102"),
		SectionCode: section.Code, SectionName: section.Name}
	title := v.title(r, section)
	body := v.body(r)
	if edited {
		body += "<p>" + v.sentence(r) + "</p>"
		at = at.AddDate(0, 0, 1)
	}
	byline := ""
	if section.Traits.Byline {
		byline = `<div class="txt2">` + v.names[r.IntN(len(v.names))] + `</div>`
	}
	day := ref.Date[:4] + "年" + strings.TrimPrefix(ref.Date[4:6], "0") + "月" + strings.TrimPrefix(ref.Date[6:], "0") + "日"
	page := strings.NewReplacer("ADDRESS", ref.URL(), "TITLE", title, "DATE", ref.Date, "DAY", day, "LABEL", section.Label,
		"NAME", section.Name, "BYLINE", byline, "BODY", body, "WORD", v.words.draw(r)).Replace(madePage)
	return Made{ref, at, []byte(page)}
}

// openings begin some headlines, as columns do.
var openings = []string{"社評", "體壇快訊", "話你知", "幫你格價", "封面故事", "科技觀潮"}

func (v *Volume) title(r *rand.Rand, section site.Section) string {
	title := v.words.draw(r) + v.words.draw(r) + " " + v.words.draw(r) + v.words.draw(r) + v.words.draw(r)
	switch {
	case section.Name == "社評":
		return "社評：" + title
	case section.Traits.Openings:
		return openings[1+r.IntN(len(openings)-1)] + "：" + title
	}
	return title
}

// body is 200 to 1,400 characters, in paragraphs.
func (v *Volume) body(r *rand.Rand) string {
	var b strings.Builder
	for range 3 + r.IntN(9) {
		b.WriteString("<p>")
		for range 1 + r.IntN(4) {
			b.WriteString(v.sentence(r))
		}
		b.WriteString("</p>")
	}
	return b.String()
}

func (v *Volume) sentence(r *rand.Rand) string {
	var b strings.Builder
	for i := range 8 + r.IntN(24) {
		b.WriteString(v.words.draw(r))
		if i%6 == 5 {
			b.WriteString("，")
		}
	}
	if r.IntN(12) == 0 {
		fmt.Fprintf(&b, "%d個", r.IntN(3000))
	}
	return b.String() + "。"
}

// madePage is the structure of a page, with what is the same on all of them.
const madePage = `<!DOCTYPE html>
<html lang="zh-hant"><head>
<base href="https://news.mingpao.com/htm/">
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>TITLE - DATE - NAME - 明報新聞網</title>
<link rel="canonical" href="ADDRESS/x">
<meta property="og:title" content="TITLE - DATE - NAME"/>
<meta property="og:url" content="ADDRESS/x"/>
</head><body>
<nav class="news2023_menu"><ul><li><a href="../pns/%E8%A6%81%E8%81%9E/section/latest/s00001">要聞</a></li></ul></nav>
<div itemscope itemtype="http://schema.org/Article" id="blockcontent" class="incontent">
<div id="articleTop" class="">
<div itemprop="alternativeHeadline" class="colleft"><h3>LABEL</h3>
<div itemprop="datePublished" class="date">DAY</div>BYLINE</div>
</div>
<div class="clr"></div>
<hgroup><h1>TITLE</h1></hgroup>
<div id="topimage"></div>
<span id="advenueINTEXT" name="advenueINTEXT"><article class="txt4">
<div id="upper"></div>
<div id="lower"><div class="articlelogin">BODY</div>
<p>相關字詞﹕<a class="content_tag color6th" href="../php/search2.php?keywords=WORD">WORD</a></p></div>
<div class="clr"></div><div id="ssm2" class="ssm"><div class="articlesharepart">分享</div></div></article></span>
<div class="article_slider_wrapper"><h3>上 / 下一篇新聞</h3></div>
</div>
<mpfooter><footer><p>Copyright © Mingpao.com All rights reserved.</p></footer></mpfooter>
</body></html>
`
