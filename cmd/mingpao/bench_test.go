package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gocolly/colly/v2"
	"golang.org/x/net/html"

	"mingpao/cmd/mingpao/internal/crawling"
	"mingpao/scraper/fetch"
	"mingpao/store"
	"mingpao/testdata"
	"mingpao/testdata/play"
)

// BenchmarkCrawl crawls the embedded site, its pages padded to real size, beside a bare colly program with one OnHTML
// callback that fetches the same articles.
func BenchmarkCrawl(b *testing.B) {
	site := testdata.NewSite()
	filling := []byte("<ul>" + strings.Repeat(`<li><a class="menu" href="../pns/x/section/latest/s00001">要聞</a></li>`,
		3500) + "</ul></body>")
	server, err := testdata.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		site.ServeHTTP(&padding{w, filling}, r)
	}))
	if err != nil {
		b.Fatal(err)
	}
	defer server.Close()
	b.Run("mingpao", func(b *testing.B) {
		for b.Loop() {
			benchCrawl(b, server)
		}
	})
	b.Run("colly", func(b *testing.B) {
		for b.Loop() {
			bareColly(b, server, site)
		}
	})
}

func benchCrawl(b *testing.B, server *testdata.Server) {
	archive, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "mingpao.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer archive.Close()
	job := crawling.Job{
		Config: fetch.Config{NoDelay: true, Dial: server.Dial, RootCAs: server.RootCAs},
		Now:    func() time.Time { return demoDay },
	}
	var out bytes.Buffer
	if err := crawling.Run(b.Context(), &out, archive, job); err != nil {
		b.Fatal(err)
	}
}

// bareColly visits the same addresses as the crawl does, lists included.
func bareColly(b *testing.B, server *testdata.Server, site *testdata.Site) {
	c := colly.NewCollector()
	c.WithTransport(&http.Transport{DialContext: server.Dial, TLSClientConfig: server.TLS()})
	found := 0
	c.OnHTML("article", func(e *colly.HTMLElement) { found += len(e.Text) })
	for _, address := range site.URLs() {
		_ = c.Visit(address) // the soft 404 and the missing page are errors to colly
	}
	if found == 0 {
		b.Fatal("nothing found")
	}
}

// padding brings a page to real size.
type padding struct {
	http.ResponseWriter
	filling []byte
}

func (p *padding) Write(page []byte) (int, error) {
	if _, err := p.ResponseWriter.Write(bytes.Replace(page, []byte("</body>"), p.filling, 1)); err != nil {
		return 0, err
	}
	return len(page), nil
}

// BenchmarkImport runs the whole command on a folder of saved pages (read, extract, pack, store, index) beside
// html.Parse alone on the same bytes. GOMAXPROCS=1 compares them on one core.
func BenchmarkImport(b *testing.B) {
	pages, err := play.BenchPages()
	if err != nil {
		b.Fatal(err)
	}
	folder := b.TempDir()
	for i, page := range pages {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%04d.html", i)), page, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("mingpao import", func(b *testing.B) {
		for b.Loop() {
			var out bytes.Buffer
			db := filepath.Join(b.TempDir(), "mingpao.db")
			if status := run(b.Context(), []string{"import", "--db", db, folder},
				streams{nil, &out, &out}); status != statusDone && status != statusPartly {
				b.Fatalf("status %d: %s", status, out.String())
			}
		}
	})
	b.Run("html.Parse", func(b *testing.B) {
		for b.Loop() {
			for _, page := range pages {
				_, _ = html.Parse(bytes.NewReader(page))
			}
		}
	})
}
