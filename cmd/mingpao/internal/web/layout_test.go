package web

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	chrome "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"mingpao/store/queue"
)

// TestPagesOfEveryKind shows them narrow and wide, light and dark, in both languages, also without JavaScript: nothing
// is wider than the window, no word is broken, and, where AXE_CORE names a copy of axe-core, nothing keeps a reader
// out. It is asked of a page once, light or dark, and the other way another time.
func TestPagesOfEveryKind(t *testing.T) {
	if testing.Short() {
		t.Skip("how pages look tells the race detector nothing")
	}
	url, empty := testRoom(t, testArchive(t)).URL, testRoom(t, emptyArchive(t)).URL
	a, _ := watchedArchive(t, queue.SeenWithheld)
	watched := testRoom(t, a).URL
	b := chromium(t, "http://127.0.0.1:")
	b.expected = []string{"/nothing", "/trend?q=OR", "mingpao.com"} // two errors, and pictures that are asked for
	axe, err := os.ReadFile(os.Getenv("AXE_CORE"))
	if err != nil {
		t.Log("axe-core is not asked: AXE_CORE names no copy of it")
	}
	turn := rand.IntN(2)
	for i, look := range []struct {
		scheme, language string
		width            int64
	}{{"light", "/zh", 360}, {"dark", "/en", 1280}, {"dark", "/en", 360}} {
		isBare := i == 2
		b.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme",
			Value: look.scheme}}), chromedp.EmulateViewport(look.width, 800),
			emulation.SetScriptExecutionDisabled(isBare))
		show := func(room string, paths []string) {
			for j, path := range paths {
				b.visit(room+look.language+path, look.width)
				if len(axe) > 0 && !isBare && (i+j+turn)%2 == 0 {
					b.audit(string(axe))
				}
			}
		}
		show(url, kindsOfPages)
		show(empty, emptyPages)
		show(watched, watchedPages)
	}
}

// visit looks at a page.
func (b *browser) visit(address string, width int64) {
	b.t.Helper()
	b.arrive(chromedp.Navigate(strings.TrimSuffix(address, "/")))
	var wide int64
	var broken []string
	b.do(chromedp.Evaluate("document.documentElement.scrollWidth", &wide), chromedp.Evaluate(brokenWords, &broken))
	b.wants("is wider than the window", wide <= width)
	for _, word := range broken {
		b.t.Errorf("%s: %s is broken", address, word)
	}
}

// brokenWords are the words and numbers that stand on more than one line; addresses, hashes and English texts may be
// divided.
const brokenWords = `(() => {
	const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n = walk.nextNode(); n; n = walk.nextNode()) {
		if (n.parentElement.closest("code, pre, .address, .record dd, [lang=en] .body, .unseen")) { continue; }
		for (const m of n.data.matchAll(/[A-Za-z0-9]{2,16}/g)) {
			const range = document.createRange();
			range.setStart(n, m.index); range.setEnd(n, m.index + m[0].length);
			if (new Set(Array.from(range.getClientRects(), (r) => Math.round(r.top))).size > 1) { found.push(m[0]); }
		}
	}
	return found;
})()`

// audit asks axe-core about the page.
func (b *browser) audit(axe string) {
	b.t.Helper()
	var found string
	b.do(chromedp.Evaluate(axe+"; 0", nil), chromedp.Evaluate(
		`axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(
			r => JSON.stringify(r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html.slice(0, 120)).slice(0, 2).join(" `+
			`"))))`,
		&found, awaited))
	var violations []string
	if err := json.Unmarshal([]byte(found), &violations); err != nil {
		b.t.Fatal(err)
	}
	for _, v := range violations {
		b.t.Errorf("%s: %s", b.where(), v)
	}
}

// TestCopy copies a citation with the mouse and with keys, and says so; what cannot be done without JavaScript is not
// offered there.
func TestCopy(t *testing.T) {
	url := testRoom(t, testArchive(t)).URL
	b := chromium(t, url)
	const button = `document.querySelector("[data-copy=cite-plain]")`
	b.do(emulation.SetFocusEmulationEnabled(true),
		chrome.SetPermission(&chrome.PermissionDescriptor{Name: "clipboard-read"}, chrome.PermissionSettingGranted),
		chrome.SetPermission(&chrome.PermissionDescriptor{Name: "clipboard-write"}, chrome.PermissionSettingGranted))
	unfold := chromedp.Click(".record > summary", chromedp.ByQuery)
	b.arrive(chromedp.Navigate(url + "/a/ins/1772500000001"))
	b.do(unfold)
	for _, copying := range []chromedp.Action{
		chromedp.Click("[data-copy=cite-plain]", chromedp.ByQuery),
		chromedp.KeyEvent("\r"),
	} {
		var copied, said string
		b.do(chromedp.Evaluate(button+`.textContent = ""; navigator.clipboard.writeText("")`, nil, awaited),
			chromedp.Focus("[data-copy=cite-plain]", chromedp.ByQuery), copying,
			chromedp.Poll(button+".textContent", &said, chromedp.WithPollingInterval(20*time.Millisecond)),
			chromedp.Evaluate("navigator.clipboard.readText()", &copied, awaited))
		b.wants("copied "+copied+", said "+said, copied == b.text("#cite-plain") && said == "已複製")
	}
	b.do(emulation.SetScriptExecutionDisabled(true))
	b.arrive(chromedp.Navigate(url + "/a/ins/1772500000001"))
	b.do(unfold)
	b.wants("offers to copy without JavaScript", b.text("section.cite details[open] .tools") == "下載")
}

func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
