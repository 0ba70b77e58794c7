package extract

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"mingpao/testdata/play"
)

// flood is a kind of page that is made to keep a reader busy: much of one thing in one place.
type flood struct {
	name                string
	place               string
	before, unit, after string // in that place: the unit is repeated, %d in it is a number
}

// floodSize is large enough for what grows with the square of a page to show.
const floodSize = 128 << 10

// maxTime is a second for a MiB, of the processor: the machine may be busy. What shares the processor slows it down for
// a moment, too; what grows with the square of a page takes seconds, however often it is tried.
const (
	maxTime    = time.Second * floodSize >> 20
	floodTries = 5
)

// TestFloods reads pages of every kind in the time that their size allows.
func TestFloods(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	for _, f := range floods {
		page := f.page()
		took := play.ProcessorTime(func() { _, _ = Parse(Page{Body: page}) })
		for try := 1; took > maxTime && try < floodTries; try++ {
			took = min(took, play.ProcessorTime(func() { _, _ = Parse(Page{Body: page}) }))
		}
		if took > maxTime {
			t.Errorf("%s: %d bytes take %v", f.name, len(page), took)
		}
	}
}

// page puts the flood in its place.
func (f flood) page() []byte {
	var b strings.Builder
	for i := 0; b.Len() < floodSize; i++ {
		b.WriteString(strings.ReplaceAll(f.unit, "%d", strconv.Itoa(i)))
	}
	flooded := f.before + b.String() + f.after
	switch f.place {
	case "bare":
		return []byte(flooded)
	case "text":
		return []byte("明報\n2026年3月4日星期三\n題目 (11:02)\n" + flooded)
	}
	return []byte(floodPlaces.Replace(strings.Replace(floodPage, "{"+f.place+"}", flooded, 1)))
}

// floodPage is a page of news with the places of floods.
const floodPage = `<!DOCTYPE html><html><head><base href="https://news.mingpao.com/htm/">` +
	`<title>題{inTitle} - 20260304 - 港聞</title>
<link rel="canonical" href="https://news.mingpao.com/pns/x/article/20260304/s00001/1772500000001"></head>` +
	`<body>{raw}{beforeAll}
<div id="articleTop"><div class="colleft"><h3>港聞</h3><h6 itemprop="datePublished">2026年3月4日{inDate}</h6></div>{inTop}` +
	`</div>
<hgroup><h1>題目{inHeadline}</h1></hgroup><article class="txt4"><div id="upper"><p>文字在此。</p>{inArticle}</div></article>
<div class="fbcomment"></div>{behind}</body></html>`

// floodPlaces are left empty where no flood is put.
var floodPlaces = strings.NewReplacer("{inTitle}", "", "{raw}", "", "{beforeAll}", "", "{inDate}", "", "{inTop}", "",
	"{inHeadline}", "",
	"{inArticle}", "", "{behind}", "")

var floods = []flood{
	{"select-empty-in-article", "inArticle", "", "<select></select>", ""},
	{"select-empty-in-top", "inTop", "", "<select></select>", ""},
	{"select-empty-before", "beforeAll", "", "<select></select>", ""},
	{"select-option", "inTop", "", "<select><option value='%d'>甲</option></select>", ""},
	{"options-one-select", "inTop", "<select id=menu1>", "<option value=../pns/x/article/20260304/s00001/177250000%d>甲",
		"</select>"},
	{"select-unclosed", "inTop", "", "<select>", ""},
	{"close-article-raw", "raw", "", "</article>", ""},
	{"close-article-behind", "behind", "", "</article>", ""},
	{"close-article-behind-script", "behind", "", "</article>", "<script>loginObj.getContent(1)</script>"},
	{"open-article-behind", "behind", "", "<article>", ""},
	{"article-pairs-in", "inArticle", "", "<article></article>", ""},
	{"end-marks-behind", "behind", "", `<div class="article_page"></div><div itemprop="more"></div>`, ""},
	{"end-marks-before", "beforeAll", "", `<div class="article_page"></div><div itemprop="more"></div>`, ""},
	{"top-marks-before", "beforeAll", "", `<h4 class="content-title"></h4><div class="page_title"></div>`, ""},
	{"top-marks-fin-noend", "raw", "", `<h4 class="content-title"></h4></article>`, ""},
	{"body-attrs", "beforeAll", "", "<body a%d=1>", ""},
	{"html-attrs", "beforeAll", "", "<html a%d=1>", ""},
	{"xbody-attrs-in", "inArticle", "", "<body a%d=1>", ""},
	{"xbody-attrs-refuse", "bare", "<title>x</title>", "<body a%d=1>", ""},
	{"xafe-font", "inArticle", "", "<font a=%d></p>", ""},
	{"xa-distinct-p", "inArticle", "", "<p><b a=%d></p>", ""},
	{"xfoster", "inArticle", "", "<table><b>", ""},
	{"xnoah", "inArticle", "", "<b a=%d>x</b></p>", ""},
	{"xselect-in-table", "inArticle", "", "<table><select>", ""},
	{"xtemplate-table", "inArticle", "", "<template><tr>", ""},
	{"xframeset-in", "inArticle", "", "<frameset>", ""},
	{"xcss-class-many", "inTop", "", `<div class="colleft txt2"><div class="txt2"></div></div>`, ""},
	{"attrs-one-tag", "inArticle", "<p", " a%d=1", ">甲"},
	{"attrs-dup", "inArticle", "<p", " class=a", ">甲"},
	{"attr-huge-value", "inArticle", `<p class="`, "x", `">甲</p>`},
	{"class-list", "inArticle", `<p class="`, "c%d ", `">甲</p>`},
	{"class-list-marks", "inArticle", `<div class="`, "txt4 news-content article_page content-title ", `">甲</div>`},
	{"unquoted-attrs", "inArticle", "", "<p a=b>甲", ""},
	{"videos", "inArticle", "", `<video src="https://v.mingpao.com/%d.mp4"></video>`, ""},
	{"players", "inTop", `<div id="zoomedimg0"></div><div id="zoomedimg">`,
		`<a href="https://videop.mingpao.com/p?file=https://v.mingpao.com/%d.mp4">x</a>`, `</div>`},
	{"iframes-topvideo", "inTop", `<div id="topvideo">`, `<iframe src="https://v.mingpao.com/%d.mp4"></iframe>`, `</div>`},
	{"gallery-links", "inTop", `<div id="zoomedimg0"></div><div id="zoomedimg">`,
		`<a href="https://fs.mingpao.com/%d.jpg" title="圖">x</a>`, `</div>`},
	{"nested-galleries", "inTop", "", `<div id="zoomedimg"><a href="https://fs.mingpao.com/1.jpg">`, ""},
	{"gallery-scripts", "inArticle", "",
		`<script>$('#lower').prepend('<a href="https://fs.mingpao.com/%d.jpg">x</a>')</script>`, ""},
	{"gallery-script-one", "inArticle", `<p>甲</p><script>$('#lower').prepend('`,
		`<a href=\"https://fs.mingpao.com/%d.jpg\">x<\/a>`, `')</script>`},
	{"imgs-inline", "inArticle", "", `<img src="https://fs.mingpao.com/%d.jpg" alt="圖">`, ""},
	{"deep-div", "inArticle", "", "<div>", ""},
	{"deep-span", "inArticle", "", "<span>", ""},
	{"deep-b", "inArticle", "", "<b>", ""},
	{"deep-font-attrs", "inArticle", "", "<font color=%d>", ""},
	{"b-p-reconstruct", "inArticle", "", "<b x=%d><p>甲</p>", ""},
	{"a-p", "inArticle", "", "<a href=x><p>甲", ""},
	{"a-table", "inArticle", "", "<a href=x><table>", ""},
	{"table-text", "inArticle", "", "<table>甲", ""},
	{"table-cells", "inArticle", "<table>", "<tr><td>甲</td></tr>", "</table>"},
	{"one-row-cells", "inArticle", "<table><tr>", "<td>甲</td>", "</tr></table>"},
	{"nested-tables", "inArticle", "", "<table><tr><td>", ""},
	{"misnest-b-i", "inArticle", "", "<b><i></b></i>", ""},
	{"misnest-a-div", "inArticle", "", "<a><div></a></div>", ""},
	{"nobr-button", "inArticle", "", "<nobr><button>", ""},
	{"li-unclosed", "inArticle", "", "<li>甲", ""},
	{"dd-dt", "inArticle", "", "<dd>甲<dt>乙", ""},
	{"forms", "inArticle", "", "<form></form>", ""},
	{"headings", "inArticle", "", "<h2>題</h2>", ""},
	{"paragraph-empty", "inArticle", "", "<p>", ""},
	{"paragraph-close-only", "inArticle", "", "</p>", ""},
	{"br", "inArticle", "", "甲<br>", ""},
	{"comments-unclosed", "inArticle", "", "<!-- ", ""},
	{"comments-bang", "inArticle", "", "<!-- --!>", ""},
	{"comments-short", "inArticle", "", "<!-->", ""},
	{"cdata", "inArticle", "", "<![CDATA[ ", ""},
	{"pi", "inArticle", "", "<?x >", ""},
	{"svg-math", "inArticle", "", "<svg><math><mi>", ""},
	{"svg-script", "inArticle", "", "<svg><script>a</script></svg>", ""},
	{"svg-shapes", "inArticle", "", "<svg><path/><g></g></svg>", ""},
	{"svg-open-path", "inArticle", "", "<svg><path>", ""},
	{"script-escape", "inArticle", "", "<script><!--<script></script>", ""},
	{"script-ends", "inArticle", "<script>", "</scrip", ""},
	{"textarea", "inArticle", "", "<textarea></textarea>", ""},
	{"title-many", "raw", "", "<title>甲</title>", ""},
	{"meta-many", "raw", "", `<meta property="x%d" content="y">`, ""},
	{"template", "inArticle", "", "<template>", ""},
	{"frameset", "raw", "", "<frameset>", ""},
	{"noscript", "inArticle", "", "<noscript><p>甲</noscript>", ""},
	{"iframe", "inArticle", "", "<iframe></iframe>", ""},
	{"entities", "inArticle", "", "&amp;", ""},
	{"entities-bad", "inArticle", "", "&ampx&#x;&#9999999999;", ""},
	{"entities-long", "inArticle", "", "&CounterClockwiseContourIntegral;", ""},
	{"text-huge", "inArticle", "", "甲", ""},
	{"text-spaces", "inArticle", "", " ", ""},
	{"text-zerowidth", "inArticle", "", "\u200b", ""},
	{"text-nfkc", "inArticle", "", "\ufdfa", ""},
	{"text-kangxi", "inArticle", "", "\u2f00", ""},
	{"text-combining", "inArticle", "", "a\u0301\u0302\u0303", ""},
	{"text-NUL", "inArticle", "", "甲\x00", ""},
	{"text-CR", "inArticle", "", "甲\r", ""},
	{"text-CR as text", "text", "", "甲\r", ""},
	{"invalid-utf8", "inArticle", "", "\xff\xfe甲", ""},
	{"big5-garbage", "inArticle", "", "\xa4\xa4", ""},
	{"names-reporter", "inArticle", "", "<h2>明報記者 甲乙</h2>", ""},
	{"names-one-line", "inArticle", "<p>文：", "甲乙、", "</p><p>正文在此。</p>"},
	{"names-photo", "inArticle", "", "<p>（甲攝）</p>", ""},
	{"names-photo as text", "text", "", "<p>（甲攝）</p>", ""},
	{"author-note", "inArticle", "", "<p>作者是甲</p>", ""},
	{"title-slashes", "inHeadline", "", "／甲", ""},
	{"title-dashes", "inTitle", "", " - 20260304", ""},
	{"title-time", "inHeadline", "", "(11:2", ""},
	{"date-digits", "inDate", "", "2026年13月", ""},
	{"keywords", "inArticle", "", `<a class="content_tag">%d</a>`, ""},
	{"keyword-lines", "inArticle", "", "<p>相關字詞﹕<a href=x>甲</a></p>", ""},
	{"brackets", "inArticle", "", "【甲】", ""},
	{"brackets as text", "text", "", "【甲】", ""},
	{"quotes", "inArticle", "", "「『", ""},
	{"quotes as text", "text", "", "「『", ""},
	{"notices", "inArticle", "", "<p>■明報報料熱線﹕inews@mingpao.com / 9181 4676</p>", ""},
	{"related", "inArticle", "", "<p>其他報道</p>", ""},
	{"lt-only", "inArticle", "", "<", ""},
	{"lt-only as text", "text", "", "<", ""},
	{"lt-letter", "inArticle", "", "<a ", ""},
	{"lt-slash", "inArticle", "", "</", ""},
	{"eq-quotes", "inArticle", "", "<a b='", ""},
	{"opened-menus", "inTop", "", "<div class=colleft><h3>", ""},
	{"login-boxes", "inArticle", "", `<div class="loginbox inontent_wrapper"></div>`, ""},
	{"boxes-nested", "inArticle", "", `<div class="mpads">`, ""},
	{"uppercase", "inArticle", "", "<DIV CLASS=TXT4></DIV>", ""},
	{"custom-elements", "inArticle", "", "<x-%d>甲</x-1>", ""},
	{"ruby", "inArticle", "", "<ruby><rb><rt><rp>", ""},
	{"option-outside", "inArticle", "", "<option>", ""},
	{"isindex-image", "inArticle", "", "<image><keygen>", ""},
	{"li-p-b", "inArticle", "", "<ul><li><p><b>甲</ul>", ""},
	{"text-lines", "inArticle", "", "甲乙丙\n", ""},
	{"text-lines as text", "text", "", "甲乙丙\n", ""},
	{"text-lines-date", "inArticle", "", "2026年3月4日星期三\n", ""},
	{"text-lines-date as text", "text", "", "2026年3月4日星期三\n", ""},
	{"text-lines-num", "inArticle", "", "%d. 甲乙丙\n", ""},
	{"text-lines-num as text", "text", "", "%d. 甲乙丙\n", ""},
}
