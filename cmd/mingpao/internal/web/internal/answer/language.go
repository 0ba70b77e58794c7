package answer

import (
	"context"
	"net/http"
	"strings"

	"mingpao/cmd/mingpao/internal/words"

	"golang.org/x/text/language"
)

type speechKey struct{}

// Spoken takes the language off an address: /en/search is /search in English.
func Spoken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, s := range []words.Speech{words.Chinese, words.English} {
			rest, found := strings.CutPrefix(r.URL.Path, "/"+s.Prefix())
			if !found || rest != "" && rest[0] != '/' {
				continue
			}
			r = r.WithContext(context.WithValue(r.Context(), speechKey{}, s))
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
func speechOf(r *http.Request) (s words.Speech, chosen bool) {
	if s, chosen = r.Context().Value(speechKey{}).(words.Speech); chosen {
		return s, true
	}
	known := language.NewMatcher([]language.Tag{language.MustParse("zh-Hant-HK"), language.English, language.Chinese})
	wanted, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(wanted) == 0 {
		return words.Chinese, false
	}
	if _, i, confidence := known.Match(wanted...); i == 1 && confidence > language.No {
		return words.English, false
	}
	return words.Chinese, false
}
