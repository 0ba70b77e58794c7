package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract/internal/block"
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

func TestParseCredits(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []namedRole
	}{
		{"文：何初五", []namedRole{{true, []string{"何初五"}}}},
		{"文、圖˙余初五（社區藝術教師）", []namedRole{{true, []string{"余初五"}}}},
		{"文˙ 鍾小棠", []namedRole{{true, []string{"鍾小棠"}}}},
		{"文︰方文、Vinic爸爸", []namedRole{{true, []string{"方文", "Vinic爸爸"}}}},
		{"文．葉小窗／編輯．莫問", []namedRole{{true, []string{"葉小窗"}}, {false, []string{"莫問"}}}},
		{"{ 編輯 } 梁小菲", []namedRole{{false, []string{"梁小菲"}}}},
		{"（採訪及拍攝：丁香 剪接︰白露）", []namedRole{{true, []string{"丁香"}}, {false, []string{"白露"}}}},
		{"採訪／拍攝：丁香", []namedRole{{true, []string{"丁香"}}}},
		{"拍攝、採訪：丁香", []namedRole{{true, []string{"丁香"}}}},
		{"記者：程一諾", []namedRole{{true, []string{"程一諾"}}}},
		{"撰文：明報記者", []namedRole{{true, nil}}},
		{"文／程一諾", []namedRole{{true, []string{"程一諾"}}}},
		{"文／圖／程一諾", []namedRole{{true, []string{"程一諾"}}}},
		{"文／程一諾 圖／杜風", []namedRole{{true, []string{"程一諾"}}, {false, []string{"杜風"}}}},
		{"撰文 程一諾", []namedRole{{true, []string{"程一諾"}}}},
		{"記者 程一諾 方文", []namedRole{{true, []string{"程一諾", "方文"}}}},
		{"明報記者：程一諾", []namedRole{{true, []string{"程一諾"}}}},
		{"翻譯：方文", []namedRole{{false, []string{"方文"}}}},
		{"【文：方文】", []namedRole{{true, []string{"方文"}}}},
		{"(文:方文)", []namedRole{{true, []string{"方文"}}}},
		{"By Jane Doe", []namedRole{{true, []string{"Jane Doe"}}}},
		{"文：陳 明", []namedRole{{true, []string{"陳明"}}}},
		{"文：陳 明、歐陽 小雨", []namedRole{{true, []string{"陳明", "歐陽小雨"}}}},
		{"文：丘小山 博士", []namedRole{{true, []string{"丘小山"}}}},
		{"文：丘小山教授", []namedRole{{true, []string{"丘小山"}}}},
		{"圖：受訪者提供", []namedRole{{false, nil}}},
		{"By the river, at night", nil},
		{"By Monday", nil},
		{"記者 昨日到場", nil},
		{"設計：從一張凳開始，一步一步想", nil},
		{"攝影：是等待", nil},
		{"採訪 手記", nil},
		{"文：為什麼沒有人說話？", nil},
		{"文章日期：今天", nil},
		{"記者：請問你怎樣看這件事，會不會再來一次", nil},
		{"編輯", nil},
		{"：", nil},
		{"", nil},
	} {
		for _, in := range []string{c.in, strings.ReplaceAll(c.in, "／", "∕"), strings.ReplaceAll(c.in, "／", "/")} {
			if diff := cmp.Diff(c.want, parseCredits(in), cmp.AllowUnexported(namedRole{})); diff != "" {
				t.Errorf("parseCredits(%q):\n%s", in, diff)
			}
		}
	}
}

func TestReporterNames(t *testing.T) {
	for _, c := range []struct {
		in    string
		names string
		ok    bool
	}{
		{"明報記者", "", true},
		{"明報記者 程一諾", "程一諾", true},
		{"明報記者 方文 孫文", "方文 孫文", true},
		{"明報記者 夏知了、秦冰", "夏知了 秦冰", true},
		{"明報記者程一諾", "程一諾", true},
		{"明報記者 程　明", "程明", true},
		{"明報駐京記者 程一諾 報道", "程一諾", true},
		{"特約記者 程一諾", "程一諾", true},
		{"明報記者昨日到場，發現門已上鎖。", "", false},
		{"記者 程一諾", "", false},
		{"本報記者", "", false},
		{"明報記者：程一諾", "", false},
	} {
		names, ok := reporterNames(c.in)
		if got := strings.Join(names, " "); got != c.names || ok != c.ok {
			t.Errorf("reporterNames(%q) = %q, %v, want %q, %v", c.in, got, ok, c.names, c.ok)
		}
	}
}

// TestAuthorTraps has the places that look like an author's and are none.
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
		{"supplement's name", block.Form{Title: "慢活", Byline: "開眼 慢活", Ref: site.Ref{Edition: "pns", SectionCode: "s00005"}}, nil},
		{"slash in a news headline", block.Form{Title: "甲 / 乙", Ref: site.Ref{Edition: "pns", SectionCode: "s00002"}}, nil},
		{"columnist from the headline alone", block.Form{Title: "慢車 / 丘山", Ref: site.Ref{Edition: "pns", SectionCode: "s00018"}},
			[]string{"丘山"}},
		{"desk", block.Form{Title: "早場", Lines: []block.Line{{Text: "一段導語。"}, {Text: "娛樂組"}},
			Ref: site.Ref{Edition: "pns", SectionCode: "s00016"}}, nil},
		{"photographer", block.Form{Title: "早場", Lines: []block.Line{{Text: "一段導語。"}, {Text: "攝影：杜風"}},
			Ref: site.Ref{Edition: "pns", SectionCode: "s00016"}}, nil},
		{"instant news with a writer in the headline", block.Form{Title: "走到底（文：沈石）",
			Ref: site.Ref{Edition: "ins", SectionCode: "s00022"}}, []string{"沈石"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := authors(&c.form, block.Classify(&c.form, rules))
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
		f := block.Form{Ref: site.Ref{Edition: "pns", SectionCode: "s00005"}, Lines: []block.Line{{Text: "一段導語。"}, {Text: text}}}
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
	if no, ok := err.(*NotArticle); !ok || no.Reason != BrokenMarkup {
		t.Errorf("got %v, want broken markup", err)
	}
}
