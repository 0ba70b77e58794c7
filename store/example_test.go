package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/queue"
	"mingpao/store/record"
)

const address = "https://news.mingpao.com/ins/x/article/20260305/s00001/1772679600001"

// page is what the site serves at the address.
func page(text string) []byte {
	return []byte(`<base href="https://news.mingpao.com/htm/"><link rel="canonical" href="` + address + `/x">
<div id="articleTop"><div class="colleft"><h3>即時港聞</h3><div itemprop="datePublished">2026年3月5日</div></div></div>
<hgroup><h1>城東公園重開<span class="time"> (11:02)</span></h1></hgroup>
<article class="txt4"><p>` + text + `</p></article>`)
}

// An archive is opened and two looks at a page are recorded; the versions of its article come out again, and the
// article as JSON for other programs.
func Example() {
	ctx := context.Background()
	folder, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	archive, err := store.Open(ctx, filepath.Join(folder, "mingpao.db"))
	if err != nil {
		log.Fatal(err)
	}
	defer archive.Close()
	seen := time.Date(2026, 3, 5, 12, 0, 0, 0, site.Zone)
	looks := []record.Sighting{look(page("逾千名市民入場。"), seen), look(page("逾二千名市民入場。"), seen.Add(time.Hour))}
	outcomes, err := archive.Record(ctx, 0, looks, seen.Add(2*time.Hour))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(outcomes)
	if err := history(ctx, archive.Catalog()); err != nil {
		log.Fatal(err)
	}
	// Output:
	// [new changed]
	// 1 2026-03-05T12:00:00+08:00 逾千名市民入場。
	// 2 2026-03-05T13:00:00+08:00 逾二千名市民入場。
	// {"ID":"1772679600001","Title":"城東公園重開","Body":"逾二千名市民入場。"}
}

// look is a page that was fetched at a time, with what the rules make of it.
func look(body []byte, at time.Time) record.Sighting {
	s := record.Sighting{URL: address, At: at, Source: site.TimeFetched, Seen: queue.SeenPage,
		Capture: store.Capture{ContentType: "text/html", Body: body}}
	a, err := extract.Parse(extract.Page{URL: address, ContentType: "text/html", Body: body})
	if err != nil {
		s.Refusal = err.Error()
		return s
	}
	s.Article = a
	return s
}

// history prints the versions of every article, and the article as a line of JSON.
func history(ctx context.Context, articles *catalog.Catalog) error {
	for a, err := range articles.Articles(ctx, catalog.Filter{}) {
		if err != nil {
			return err
		}
		versions, err := articles.Versions(ctx, a.Number)
		if err != nil {
			return err
		}
		for _, v := range versions {
			fmt.Println(v.Revision, v.Seen, v.Body)
		}
		line, err := json.Marshal(struct{ ID, Title, Body string }{a.ID, a.Title, a.Body})
		if err != nil {
			return err
		}
		fmt.Println(string(line))
	}
	return nil
}
