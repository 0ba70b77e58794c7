package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestLanguages(t *testing.T) {
	server := testRoom(t, testArchive(t))
	for _, c := range []struct{ name, path, accept, want string }{
		{"nothing asked", "/", "", "zh-Hant-HK"},
		{"Hong Kong", "/", "zh-HK,zh;q=0.9,en;q=0.8", "zh-Hant-HK"},
		{"Simplified is Chinese", "/", "zh-CN", "zh-Hant-HK"},
		{"English", "/", "en-GB,en;q=0.9", "en"},
		{"English before Chinese", "/", "en,zh;q=0.5", "en"},
		{"a language that is not spoken", "/", "fi", "zh-Hant-HK"},
		{"broken header", "/", "q=;;,,", "zh-Hant-HK"},
		{"the address decides", "/en/help", "zh-HK", "en"},
		{"the address decides for Chinese", "/zh/help", "en", "zh-Hant-HK"},
	} {
		t.Run(c.name, func(t *testing.T) {
			response, body := get(t, server.URL+c.path, "Accept-Language", c.accept)
			if response.StatusCode != http.StatusOK || response.Header.Get("Content-Language") != c.want ||
				!strings.Contains(body, `<html lang="`+c.want+`">`) {
				t.Errorf("%s, %s", response.Status, response.Header.Get("Content-Language"))
			}
		})
	}
}
