package extract

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"mingpao/testdata"
)

// menu opens a text of the daily paper.
const menu = "明報新聞網\n主頁\n%\n2026年3月7日星期六\n"

// text is a text of a section's page, a line each.
func text(section string, lines ...string) string {
	return strings.Replace(menu, "%", section, 1) + strings.Join(lines, "\n")
}

// TestAccessOfTexts: a text is whole where it shows its end, and is no opening of what is for sale.
func TestAccessOfTexts(t *testing.T) {
	const title, lead, more = "渡輪加班", "【明報專訊】離島渡輪下月起在假日加開早班。", "船公司說，早班坐滿便再加。"
	const disclaimer = "（本網發表的文章若提出批評，旨在指出相關制度、政策或措施存在錯誤或缺點，" +
		"目的是促使矯正或消除這些錯誤或缺點，循合法途徑予以改善，絕無意圖煽動他人對政府或其他社群產生憎恨、不滿或敵意。）"
	const login = "明報電子報訂戶登記如要讀取全文，請按此訂閱或續訂明報電子報服務。"
	news := func(lines ...string) string { return text("港聞", append([]string{title, lead}, lines...)...) }
	sold := func(section string, lines ...string) string {
		return text(section, append([]string{title, lead}, lines...)...)
	}
	for _, c := range []struct {
		name, text string
		want       Access
	}{
		{"list of other articles", news(more, "上 / 下一篇新聞\n"), Full},
		{"list cut off", news(more, "上 / 下一篇新聞\n別的標題"), Full},
		{"keyword line", news(more, "相關字詞﹕渡輪\n"), Full},
		{"keyword line cut off", news(more, "相關字詞﹕渡"), Unknown},
		{"disclaimer", news(more, disclaimer), Full},
		{"disclaimer cut off", news(more, disclaimer[:len(disclaimer)-30]), Unknown},
		{"name", sold("觀點", more, "[程一諾]"), Full},
		{"no end", news(more + "\n"), Unknown},
		{"middle of a sentence", news("船公司說，早班坐"), Unknown},
		{"a paragraph of news", news("上 / 下一篇新聞\n"), Full},
		{"a paragraph of a column", sold("作家專欄", "上 / 下一篇新聞\n"), Unknown},
		{"a paragraph of an opinion page", sold("觀點", "上 / 下一篇新聞\n"), Unknown},
		{"a paragraph and a heading of economics", sold("經濟", "小標題", "上 / 下一篇新聞\n"), Unknown},
		{"a column", sold("作家專欄", more, "上 / 下一篇新聞\n"), Full},
		{"login box", sold("作家專欄", login, "上 / 下一篇新聞\n"), Excerpt},
		{"login box without an end", sold("作家專欄", login), Excerpt},
		{"a paragraph of no section", strings.Replace(news("上 / 下一篇新聞\n"), "港聞\n", "", 1), Unknown},
	} {
		a, err := Parse(Page{Body: []byte(c.text)})
		if err != nil || a.Access != c.want {
			t.Errorf("%s: %+v, %v; want %s", c.name, a, err, c.want)
		}
	}
}

// TestCutTexts cuts a text after each of its characters: what has not all of the body is never whole.
func TestCutTexts(t *testing.T) {
	page := testdata.Page("text-opinion.txt")
	whole, err := Parse(Page{Body: page})
	if err != nil || whole.Access != Full {
		t.Fatal(whole, err)
	}
	for i := range page {
		if !utf8.RuneStart(page[i]) {
			continue
		}
		a, err := Parse(Page{Body: page[:i]})
		if no, ok := errors.AsType[*NotArticle](err); err != nil && !ok {
			t.Fatalf("cut at %d: %v", i, no)
		}
		if err == nil && a.Access != Unknown && a.Body != whole.Body {
			t.Errorf("cut at %d: %s\n%s", i, a.Access, a.Body)
		}
	}
}
