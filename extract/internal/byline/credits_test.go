package byline

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCredits(t *testing.T) {
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
			if diff := cmp.Diff(c.want, Credits(in), cmp.AllowUnexported(namedRole{})); diff != "" {
				t.Errorf("Credits(%q):\n%s", in, diff)
			}
		}
	}
}

func TestReporters(t *testing.T) {
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
		names, ok := Reporters(c.in)
		if got := strings.Join(names, " "); got != c.names || ok != c.ok {
			t.Errorf("Reporters(%q) = %q, %v, want %q, %v", c.in, got, ok, c.names, c.ok)
		}
	}
}
