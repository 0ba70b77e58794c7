package search_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"mingpao/store/internal/sample"
	"mingpao/store/search"
)

func TestTerms(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"characters and words", "AI教母 iPhone15", "ai 教 母 iphone15"},
		{"full width", "ＡＢＣ１２", "abc12"},
		{"accents", "Café Łódź", "cafe łodz"},
		{"accent on its own", "Cafe\u0301", "cafe"},
		{"variants", "户黄内吴顔裡羣", "戶 黃 內 吳 顏 裏 群"},
		{"middle dots", "約翰·史密夫 約翰‧史密夫 約翰・史密夫", "約 翰 史 密 夫 約 翰 史 密 夫 約 翰 史 密 夫"},
		{"quotes", "don’t don't 「甲」乙", "don t don t 甲 乙"},
		{"clauses", "甲，乙。」\n\n丙", "甲 。 乙 。 。 。 丙"},
		{"numbers and abbreviations", "3.5 12:30 1,000 U.S. is", "3 5 12 30 1 000 u s is"},
		{"rare characters", "𠝹咗㗎", "𠝹 咗 㗎"},
		{"kana and hangul", "ガが한", "ガ が 한"},
		{"breaks at the ends", "。甲。", "。 甲 。"},
		{"nothing", "「」", ""},
	} {
		if got := strings.ReplaceAll(strings.TrimSpace(sample.Spaced(c.in)), search.Break, "。"); got != c.want {
			t.Errorf("%s: %q is %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func TestParseQueryMeaning(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"颱風 停課", `"颱 風" AND "停 課"`},
		{`"Supper Moment" 演唱會`, `"supper moment" AND "演 唱 會"`},
		{"“立法會 選舉”", `"立 法 會 選 舉"`},
		{"「立法會 選舉」", `"立 法 會 選 舉"`},
		{"颱風　停課", `"颱 風" AND "停 課"`},
		{`"open`, `"open"`},
		{"颱風 OR 暴雨 停課", `("颱 風" OR "暴 雨") AND "停 課"`},
		{"颱風 -停課", `"颱 風" NOT "停 課"`},
		{"-停課 颱風", `"颱 風" NOT "停 課"`},
		{"covid-19", `"covid 19"`},
		{`颱風 "OR"`, `"颱 風" AND "or"`},
		{"頭 % 尾", `"頭" AND "尾"`},
		{"16:30", `"16 30"`},
		{"皇后", `"皇 后"`},
		{"头发", `("头 发" OR "頭 髮")`},
	} {
		got := sample.Parse(t, c.in).Match()
		if c.in == "头发" { // 头 means 頭 alone and is folded
			c.want = `("頭 发" OR "頭 髮")`
		}
		if got != c.want {
			t.Errorf("%s is %s, want %s", c.in, got, c.want)
		}
	}
}

func TestParseQueryMistakes(t *testing.T) {
	for _, c := range []struct{ in, kind, subject string }{
		{"", "nothing", ""},
		{`"" `, "nothing", ""},
		{"%", "nothing", ""},
		{"a AND b", "and", "AND"},
		{"a NOT b", "not", "NOT"},
		{"a NEAR b", "near", "NEAR"},
		{"OR a", "or", ""},
		{"a OR", "or", ""},
		{"a OR OR b", "or", ""},
		{"a OR -b", "or-not", "b"},
		{"-a", "only-not", "a"},
		{"(a OR b) c", "brackets", "(a"},
		{"颱*", "wildcard", "颱"},
		{"site:mingpao.com", "field", "site"},
		{"title:", "field-of-nothing", "title"},
	} {
		_, err := search.ParseQuery(c.in)
		if want := (search.QueryError{Kind: c.kind, Subject: c.subject}); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", c.in, err, want)
		}
	}
}

// TestSimplifiedQuery: what a person types in Simplified characters finds the Traditional text.
func TestSimplifiedQuery(t *testing.T) {
	for _, c := range []struct{ query, text string }{
		{"台风", "颱風吹襲"}, {"头发", "一頭白頭髮"}, {"发展", "發展局"}, {"发", "理髮"}, {"发", "出發"}, {"皇后大道", "皇后大道中"}, {"以后", "從此以後"},
		{"面包", "麵包店"}, {"里面", "在裡面"}, {"制造业", "製造業"}, {"香港国际机场", "香港國際機場"}, {"周末", "周末"}, {"周末", "週末"}, {"户口", "戶口"},
		{"卫生", "衞生署"}, {"秘书", "祕書"}, {"范先生", "范先生"}, {"规范", "規範"}, {"干部", "幹部"}, {"干净", "乾淨"},
	} {
		if !sample.CutTexts([]string{c.text})[0].Holds(sample.Parse(t, c.query)) {
			t.Errorf("%s does not find %s", c.query, c.text)
		}
	}
	for _, c := range []struct{ query, text string }{{"皇后", "大皇後來"}, {"鐘", "鍾先生"}, {"AI", "it raises"}} {
		if sample.CutTexts([]string{c.text})[0].Holds(sample.Parse(t, c.query)) {
			t.Errorf("%s finds %s", c.query, c.text)
		}
	}
}

func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		query, text string
		want        []string
	}{
		{"颱風 停課", "因颱風，停課；颱風過後", []string{"颱風", "停課", "颱風"}},
		{"AI", "raises AI，ＡＩ", []string{"AI", "ＡＩ"}},
		{"约翰史密夫", "「約翰‧史密夫」說", []string{"約翰‧史密夫"}},
		{"甲 甲乙", "甲乙甲", []string{"甲", "甲"}},
		{"颱風 -停課", "颱風停課", []string{"颱風"}},
		{"author:李 颱風", "李颱風", []string{"颱風"}},
		{"沒有", "", nil},
		{"C++", "C室，Ｃ＋＋和c ++，C", []string{"Ｃ", "c"}},
		{"100%", "100人，100 %，$100", []string{"100"}},
		{"$100", "100人，$100", []string{"100"}},
		{"R&B -C#", "R B和R & B", []string{"R & B"}},
		{"C++ OR C", "C室", []string{"C"}},
	} {
		var got []string
		for start, end := range sample.Parse(t, c.query).Places(c.text) {
			got = append(got, c.text[start:end])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s in %s: %q, want %q", c.query, c.text, got, c.want)
		}
	}
}

// TestAround cuts no word of Latin letters and no number, but one that is longer than words are.
func TestAround(t *testing.T) {
	for _, c := range []struct {
		query, text    string
		before, behind int
		want           string
	}{
		{"乙", "甲甲甲乙丙丙丙", 1, 2, "甲乙丙"},
		{"乙", "see Grenfell 乙 Tower 2025", 6, 6, " 乙 "},
		{"乙", "see Grenfell 乙 Tower 2025", 9, 7, "Grenfell 乙 Tower"},
		{"乙", "第2025號乙2025年", 3, 3, "號乙"},
		{"乙", "café乙naïve", 2, 3, "乙"},
		{"tower", "甲Grenfell Tower 乙", 2, 3, " Tower"},
		{"乙", strings.Repeat("a", 40) + "乙", 30, 1, strings.Repeat("a", 30) + "乙"},
		{"沒有", "London, 2025", 0, 9, "London, "},
		{"沒有", "", 3, 3, ""},
	} {
		start, end := sample.Parse(t, c.query).Around(c.text, c.before, c.behind)
		if got := c.text[start:end]; got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.query, c.text, got, c.want)
		}
	}
}

// TestOpen: quotes that are not closed reach to the end, and that can be told.
func TestOpen(t *testing.T) {
	for query, want := range map[string]string{`"立法會 選舉`: "立法會 選舉", `颱風 「停課`: "停課", `"颱風" 停課`: "", `颱風"`: "",
		`"`: "", `19" 熒幕`: ""} {
		if got := search.Open(query); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}
