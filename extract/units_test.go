package extract

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/byline"
	"mingpao/extract/site"
)

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ name, lead, rest, want string }{
		{"Traditional", "街市重開，逾百名居民到場。", "", "zh-Hant"},
		{"Simplified", "街市重开，逾百名居民到场。", "园方说，长凳用旧木材制成。", "zh-Hans"},
		{"a Simplified quotation", "園方說，長凳用舊木材製成。", "「还有两张」", "zh-Hant"},
		{"nothing that tells", "街市今早七八成。", "", "zh-Hant"},
		{"English with its Chinese version", "THE market has reopened.", "街市重開，逾百名居民到場。", "en"},
		{"Chinese with English words", "渡輪公司 Harbour Line 加班。", "", "zh-Hant"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := language([]Block{{Paragraph, c.lead}, {Paragraph, c.rest}}); got != c.want {
				t.Errorf("language = %q, want %q", got, c.want)
			}
		})
	}
}

// TestAuthorTraps has places that look like an author's and are not.
func TestAuthorTraps(t *testing.T) {
	for _, c := range []struct {
		name string
		form block.Form
		want []string
	}{
		{"speaker in a headline", block.Form{Title: "議員：應該早做", Ref: site.Ref{Edition: "pns", SectionCode: "s00001"}}, nil},
		{"speaker above a column's name", block.Form{Title: "某某行陳一：樓價平穩", Byline: "名人樓市論壇",
			Ref: site.Ref{Edition: "pns", SectionCode: "s00004"}}, nil},
		{"author above a column's name", block.Form{Title: "石大川：先看負債", Byline: "石大川 川流不息",
			Ref: site.Ref{Edition: "pns", SectionCode: "s00004"}}, []string{"石大川"}},
		{"supplement's name",
			block.Form{Title: "慢活", Byline: "開眼 慢活", Ref: site.Ref{Edition: "pns", SectionCode: "s00005"}}, nil},
		{"slash in a news headline", block.Form{Title: "甲 / 乙", Ref: site.Ref{Edition: "pns", SectionCode: "s00002"}}, nil},
		{"columnist from the headline alone",
			block.Form{Title: "慢車 / 丘山", Ref: site.Ref{Edition: "pns", SectionCode: "s00018"}}, []string{"丘山"}},
		{"desk", block.Form{Title: "早場", Lines: []block.Line{{Text: "一段導語。"}, {Text: "娛樂組"}},
			Ref: site.Ref{Edition: "pns", SectionCode: "s00016"}}, nil},
		{"photographer", block.Form{Title: "早場", Lines: []block.Line{{Text: "一段導語。"}, {Text: "攝影：杜風"}},
			Ref: site.Ref{Edition: "pns", SectionCode: "s00016"}}, nil},
		{"instant news with a writer in the headline", block.Form{Title: "走到底（文：沈石）",
			Ref: site.Ref{Edition: "ins", SectionCode: "s00022"}}, []string{"沈石"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := byline.Authors(&c.form, block.Classify(&c.form, rules))
			if diff := cmp.Diff(c.want, got); diff != "" && len(c.want)+len(got) > 0 {
				t.Error(diff)
			}
		})
	}
}

// TestNotesStay has lines that look like notices and are a person's words.
func TestNotesStay(t *testing.T) {
	for _, text := range []string{
		"（編者按：文中的開放時間以今年一月的資料為準。）", "（筆者按：數字已四捨五入）", "（受訪者為化名）", "（上）", "（記者在船上問了12名乘客。）",
		"共勉之。", "讓書架開着燈，城市就多一個去處。", "查詢：2345 0000", "電郵：info@example.org", "■ Glossary 生字 /", "作者在書中說，他不後悔。", "****",
		"作者：某某", "場地：文化中心", "導演：某某",
		"（標題為編輯所擬）", "（讀者投稿）", "（節錄自講辭）", "市民可致電明報報料熱線提供線索。", "相關字詞：凳，就是坐的地方。", "（大埔街市）",
		"攝影：是這樣開始的",
	} {
		f := block.Form{Ref: site.Ref{Edition: "pns", SectionCode: "s00005"},
			Lines: []block.Line{{Text: "一段導語。"}, {Text: text}}}
		if got := block.Classify(&f, rules)[1].Rule; got != &block.BodyRule {
			t.Errorf("%s: signed %q, want body", text, got.Name)
		}
	}
}

// TestNotesAreNoTopics has notes to a text whose words the text has, too.
func TestNotesAreNoTopics(t *testing.T) {
	for _, text := range []string{
		"（附註兩則）", "（編按兩則）", "（見圖二三）", "（陳明翻譯）", "（編輯所擬）", "（節錄講辭）", "（摘錄講辭）", "（轉載網站）", "（居民投稿）",
		"（讀者來信）", "（受訪居民）", "（居民化名）", "（居民匿名）", "（標題兩則）", "（圖片兩張）", "（資料兩則）",
	} {
		f := block.Form{
			Ref:   site.Ref{Edition: site.Daily, SectionCode: "s00001"},
			Lines: []block.Line{{Text: strings.Trim(text, "（）") + "，一段說過所有字眼的導語。"}, {Text: text}},
		}
		if got := block.Classify(&f, rules)[1].Rule; got != &block.BodyRule {
			t.Errorf("%s: signed %q, want body", text, got.Name)
		}
	}
	f := block.Form{Ref: site.Ref{Edition: site.Daily, SectionCode: "s00001"},
		Lines: []block.Line{{Text: "木橋昨日重開。"}, {Text: "（木橋重修）"}}}
	if got := block.Classify(&f, rules)[1].Rule; got == &block.BodyRule {
		t.Error("（木橋重修） is a topic")
	}
}

func TestBrokenMarkup(t *testing.T) {
	page := `<base href="https://news.mingpao.com/htm/"><div id="articleTop"></div><article class="txt4">` +
		strings.Repeat("<div>", 3000) + "深"
	_, err := Parse(Page{Body: []byte(page)})
	if no, ok := errors.AsType[*NotArticle](err); !ok || no.Reason != BrokenMarkup {
		t.Errorf("got %v, want broken markup", err)
	}
}
