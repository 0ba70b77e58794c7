package byline

import (
	"slices"
	"strings"
	"unicode"

	"mingpao/extract/internal/chars"
)

// splitNames takes a list of names apart: 陳大文、李小明, 方文 孫文, X（職銜）, X 博士. Anything else is left out.
func splitNames(s string) []string {
	var names []string
	for _, name := range splitList(s) {
		if IsName(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// allNames reports whether a list names people and nothing else.
func allNames(s string) bool {
	list := splitList(s)
	return len(list) > 0 && !slices.ContainsFunc(list, func(name string) bool { return !IsName(name) })
}

// splitList takes a list apart, bracketed posts and titles left out.
func splitList(s string) []string {
	var all []string
	for _, p := range strings.FieldsFunc(withoutBrackets(s), func(r rune) bool {
		return strings.ContainsRune(Slashes+"、，,；;＆&", r)
	}) {
		if p = strings.TrimSpace(p); p != "" {
			all = append(all, splitSpaced(p)...)
		}
	}
	return all
}

// splitSpaced splits at spaces where every part is a Chinese name; other names keep their spaces. A name of two
// characters may be spaced to the width of three, and a title may follow it.
func splitSpaced(s string) []string {
	var names []string
	for _, p := range strings.Fields(s) {
		last := len(names) - 1
		switch {
		case !isAllHan(p):
			return []string{s}
		case last >= 0 && slices.Contains(Titles, p):
		case last >= 0 && isFamily(names[last]) && chars.Count(p) <= 2:
			names[last] += p
		default:
			names = append(names, withoutTitle(p))
		}
	}
	if slices.ContainsFunc(names, func(n string) bool { return chars.Count(n) < 2 || chars.Count(n) > 4 }) {
		return []string{s}
	}
	return names
}

// isFamily reports whether a family name is written apart from the given name.
func isFamily(s string) bool { return chars.Count(s) == 1 || s == "歐陽" || s == "司徒" }

// Titles follow a name and are not part of it.
var Titles = []string{"博士", "教授", "醫生", "律師"}

// withoutTitle cuts the title off a full name; of a family name it is the only company.
func withoutTitle(name string) string {
	for _, t := range Titles {
		if full, ok := strings.CutSuffix(name, t); ok && isChineseName(full) {
			return full
		}
	}
	return name
}

// withoutBrackets deletes bracketed parts: a post, a title, an affiliation.
func withoutBrackets(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '（', '(', '【', '[':
			depth++
		case '）', ')', '】', ']':
			depth = max(depth-1, 0)
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// IsName reports whether a text is a person or pen name rather than a desk, a source or a phrase.
func IsName(s string) bool {
	n := chars.Count(s)
	switch {
	case n < 2 || n > 40 || hasDesk(s):
		return false
	case strings.ContainsAny(s, "。！？：:；「」『』《》…@0123456789"), strings.ContainsAny(s, functionWords):
		return false
	case chars.HasAny(s, "記者", "報道", "提供", "圖片", "資料", "受訪者", "編輯部", "網上", "綜合"):
		return false
	case chars.IsHan(chars.First(s)) || chars.IsHan(chars.Last(s)):
		return n <= 6 || n <= 16 && (strings.ContainsAny(s, "‧·．") || !isAllHan(s))
	}
	return unicode.IsLetter(chars.First(s))
}

// functionWords occur in phrases and never in names.
const functionWords = "的是這那從就"

// isChineseName reports whether a full name begins with a family name. It does not know pen names.
func isChineseName(s string) bool {
	s = strings.ReplaceAll(s, " ", "")
	n := chars.Count(s)
	return isAllHan(s) && n >= 2 && n <= 4 && strings.ContainsRune(familyNames, chars.First(s))
}

// familyNames are the commonest of Hong Kong and those that open a double one.
const familyNames = "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱丘曾廖賴徐周葉蘇莊江呂何羅高蕭潘朱簡鍾彭游詹胡施沈余趙盧梁顏柯孫魏翁戴范方宋鄧杜傅侯曹" +
	"溫薛丁馬蔣唐卓藍馮姚石董紀歐程連古汪湯姜田康鄒白涂尤巫韓龔嚴袁鐘黎金阮陸倪夏童邵柳錢伍關司岑霍麥文譚區甄莫尹鄺容岳冼駱植"

// EntertainmentDesk is the only desk that signs without the paper's name.
const EntertainmentDesk = "娛樂組"

// hasDesk reports whether a text names a desk, which signs for a page instead of a person.
func hasDesk(s string) bool {
	return chars.HasAnyPrefix(s, "明報", "本報") || s == EntertainmentDesk || strings.HasSuffix(s, "編輯部")
}

func isAllHan(s string) bool {
	for _, r := range s {
		if !chars.IsHan(r) {
			return false
		}
	}
	return s != ""
}
