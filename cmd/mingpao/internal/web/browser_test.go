package web

import (
	"context"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browserTime is how long a way through the reading room may take, on a busy machine.
const browserTime = 4 * time.Minute

// browser is a Chromium with its page, and what it complained of or asked elsewhere.
type browser struct {
	ctx      context.Context
	t        *testing.T
	mu       sync.Mutex
	troubles []string
	expected []string // parts of what it may complain of
}

// chromium starts one, or skips the test with a word.
func chromium(t *testing.T, own string) *browser {
	t.Helper()
	path := os.Getenv("CHROMIUM")
	if path == "" {
		path = "/usr/bin/chromium"
	}
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no browser: CHROMIUM names none, and there is no %s", path)
	}
	home, err := os.MkdirTemp("", "mingpao-chromium-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(home) }) // its last writes may come after
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.UserDataDir(home), chromedp.Env("TMPDIR="+home), // where it leaves things behind
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.Flag("force-prefers-reduced-motion", true), // what moves to its place is not hit by a click
		chromedp.WSURLReadTimeout(browserTime))
	ctx, cancel := context.WithTimeout(context.Background(), browserTime)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &browser{ctx: ctx, t: t}
	chromedp.ListenTarget(ctx, func(event any) { b.hear(event, own) })
	b.do(network.Enable(), log.Enable(), runtime.Enable(),
		network.SetExtraHTTPHeaders(network.Headers{"Accept-Language": "zh-HK"}))
	t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if len(b.troubles) > 0 {
			t.Errorf("the browser: %s", strings.Join(b.troubles, "; "))
		}
	})
	return b
}

func (b *browser) hear(event any, own string) {
	trouble := ""
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, own) && !strings.HasPrefix(u, "about:") &&
			!strings.HasPrefix(u, "data:") {
			trouble = "asked " + u
		}
	case *runtime.EventExceptionThrown:
		trouble = e.ExceptionDetails.Error()
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError {
			trouble = e.Entry.Text + " " + e.Entry.URL
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if trouble != "" && !slices.ContainsFunc(b.expected, func(e string) bool { return strings.Contains(trouble, e) }) {
		b.troubles = append(b.troubles, trouble)
	}
}

func (b *browser) do(actions ...chromedp.Action) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// text is what a page shows in an element.
func (b *browser) text(selector string) (text string) {
	b.t.Helper()
	b.do(chromedp.Text(selector, &text, chromedp.ByQuery))
	return text
}

// follow clicks and waits for the page behind it.
func (b *browser) follow(selector string) {
	b.t.Helper()
	b.arrive(chromedp.Click(selector, chromedp.ByQuery))
}

// arrive does something that leads to another page, and waits for that.
func (b *browser) arrive(actions ...chromedp.Action) {
	b.t.Helper()
	if _, err := chromedp.RunResponse(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) where() (address string) {
	b.t.Helper()
	b.do(chromedp.Location(&address))
	return address
}

func (b *browser) wants(what string, ok bool) {
	b.t.Helper()
	if !ok {
		b.t.Errorf("%s: %s", b.where(), what)
	}
}

// TestWays goes the ways of four people: one reads today's paper and cites, one searches and takes away, an editor
// looks at what was changed, one finds a day that is missing.
func TestWays(t *testing.T) {
	url := testRoom(t, testArchive(t)).URL
	b := chromium(t, url)
	b.arrive(chromedp.Navigate(url + "/"))
	b.follow(".pages .item h3 a")
	b.do(chromedp.Click(".record > summary", chromedp.ByQuery),
		chromedp.Click(".cite details:nth-of-type(2) summary", chromedp.ByQuery),
		chromedp.WaitVisible("#cite-bibtex", chromedp.ByQuery))
	b.wants("BibTeX", strings.Contains(b.text("#cite-bibtex"), "@article{mingpao-"))

	b.arrive(chromedp.SendKeys("#q", "環島"+kb.Enter, chromedp.ByQuery))
	b.wants("a hit that is marked", b.text(".hits mark") == "環島")
	b.follow(".facets .bars a")
	b.wants("narrowed", strings.Contains(b.where(), "from=") && strings.Contains(b.text(".chips"), "×"))
	var export string
	b.do(chromedp.AttributeValue(".facets .tools a", "href", &export, nil, chromedp.ByQuery))
	if response, body := get(t, url+export); response.StatusCode != 200 || !strings.Contains(body, "環島") {
		t.Errorf("export %s: %s", export, response.Status)
	}

	b.follow("nav.main li:nth-child(2) a")
	b.follow(".item h4 a[href*=history]")
	b.wants("one character that came", strings.HasSuffix(b.text(".merged ins"), "四"))

	b.arrive(chromedp.Navigate(url + "/month/2026-03"))
	b.wants("a hole", strings.Contains(b.text(".calendar.large"), "未讀取"))
	b.follow(".tools a:nth-child(2)")
	b.wants("the state of the archive", strings.Contains(b.text("h1"), "檔案庫"))
}

// TestKeys uses nothing but the keyboard.
func TestKeys(t *testing.T) {
	url := testRoom(t, testArchive(t)).URL
	b := chromium(t, url)
	b.arrive(chromedp.Navigate(url + "/day/2026-03-03"))
	title := b.text("[data-item] a")
	b.do(chromedp.KeyEvent("jjk"))
	b.arrive(chromedp.KeyEvent("o"))
	b.wants("the first article: "+title, b.text("h1") == title)
	b.do(chromedp.KeyEvent("/"))
	b.arrive(chromedp.KeyEvent("環島" + kb.Enter))
	b.wants("search", strings.Contains(b.where(), "/search?q="))
	b.arrive(chromedp.KeyEvent("?"))
	b.wants("help", strings.HasSuffix(b.where(), "/help"))
	b.do(chromedp.KeyEvent(kb.Tab))
	b.arrive(chromedp.Navigate(url+"/"), chromedp.KeyEvent(kb.Tab))
	var first string
	b.do(chromedp.Evaluate("document.activeElement.getAttribute('href')", &first))
	b.wants("the first stop leads to the content, not to "+first, first == "#main")
	var outline string
	b.do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}))
	b.arrive(chromedp.Navigate(url + "/changes"))
	b.do(chromedp.Evaluate("getComputedStyle(document.querySelector('.tabs [aria-current]')).outlineStyle", &outline))
	b.wants("forced colours hide the tab that is shown", outline == "solid")
}
