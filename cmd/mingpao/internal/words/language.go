package words

import (
	"cmp"
	"io"
	"strings"
)

// Of is the language of a person by the program's environment, as gettext finds it: Chinese where that is written in
// Traditional characters. What is set, zh, en or a locale, comes before the environment.
func Of(getenv func(string) string, set string) Speech {
	if set == Chinese.Prefix() {
		return Chinese
	}
	if s, ok := spoken(set); ok {
		return s
	}
	locale := cmp.Or(getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG"))
	if isC(locale) {
		return English // whatever LANGUAGE says
	}
	for name := range strings.SplitSeq(getenv("LANGUAGE"), ":") {
		if s, ok := spoken(name); ok {
			return s
		}
	}
	if s, ok := spoken(locale); ok {
		return s
	}
	return English
}

// isC reports whether a locale is that of no language.
func isC(locale string) bool {
	name, _, _ := strings.Cut(locale, ".")
	return name == "" || name == "C" || name == "POSIX"
}

// spoken is the language that a locale means, such as zh_HK.UTF-8, zh-Hant or en, if there are words in it.
func spoken(locale string) (Speech, bool) {
	name, _, _ := strings.Cut(strings.ReplaceAll(locale, "-", "_"), ".")
	name, _, _ = strings.Cut(name, "@")
	language, country, _ := strings.Cut(name, "_")
	switch {
	case language == "en" || isC(locale) && locale != "":
		return English, true
	case language != "zh":
		return English, false
	case country == "HK", country == "TW", country == "MO", strings.HasPrefix(country, "Hant"):
		return Chinese, true
	}
	return English, false
}

// spokenTo is a stream whose reader's language is known.
type spokenTo struct {
	io.Writer
	tag string
}

// Language is the name of the language.
func (s spokenTo) Language() string { return s.tag }

// Spoken has a stream say which language its reader reads.
func Spoken(w io.Writer, s Speech) io.Writer { return spokenTo{w, s.Prefix()} }

// To is the language of whoever reads what is written to a stream: English, unless the stream says otherwise.
func To(w io.Writer) Speech {
	if t, ok := w.(interface{ Language() string }); ok && t.Language() == Chinese.Prefix() {
		return Chinese
	}
	return English
}
