package answer

import (
	"strings"
	"testing"

	"mingpao/store/catalog"
)

// TestLead breaks off before a word, and leaves nothing open behind.
func TestLead(t *testing.T) {
	many := strings.Repeat("字", leadSize-4)
	for lead, want := range map[string]string{
		"短的一句。":                   "短的一句。",
		many + "（Grenfell Tower）": many + "…",
		many + "甲，「乙丙丁」":          many + "甲，「乙…",
		many + "甲乙，「丙丁」":          many + "甲乙…",
		"一\n\n二\u202e 三":          "一 二 三",
	} {
		if got := (&View{}).Lead(catalog.Headline{Lead: lead}); got != want {
			t.Errorf("%s: %s", lead, got)
		}
	}
}

// TestSet: no line begins with a mark that ends a phrase, and nothing else is changed.
func TestSet(t *testing.T) {
	for text, want := range map[string]string{"他說「好 」 再去": "他說「好\u00a0」 再去", "甲 「乙」 丙。": "甲 「乙」 丙。",
		"完 。": "完\u00a0。"} {
		if got := (&View{}).Set(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// TestNamesForPeople: addresses and sources as a reader knows them.
func TestNamesForPeople(t *testing.T) {
	v := &View{Request: &Request{}}
	for address, want := range map[string]string{
		"https://news.mingpao.com/pns/%e9%ab%94%e8%82%b2/article/1": "https://news.mingpao.com/pns/體育/article/1",
		"https://news.mingpao.com/%ff/1":                            "https://news.mingpao.com/%ff/1",
		"https://news.mingpao.com/%zz/1":                            "https://news.mingpao.com/%zz/1",
	} {
		if got := v.Readable(address); got != want {
			t.Errorf("%s: %s", address, got)
		}
	}
	for source, want := range map[string]string{"feed pns/s00001": "要聞", "feed ins/all": "", "sitemap": ""} {
		if got := v.SourceOf(source); got != want {
			t.Errorf("%s: %s", source, got)
		}
	}
}
