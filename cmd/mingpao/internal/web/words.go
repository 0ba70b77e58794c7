package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"golang.org/x/text/language"

	"mingpao/extract/site"
)

// speech is a language of the reading room.
type speech int

// The languages.
const (
	chinese speech = iota // Traditional, as in Hong Kong
	english
)

var speechPrefixes = []string{"zh", "en"}

// prefix is how addresses name the language.
func (s speech) prefix() string { return speechPrefixes[s] }

func (s speech) tag() string { return []string{"zh-Hant-HK", "en"}[s] }

type speechKey struct{}

// spoken takes the language off an address: /en/search is /search in English.
func spoken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i, prefix := range speechPrefixes {
			rest, found := strings.CutPrefix(r.URL.Path, "/"+prefix)
			if !found || rest != "" && rest[0] != '/' {
				continue
			}
			r = r.WithContext(context.WithValue(r.Context(), speechKey{}, speech(i)))
			address := *r.URL
			if address.Path = rest; rest == "" {
				address.Path = "/"
			}
			address.RawPath = ""
			r.URL = &address
			break
		}
		next.ServeHTTP(w, r)
	})
}

// speechOf is the language that an address names, else that which the reader's browser asks for.
func speechOf(r *http.Request) (s speech, chosen bool) {
	if s, chosen = r.Context().Value(speechKey{}).(speech); chosen {
		return s, true
	}
	known := language.NewMatcher([]language.Tag{language.MustParse("zh-Hant-HK"), language.English, language.Chinese})
	wanted, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(wanted) == 0 {
		return chinese, false
	}
	if _, i, confidence := known.Match(wanted...); i == 1 && confidence > language.No {
		return english, false
	}
	return chinese, false
}

// say says something in the reader's language. A number comes first where a word depends on it: "%d article|%d
// articles".
func (q *request) say(key string, args ...any) string {
	both, ok := words[key]
	if !ok {
		panic("no words for " + key) // a test looks at every key
	}
	text := both[q.speech]
	if one, many, ok := strings.Cut(text, "|"); ok {
		if text = many; len(args) > 0 && args[0] == 1 {
			text = one
		}
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Day is 2025年12月3日 星期三 of 2025-12-03; what is no day stays as it is.
func (v *view) Day(stamp string) string {
	t, err := time.Parse(time.DateOnly, stamp[:min(10, len(stamp))])
	if err != nil {
		return stamp
	}
	if v.speech == english {
		return t.Format("Monday, 2\u00a0January\u00a02006")
	}
	return t.Format("2006年1月2日 星期") + string([]rune("日一二三四五六")[t.Weekday()])
}

// Short is a day without its weekday, and the time where there is one.
func (v *view) Short(stamp string) string {
	t, err := time.Parse(time.DateOnly, stamp[:min(10, len(stamp))])
	if err != nil {
		return stamp
	}
	day := t.Format("2006年1月2日")
	if v.speech == english {
		day = t.Format("2 Jan 2006")
	}
	return strings.TrimSpace(day + " " + clock(stamp))
}

// Month is 2025年12月 of 2025-12.
func (v *view) Month(month string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	if v.speech == english {
		return t.Format("January 2006")
	}
	return t.Format("2006年1月")
}

// Clock is the time of day of a time, "" where there is none.
func (v *view) Clock(stamp string) string { return clock(stamp) }

func clock(stamp string) string {
	t, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return ""
	}
	return t.In(site.Zone).Format("15:04")
}

// Edition is what the paper calls an edition, and what it is in English.
func (v *view) Edition(code string) string { return v.edition(code) }

func (q *request) edition(code string) string {
	if q.speech == english {
		if _, known := words["edition-"+code]; known {
			return q.say("edition-" + code)
		}
	}
	if name := site.EditionOf(code).Name; name != "" {
		return name
	}
	return code
}

// Names are names in one line.
func (v *view) Names(names []string) string {
	if v.speech == english {
		return strings.Join(names, ", ")
	}
	return strings.Join(names, "、")
}
