package web

import (
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"golang.org/x/text/encoding/traditionalchinese"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/record"
)

const receivedPath = "/a/pns/1772726401001/page"

// receivedArchive holds an article in as many versions as it has pages, 渡輪一班。 and so on, and a picture.
func receivedArchive(t *testing.T, contentType string, pages ...string) *store.Archive {
	t.Helper()
	path := filepath.Join(t.TempDir(), "room.db")
	write(t, path, string(emptyFile(t)))
	a, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	looks := []record.Sighting{seenPicture(hostilePicture, pngOf(t, 60, 90))}
	for i, page := range pages {
		look := hostileLook("新", "渡輪"+string([]rune("一二三")[i])+"班。", noon.Add(time.Duration(i-9)*time.Hour))
		look.Article.Title, look.Article.Images = "渡輪", []extract.Image{{URL: hostilePicture}}
		look.Capture, look.Source = store.Capture{Body: []byte(page), ContentType: contentType}, site.TimeFetched
		looks = append(looks, look)
	}
	if _, err := a.Record(t.Context(), 1, looks, noon); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestPageAsReceived: the room says who received a page, and when, marks what differs, or says that it does not find
// it, and sends the page for a frame, with the picture that is kept and nothing else.
func TestPageAsReceived(t *testing.T) {
	pages := []string{`<h1>渡輪</h1><p>渡輪<b>一</b>班。<img src="` + hostilePicture + `">` +
		`<img class=lazy style="display: none" src=data:image/gif;base64,AAAA data-original="` + hostilePicture + `?x=1">` +
		`<img src=https://fs.mingpao.com/pns/none.jpg><img src=data:image/gif;base64,AAAA>`,
		"<h1>渡輪</h1><p>渡<i>輪二</i>班。", "<h1>渡輪</h1><p>早班。"}
	room, err := New(receivedArchive(t, "text/html", pages...), Options{})
	if err != nil {
		t.Fatal(err)
	}
	picture := `src="/p/` + store.Hash(pngOf(t, 60, 90)) + `"`
	for name, c := range map[string]struct {
		query   string
		status  int
		says    string
		has, no string // the frame's page
	}{
		"the latest":     {"", 200, "2026年3月10日 05:00</time> <small>本檔案庫讀取", "早班", "<mark"},
		"an earlier one": {"?revision=1", 200, "03:00</time>", "一</b>班", "<mark"},
		"by its hash":    {"?hash=" + store.Hash([]byte(pages[1])), 200, "04:00</time>", "輪二</i>班", "<mark"},
		"marked":         {"?revision=2&from=1", 200, "1處與版本1不同，已標示", "<i><mark", "<mark>渡"},
		"marked the other": {"?revision=1&from=2", 200, "page/sheet?from=2&amp;revision=1#mingpao-mark",
			"一</mark></b>", ""},
		"not found":           {"?revision=3&from=2", 200, "1處與版本2不同，但在網頁中找不到", "早班", "<mark"},
		"the same":            {"?revision=1&from=1", 200, "沒有版本1所無的內容", "班", "<mark"},
		"pictures":            {"?revision=1", 200, `sandbox="allow-same-origin"`, picture, "src=\"http"},
		"one that was hidden": {"?revision=1", 200, "", `<img class="lazy" ` + picture, "display: none"},
		"one of the page's":   {"?revision=1", 200, "", `<img src="data:image/gif;base64,AAAA"/>`, "<script"},
		"no such version":     {"?revision=4", 400, "", "", ""},
		"no such other":       {"?revision=1&from=0", 400, "", "", ""},
		"no such page":        {"?hash=" + store.Hash([]byte("x")), 404, "", "", ""},
		"a picture's hash":    {"?hash=" + store.Hash(pngOf(t, 60, 90)), 404, "", "", ""},
		"both":                {"?hash=" + store.Hash([]byte(pages[1])) + "&from=1", 400, "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			page, sheet := ask(t, room, receivedPath+c.query), ask(t, room, receivedPath+"/sheet"+c.query)
			if page.Code != c.status || sheet.Code != c.status || c.status == 200 &&
				!strings.Contains(page.Body.String(), c.says) {
				t.Fatalf("%d, %d: %s", page.Code, sheet.Code, page.Body)
			}
			if c.status != http.StatusOK {
				return
			}
			if b := sheet.Body.String(); !strings.Contains(b, c.has) || c.no != "" && strings.Contains(b, c.no) {
				t.Error(b)
			}
			h := sheet.Header()
			if policy := h.Get("Content-Security-Policy"); !strings.HasPrefix(policy,
				"default-src 'none'; img-src 'self' data:; ") ||
				!strings.HasSuffix(policy, "frame-ancestors 'self'; sandbox allow-same-origin") ||
				h.Get("X-Frame-Options") != "SAMEORIGIN" || h.Get("Content-Type") != "text/html; charset=utf-8" {
				t.Error(h)
			}
		})
	}
}

// TestPageCharsets: whatever a page says of its character set, it is sent as the UTF-8 that its bytes bear out.
func TestPageCharsets(t *testing.T) {
	big5, err := traditionalchinese.Big5.NewEncoder().String("<meta charset=utf-8><p>" + strings.Repeat("渡輪一班。", 40))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ contentType, page, want string }{
		"Big5 that calls itself UTF-8": {"text/html; charset=utf-8", big5, "渡輪一班。"},
		"UTF-7": {"text/html; charset=utf-7", "<meta charset=utf-7><p>渡輪+ADw-script+AD4-evil()",
			"+ADw-script"},
		"UTF-8 that calls itself Big5": {"text/html; charset=big5", "<meta charset=big5><p>渡輪一班。", "渡輪一班。"},
		"ISO-2022-JP":                  {"text/html", "<meta charset=iso-2022-jp><p>渡輪\x1b$B\"<script>evil()</script>", "渡輪"},
		"none that fits":               {"text/html", "<p>a\xff\xfe\xfd\xfc<script>evil()</script>", "\ufffd"},
		"a text":                       {"text/plain", "渡輪一班。<", "渡輪一班。&lt;</pre>"},
	} {
		room, err := New(receivedArchive(t, c.contentType, c.page), Options{})
		if err != nil {
			t.Fatal(err)
		}
		sheet := ask(t, room, receivedPath+"/sheet")
		if b := sheet.Body.String(); !strings.Contains(b, c.want) || strings.Contains(b, "<script") ||
			strings.Contains(b, "charset") {
			t.Errorf("%s: %s", name, b)
		}
	}
}

// hostileMarkup acts as a page can: each way reaches evil, or leaves its mark on the page that is shown.
const hostileMarkup = `<!DOCTYPE html><html><head><base href="EVIL/">` +
	`<meta http-equiv="refresh" content="0;url=EVIL/refresh">
<link rel="stylesheet" href="EVIL/a.css"><link rel="icon" href="EVIL/icon"><link rel="prefetch" href="EVIL/prefetch">
<script>document.documentElement.dataset.ran = 1; fetch("EVIL/fetch")</script><script src="EVIL/a.js"></script>
<style>@import "EVIL/import.css"; body { background: url(EVIL/bg) } p { list-style: u\72l(EVIL/escaped) }
q { background: url(/settings?follow=author&name=evil) } q { cursor: u\72l(/follow?add=1&q=evil), auto }
@font-face { font-family: x; src: url(EVIL/font) } p { font-family: x; color: rgb(1, 2, 3) }</style></head>
<body onload="document.documentElement.dataset.ran = 2"><p id="shown">渡輪一班。</p><q>甲</q>
<img src="EVIL/img" onerror="document.documentElement.dataset.ran = 3" srcset="EVIL/set 2x">` +
	`<svg onload="document.documentElement.dataset.ran = 4">
<script>document.documentElement.dataset.ran = 5</script><image href="EVIL/svg"/></svg>
<iframe src="EVIL/frame" srcdoc="<script>parent.document.documentElement.dataset.ran = 6</script>"></iframe>
<object data="EVIL/object"></object><embed src="EVIL/embed"><video src="EVIL/film" poster="EVIL/poster" autoplay>` +
	`</video>
<math><mtext><table><mglyph><style><!--</style>` +
	`<img title="--&gt;&lt;img src=1 onerror=document.documentElement.dataset.ran=7&gt;">
</table></mtext></math><form action="EVIL/form">` +
	`<input name="a" autofocus onfocus="document.documentElement.dataset.ran = 8">
<button id="send" formaction="EVIL/send">送</button></form><a id="go" href="EVIL/go" target="_top">走</a>
<a id="run" href="javascript:document.documentElement.dataset.ran = 9">行</a>` +
	`<details open ontoggle="document.documentElement.dataset.ran = 10"></details>
`

// TestPageIsInert opens a hostile page in a browser: in its frame, and, without what is taken from its markup, by the
// headers of its answer alone. No script runs, and nothing is asked for elsewhere, or of the room but its own.
func TestPageIsInert(t *testing.T) {
	var reached atomic.Int32
	evil := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		reached.Add(1)
		t.Errorf("reached %s", r.URL)
	}))
	defer evil.Close()
	hostile := strings.ReplaceAll(hostileMarkup, "EVIL", evil.URL)
	a := receivedArchive(t, "text/html", hostile)
	look, err := ownLook()
	if err != nil {
		t.Fatal(err)
	}
	bare := answer.NewRoom(a, nil, nil, look).AnyPage(func(*answer.Request) (answer.Answer, error) {
		return answer.DocumentOf("text/html", []byte(hostile)).Framed(), nil
	})
	mux := http.NewServeMux()
	mux.Handle("/bare", answer.Guard(nil, answer.Spoken(bare)))
	mux.Handle("/", open(a, Options{}, look))
	server := httptest.NewServer(mux)
	defer server.Close()
	b := chromium(t, server.URL)
	b.expected = []string{"Content Security Policy", "sandboxed", "Blocked", evil.Listener.Addr().(*net.TCPAddr).String(),
		"/settings", "/follow"}
	const shown = `document.querySelector("iframe").contentDocument`
	for _, way := range []struct{ path, page, clicks string }{{receivedPath, shown, "a, button"},
		{"/bare", "document", "#run, #send"}} { // a link of what stands in no frame leads on
		b.arrive(chromedp.Navigate(server.URL + way.path))
		var ran, colour string
		b.do(chromedp.Poll(way.page+`.readyState == "complete" && `+way.page+`.getElementById("shown") != null`, nil),
			chromedp.Evaluate(`for (const e of `+way.page+`.querySelectorAll("`+way.clicks+`")) { e.click(); } 0`, nil),
			chromedp.Sleep(200*time.Millisecond),
			chromedp.Evaluate(way.page+`.documentElement.dataset.ran ?? ""`, &ran),
			chromedp.Evaluate(`getComputedStyle(`+way.page+`.getElementById("shown")).color`, &colour))
		b.wants("ran "+ran, ran == "")
		b.wants("lost its style: "+colour, colour == "rgb(1, 2, 3)")
	}
	if questions, err := a.Frontier().Follows(t.Context()); err != nil || len(questions) > 0 {
		t.Errorf("a page follows %v, %v", questions, err)
	}
}
