package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"mingpao/cmd/mingpao/internal/web/internal/visit"
)

// own are the headers of a page that a reader opens from another page of the room.
var own = []string{"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}

// cookieOf is what an answer sets; nil: nothing.
func cookieOf(h http.Header) *http.Cookie {
	for _, c := range (&http.Response{Header: h}).Cookies() {
		return c
	}
	return nil
}

// TestWhoSetsTheCookie: pages that a person opens do, and settings that a page of ours asks for; nothing else.
func TestWhoSetsTheCookie(t *testing.T) {
	room, err := New(testArchive(t), Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	cross := []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}
	typed := []string{"Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}
	for _, c := range []struct {
		name, path string
		headers    []string
		sets       bool
	}{
		{"the front", "/", own, true}, {"typed", "/", typed, true}, {"an article", "/a/ins/1772500000001", own, true},
		{"another site's link", "/", cross, false}, {"a browser that does not say", "/", nil, false},
		{"ahead", "/", append([]string{"Sec-Purpose", "prefetch;prerender"}, own...), false},
		{"ahead, as older ones say it", "/a/ins/1772500000001", append([]string{"Purpose", "prefetch"}, own...), false},
		{"ahead, as Firefox said it", "/", append([]string{"X-Moz", "prefetch"}, own...), false},
		{"a feed", "/feed.atom", own, false}, {"JSON", "/a/ins/1772500000001.json", own, false},
		{"an export", "/export?format=csv", own, false}, {"no page", "/nothing", own, false},
		{"settings that are looked at", "/settings", own, true},
		{"settings", "/settings?theme=dark", own, true},
		{"settings, ahead", "/settings?theme=dark", append([]string{"Sec-Purpose", "prefetch"}, own...), false},
		{"another site's settings", "/settings?theme=dark", cross, false},
		{"settings, as a picture", "/settings?theme=dark",
			[]string{"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"}, false},
		{"typed settings", "/settings?theme=dark", typed, false},
		{"no such setting", "/settings?theme=pink", own, false},
		{"settings that lead elsewhere", "/settings?theme=dark&to=https://evil.example/", own, false},
		{"settings that lead elsewhere, slyly", "/settings?theme=dark&to=//evil.example/", own, false},
		{"settings that lead elsewhere, more slyly", "/settings?theme=dark&to=/%5Cevil.example/", own, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := ask(t, room, c.path, c.headers...).Header()
			cookie := cookieOf(h)
			if (cookie != nil) != c.sets {
				t.Fatalf("sets %v", cookie)
			}
			if at := h.Get("Location"); strings.Contains(at, "evil") {
				t.Errorf("leads to %s", at)
			}
			if cookie == nil {
				return
			}
			isOurs := cookie.Name == "mingpao-8080" && cookie.HttpOnly && cookie.SameSite == http.SameSiteStrictMode
			if vary := strings.Join(h.Values("Vary"), " "); !isOurs || !strings.Contains(vary, "Cookie") ||
				!strings.Contains(h.Get("Cache-Control"), "private") {
				t.Errorf("%+v %v", cookie, h)
			}
		})
	}
}

// TestSettings: what is set holds on all pages, those that are kept for others among them.
func TestSettings(t *testing.T) {
	room, err := New(testArchive(t), Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	set := ask(t, room, "/settings?size=large&theme=dark&to=/sections", own...)
	if set.Code != http.StatusFound || set.Header().Get("Location") != "/sections" {
		t.Errorf("%d, leads to %s", set.Code, set.Header().Get("Location"))
	}
	kept := append([]string{"Cookie", cookieOf(set.Header()).String()}, own...)
	for _, path := range []string{"/", "/sections", "/settings"} {
		if body := ask(t, room, path).Body.String(); strings.Contains(body, "size-large") {
			t.Errorf("%s looks as somebody else wants it", path)
		}
		body := ask(t, room, path, kept...).Body.String()
		if !strings.Contains(body, `class="size-large"`) || !strings.Contains(body, `content="dark"`) {
			t.Errorf("%s does not look as was set", path)
		}
	}
}

// TestHostileCookiesAreIgnored: a page is made as for somebody who comes for the first time.
func TestHostileCookiesAreIgnored(t *testing.T) {
	room, err := New(testArchive(t), Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	dark, _ := visit.Look{}.With("theme", "dark")
	good := "mingpao-8080=" + visit.Visit{}.Looking(dark).String()
	for name, cookie := range map[string]string{
		"no version": "mingpao-8080=x", "markup": `mingpao-8080="><script>alert(1)</script>`,
		"two of them":    good + "; " + good,
		"another port's": strings.Replace(good, "8080", "8081", 1), "long": "mingpao-8080=" + strings.Repeat("1~", 4000),
	} {
		answer := ask(t, room, "/", append([]string{"Cookie", cookie}, own...)...)
		if body := answer.Body.String(); answer.Code != http.StatusOK || strings.Contains(body, `content="dark"`) ||
			strings.Contains(body, "<script>alert") {
			t.Errorf("%s: %d", name, answer.Code)
		}
	}
	body := ask(t, room, "/", append([]string{"Cookie", good}, own...)...).Body.String()
	if !strings.Contains(body, `content="dark"`) {
		t.Error("a sound one is ignored")
	}
}
