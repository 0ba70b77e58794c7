package byline

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
)

// namedRole is a role of a credit line with the people named for it.
type namedRole struct {
	writing bool
	Names   []string // for writing only those that are names
}

// Role is a word of credit lines.
type Role struct {
	Word    string
	writing bool
	bare    bool // a name may follow without a colon: 撰文　X
}

// Roles are the words of credit lines, longer words before those they begin with. Words that also occur in the
// particulars of a book, a film or an event (作者, 導演, 場地) are not among them.
var Roles = []Role{
	{"採訪", true, true}, {"撰文", true, true}, {"明報記者", true, false}, {"記者", true, true}, {"文", true, true},
	{"圖", false, false}, {"攝影", false, true}, {"拍攝", false, false}, {"剪接", false, false}, {"編輯", false, false},
	{"美術", false, false}, {"設計", false, false}, {"翻譯", false, false},
}

// Credits reads a line that is nothing but credits: 文：X（職銜）, 文、圖˙X, { 編輯 } X, 採訪及拍攝：X 剪接：Y,
// 文．X／編輯．Y, 撰文　X, 文／X, 【文：X】, By X. It returns nil for any other line.
func Credits(s string) []namedRole {
	if in, ok := chars.Bracketed(s); ok {
		s = in
	} else if in, ok := chars.Wrapped(s, "【", "】"); ok {
		s = in
	}
	if chars.Count(s) > block.MaxCredits || chars.EndsSentence(s) {
		return nil
	}
	if names := englishByline(s); names != nil {
		return []namedRole{{true, names}}
	}
	var all []namedRole
	for s != "" {
		role, rest, ok := cutRole(s)
		if !ok {
			return nil
		}
		names, next := cutNames(rest)
		if !role.fits(names) {
			return nil
		}
		role.Names = splitNames(names)
		all, s = append(all, role), next
	}
	return all
}

// fits reports whether a role is followed by names rather than a sentence: 記者：… and 設計：… open both.
func (r namedRole) fits(names string) bool {
	switch {
	case names == "":
		return false
	case r.writing:
		return allNames(names) || hasDesk(names)
	}
	return allNames(names) || hasDesk(names) || EndsInPhotoCredit(names)
}

// englishByline reads By X: two to four words in capitals, or a Chinese name.
func englishByline(s string) []string {
	rest, ok := strings.CutPrefix(s, "By ")
	if !ok {
		return nil
	}
	words := strings.Fields(rest)
	for _, w := range words {
		if r := chars.First(w); r < 'A' || r > 'Z' {
			words = nil
		}
	}
	if len(words) >= 2 && len(words) <= 4 || isChineseName(rest) {
		return []string{rest}
	}
	return nil
}

// cutRole splits 採訪及拍攝： off the front.
func cutRole(s string) (named namedRole, rest string, ok bool) {
	in, braced := cutAny(s, "{", "｛")
	bare, found := false, false
	for {
		r, ok := roleAt(strings.TrimLeft(in, " "))
		if !ok {
			break
		}
		found, bare = true, r.bare
		named.writing = named.writing || r.writing
		in = trimJoin(strings.TrimLeft(in, " ")[len(r.Word):])
	}
	if !found {
		return named, s, false
	}
	if braced {
		after, closed := cutAny(strings.TrimLeft(in, " "), "}", "｝")
		return named, strings.TrimLeft(after, " ：:"), closed
	}
	rest = strings.TrimLeft(in, " ")
	if r, n := utf8.DecodeRuneInString(rest); isRoleEnd(r) {
		return named, strings.TrimLeft(rest[n:], " "), true
	}
	return named, rest, bare && strings.HasPrefix(in, " ") && OpensWithName(rest)
}

// OpensWithName reports whether a role is followed by a full name, 記者　程一諾, rather than the rest of a heading,
// 記者　昨日到場.
func OpensWithName(s string) bool {
	names, _ := cutNames(s)
	return !slices.ContainsFunc(splitList(names), func(n string) bool { return !isChineseName(n) })
}

// Slashes are the characters that pages use as a slash. Big5 has two, and programs differ in which of them is ／.
const Slashes = "／/∕"

// isRoleEnd reports whether a character separates a role from its names.
func isRoleEnd(r rune) bool {
	return chars.IsColon(r) || strings.ContainsRune("˙．·‧・."+Slashes, r)
}

func roleAt(s string) (Role, bool) {
	for _, r := range Roles {
		if strings.HasPrefix(s, r.Word) {
			return r, true
		}
	}
	return Role{}, false
}

// cutAny cuts the first of the prefixes that fits.
func cutAny(s string, prefixes ...string) (string, bool) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest, true
		}
	}
	return s, false
}

// trimJoin drops the word or sign that joins two roles.
func trimJoin(s string) string {
	rest, ok := cutAny(strings.TrimLeft(s, " "), "及", "、", "／", "/", "∕", "和", "＋", "&", "＆", "兼")
	if _, isRole := roleAt(strings.TrimLeft(rest, " ")); ok && isRole {
		return rest
	}
	return s
}

// cutNames splits off the names before the next role.
func cutNames(s string) (names, next string) {
	for i, r := range s {
		if i == 0 || !strings.ContainsRune(Slashes+" ；;，,|｜{｛", r) {
			continue
		}
		after := s[i:]
		if r != '{' && r != '｛' {
			after = strings.TrimLeft(s[i:], Slashes+" ；;，,|｜")
		}
		if _, _, ok := cutRole(after); ok {
			return strings.TrimSpace(s[:i]), after
		}
	}
	return strings.TrimSpace(s), ""
}

// Reporters reads 明報記者, alone or with names after it; false for any other line.
func Reporters(s string) ([]string, bool) {
	before, after, ok := strings.Cut(s, "記者")
	if !ok || chars.Count(s) > 30 || chars.Count(before) > 10 || !chars.HasAnyPrefix(before, "明報", "本報", "特約", "特派") ||
		chars.IsColon(chars.First(after)) {
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
	if chars.EndsSentence(after) || !allNames(after) {
		return nil, false
	}
	return splitNames(after), true
}

// EndCredit is the credit in brackets at the end of a paragraph: （採訪及拍攝：X 剪接：Y）.
func EndCredit(s string) (string, []namedRole) {
	if !strings.HasSuffix(s, "）") && !strings.HasSuffix(s, ")") {
		return "", nil
	}
	i := strings.LastIndexAny(s, "（(")
	if i < 0 {
		return "", nil
	}
	in := strings.Trim(s[i:], "（()）")
	return in, Credits(in)
}

// EndsInPhotoCredit reports whether a text ends as credits of pictures do.
func EndsInPhotoCredit(t string) bool {
	t = strings.TrimRight(t, "）)")
	return chars.HasAnySuffix(t, "攝", "圖片", "提供", "製圖", "截圖", "照片", "網站", "社", "影片")
}

// IsAgencyCredit reports whether an agency signs a line in brackets: a caption, or as often a paragraph of its
// report.
func IsAgencyCredit(t string) bool {
	i := strings.LastIndexAny(t, "（(")
	return i >= 0 && chars.HasAnySuffix(strings.TrimRight(t[i:], "）)"), "社", "電")
}
