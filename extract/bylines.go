package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// namedRole is a role of a credit line with the people named for it.
type namedRole struct {
	writing bool
	names   []string // for writing only those that are names
}

// roles are the words of credit lines, and whether the role is the writing. Longer words stand before those they begin with.
// Words that also stand in the particulars of a book, a film or an event (作者, 導演, 場地) are not among them.
var roles = []struct {
	word    string
	writing bool
}{
	{"採訪整理", true}, {"採訪", true}, {"訪問", true}, {"撰文", true}, {"撰稿", true}, {"執筆", true}, {"特約記者", true}, {"實習記者", true}, {"記者", true},
	{"文字", true}, {"文", true}, {"報道", true}, {"整理", true}, {"記錄", true},
	{"圖片", false}, {"圖", false}, {"攝影", false}, {"拍攝", false}, {"攝製", false}, {"攝", false}, {"編輯", false}, {"口述", false},
	{"美術", false}, {"版面設計", false}, {"設計", false}, {"剪接", false}, {"剪輯", false}, {"統籌", false}, {"插畫", false},
	{"插圖", false}, {"繪圖", false}, {"製圖", false}, {"錄影", false}, {"後期", false}, {"化妝", false}, {"髮型", false}, {"造型", false},
}

// parseCredits reads a line that is nothing but credits: 文：X（職銜）, 文、圖˙X, { 編輯 } X, 採訪及拍攝：X 剪接：Y,
// 文．X／編輯．Y. It returns nil for any other line.
func parseCredits(s string) []namedRole {
	if in, ok := wrapped(s, "（", "）"); ok {
		s = in
	}
	if runes(s) > 60 || endsSentence(s) {
		return nil
	}
	var all []namedRole
	for s != "" {
		role, rest, ok := cutRole(s)
		if !ok {
			return nil
		}
		names, next := cutNames(rest)
		if names == "" {
			return nil
		}
		role.names = splitNames(names)
		if role.writing && !allNames(names) && !hasDesk(names) {
			return nil // 記者：… that does not name people is a sentence
		}
		all, s = append(all, role), next
	}
	return all
}

// cutRole splits 採訪及拍攝： off the front.
func cutRole(s string) (namedRole, string, bool) {
	rest, braced := strings.CutPrefix(s, "{")
	if !braced {
		rest, braced = strings.CutPrefix(s, "｛")
	}
	var role namedRole
	for found := false; ; found = true {
		word, writing, ok := roleWord(strings.TrimLeft(rest, " "))
		if !ok {
			if !found {
				return role, s, false
			}
			break
		}
		role.writing = role.writing || writing
		rest = trimJoin(strings.TrimLeft(rest, " ")[len(word):])
	}
	rest = strings.TrimLeft(rest, " ")
	if braced {
		for _, close := range []string{"}", "｝"} {
			if after, ok := strings.CutPrefix(rest, close); ok {
				return role, strings.TrimLeft(after, " ：:"), true
			}
		}
		return role, s, false
	}
	r, n := utf8.DecodeRuneInString(rest)
	if !isColon(r) && !strings.ContainsRune("˙．·‧・", r) {
		return role, s, false
	}
	return role, strings.TrimLeft(rest[n:], " "), true
}

func roleWord(s string) (string, bool, bool) {
	for i := range roles {
		if strings.HasPrefix(s, roles[i].word) {
			return roles[i].word, roles[i].writing, true
		}
	}
	return "", false, false
}

// trimJoin drops what joins two roles.
func trimJoin(s string) string {
	t := strings.TrimLeft(s, " ")
	for _, join := range []string{"及", "、", "／", "/", "和", "＋", "&", "＆", "兼"} {
		if rest, ok := strings.CutPrefix(t, join); ok {
			if _, _, role := roleWord(strings.TrimLeft(rest, " ")); role {
				return rest
			}
		}
	}
	return s
}

// cutNames splits the names off that stand before the next role.
func cutNames(s string) (names, next string) {
	for i, r := range s {
		if i == 0 || !strings.ContainsRune(" ／/；;，,|｜{｛", r) {
			continue
		}
		after := s[i:]
		if r != '{' && r != '｛' {
			after = strings.TrimLeft(s[i:], " ／/；;，,|｜")
		}
		if _, _, ok := cutRole(after); ok {
			return strings.TrimSpace(s[:i]), after
		}
	}
	return strings.TrimSpace(s), ""
}

// splitNames takes a list of names apart: 陳大文、李小明, 方文 孫文, X（職銜）. What is no name is left out.
func splitNames(s string) []string {
	var names []string
	for _, name := range splitList(s) {
		if isName(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// allNames tells that a list names people and nothing else.
func allNames(s string) bool {
	list := splitList(s)
	return len(list) > 0 && !slices.ContainsFunc(list, func(name string) bool { return !isName(name) })
}

// splitList takes a list apart, bracketed posts and titles left out.
func splitList(s string) []string {
	var all []string
	for _, p := range strings.FieldsFunc(withoutBrackets(s), func(r rune) bool { return strings.ContainsRune("、，,／/；;＆&", r) }) {
		if p = strings.TrimSpace(p); p != "" {
			all = append(all, splitSpaced(p)...)
		}
	}
	return all
}

// splitSpaced splits at spaces where every part is a Chinese name; other names keep their spaces.
func splitSpaced(s string) []string {
	parts := strings.Fields(s)
	for _, p := range parts {
		if n := runes(p); n < 2 || n > 4 || !isAllHan(p) {
			return []string{s}
		}
	}
	return parts
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

// isName tells a person or pen name from a desk, a source or a phrase.
func isName(s string) bool {
	n := runes(s)
	switch {
	case n < 2 || n > 40 || hasDesk(s):
		return false
	case strings.ContainsAny(s, "。！？：:；「」『』《》…@0123456789"):
		return false
	case hasAny(s, "記者", "報道", "提供", "圖片", "資料", "受訪者", "編輯部", "網上", "綜合"):
		return false
	case isHan(firstRune(s)) || isHan(lastRune(s)):
		return n <= 6 || n <= 16 && (strings.ContainsAny(s, "‧·．") || !isAllHan(s))
	}
	return unicode.IsLetter(firstRune(s))
}

func hasDesk(s string) bool {
	return strings.HasPrefix(s, "明報") || strings.HasPrefix(s, "本報") || slices.Contains(desks, s) || strings.HasSuffix(s, "編輯部")
}

func isAllHan(s string) bool {
	for _, r := range s {
		if !isHan(r) {
			return false
		}
	}
	return s != ""
}

// reporterNames reads 明報記者, alone or with names behind it; false for any other line.
func reporterNames(s string) ([]string, bool) {
	before, after, ok := strings.Cut(s, "記者")
	if !ok || runes(s) > 30 || runes(before) > 10 || !hasAnyPrefix(before, "明報", "本報", "特約", "特派") || isColon(firstRune(after)) {
		return nil, false
	}
	if !strings.HasPrefix(before, "明報") && strings.TrimSpace(after) == "" {
		return nil, false
	}
	after = strings.TrimSpace(after)
	for _, end := range []string{"攝影報道", "報道", "專訪", "整理", "撰文"} {
		after = strings.TrimSpace(strings.TrimSuffix(after, end))
	}
	if after == "" {
		return nil, true
	}
	if endsSentence(after) || !allNames(after) {
		return nil, false
	}
	return splitNames(after), true
}

// endCredit is the credit in brackets at the end of a paragraph: （採訪及拍攝：X 剪接：Y）.
func endCredit(s string) (string, []namedRole) {
	i := strings.LastIndex(s, "（")
	if i < 0 || !strings.HasSuffix(s, "）") {
		return "", nil
	}
	in := strings.TrimSuffix(s[i+len("（"):], "）")
	return in, parseCredits(in)
}
