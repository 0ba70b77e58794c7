package store

import (
	"context"
	"errors"
	"iter"
	"testing"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/catalog"
	"mingpao/store/internal/sample"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// useEverything calls every method of an archive that commands call.
func useEverything(t *testing.T, a *Archive) {
	t.Helper()
	ctx, now := t.Context(), sample.Noon.AddDate(0, 1, 0)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	live := sample.Ref(t, "https://news.mingpao.com/ins/%e6%b8%af%e8%81%9e/article/20260303/s00001/1772500000001")
	for _, f := range []catalog.Filter{{}, {OldestFirst: true},
		{Editions: []string{"pns"}, From: "2026-01-01", To: "2026-12-31"},
		{Columns: []string{"川流不息"}}, {Sections: []site.Section{{Edition: "pns", Code: "s00012"}}},
		{Changed: true}, {Gone: true},
		{NewSince: "2026-03-01T00:00:00+08:00", From: "2026-03-01"}} {
		for _, err := range a.Catalog().Articles(ctx, f) {
			must(err)
		}
		for _, err := range a.Catalog().List(ctx, f) {
			must(err)
		}
		_, err := a.Catalog().Days(ctx, f)
		must(err)
		_, err = a.Catalog().Sections(ctx, f)
		must(err)
		_, err = a.Catalog().Looked(ctx, f, "2026-03-02T00:00:00+08:00", "")
		must(err)
		events, err := a.Catalog().Events(ctx, catalog.Query{Filter: f}, catalog.Period{Since: "2026-03-02T00:00:00+08:00"})
		must(err)
		for _, err := range a.Catalog().Entries(ctx, events) {
			must(err)
		}
		for _, kind := range []string{catalog.SectionDays, catalog.ByAuthors, catalog.ByColumns} {
			_, err = a.Catalog().Measure(ctx, catalog.Query{Filter: f}, kind, kind == catalog.SectionDays)
			must(err)
		}
	}
	for _, texts := range []func(context.Context, catalog.Query) iter.Seq2[catalog.Text, error]{a.Catalog().Texts,
		a.Catalog().AllTexts} {
		for _, q := range []catalog.Query{{}, {Expression: sample.Parse(t, "圖書館")}} {
			for _, err := range texts(ctx, q) {
				must(err)
			}
		}
	}
	for _, err := range a.Catalog().Search(ctx, catalog.Query{Expression: sample.Parse(t, "圖書館 -停課 author:方")}) {
		must(err)
	}
	for _, err := range a.Catalog().Search(ctx, catalog.Query{Expression: sample.Parse(t, "C++ title:R&B")}) {
		must(err)
	}
	_, err := a.Catalog().SectionNames(ctx)
	must(err)
	_, _, err = a.Catalog().LatestLook(ctx, now)
	must(err)
	_, err = a.Catalog().Totals(ctx)
	must(err)
	_, err = a.Catalog().Taken(ctx)
	must(err)
	art, err := a.Catalog().Find(ctx, "ins", live.ID)
	must(err)
	_, err = a.Catalog().FindID(ctx, live.ID)
	must(err)
	_, err = a.Catalog().Pages(ctx, art.SHA256)
	must(err)
	_, err = a.Catalog().Versions(ctx, art.Number)
	must(err)
	_, err = a.Catalog().Looks(ctx, art.Number)
	must(err)
	_, err = a.Catalog().Capture(ctx, art.SHA256)
	must(err)
	_, err = a.Knows(ctx, &record.Sighting{URL: live.URL(), At: now, Source: site.TimeFetched, Seen: queue.SeenPage})
	must(err)
	_, err = a.Frontier().Add(ctx, []queue.Listing{{Ref: live, Source: "feed"}}, now)
	must(err)
	p, err := a.Frontier().Next(ctx, queue.Want{}, nil, now)
	must(err)
	for _, v := range []queue.Visit{{Look: queue.Failed, Detail: "HTTP 500"}, {Look: queue.Missing, Detail: "HTTP 404"},
		{Look: queue.NotModified}} {
		v.Item, v.At, v.Again = *p, now, now.Add(time.Hour)
		_, err := a.Settle(ctx, 1, v, now)
		must(err)
	}
	_, err = a.Frontier().Due(ctx, queue.Want{}, now)
	must(err)
	_, err = a.Frontier().Unread(ctx, "2026-03-03")
	must(err)
	_, err = a.Frontier().AddressOf(ctx, "", live.ID)
	must(err)
	_, err = a.Frontier().Unread(ctx, "")
	must(err)
	_, err = a.Frontier().UnreadBy(ctx, now)
	must(err)
	_, err = a.Frontier().KeptOut(ctx, queue.Want{}, now)
	must(err)
	_, err = a.Frontier().IsFailing(ctx, queue.Cause{Kind: queue.NotAPage})
	must(err)
	c, err := a.Catalog().Catalogue(ctx)
	must(err)
	found, err := a.Catalog().Select(ctx, c, catalog.Query{Filter: catalog.Filter{Changed: true}})
	must(err)
	_, err = a.Catalog().Select(ctx, c, catalog.Query{Expression: sample.Parse(t, "圖書館")})
	must(err)
	_, err = a.Catalog().Listed(ctx, c, found.Ordered())
	must(err)
	_, err = a.Catalog().OldestFirst(ctx, c)
	must(err)
	_, err = a.Catalog().KeywordsOf(ctx, c)
	must(err)
	_, err = a.Catalog().SectionsOf(ctx, c)
	must(err)
	_, err = a.Catalog().RemovedArticles(ctx)
	must(err)
	_, err = a.Frontier().AllRuns(ctx, 0)
	must(err)
	_, err = a.PlanUndo(ctx, 1)
	must(err)
	_, err = a.Frontier().Follow(ctx, "{}", now)
	must(err)
	follows, err := a.Frontier().Follows(ctx)
	must(err)
	through, err := a.Frontier().TakenIn(ctx)
	must(err)
	fresh, err := a.Catalog().Fresh(ctx, catalog.Span{Through: through})
	must(err)
	_, err = a.Catalog().Among(ctx, catalog.Query{Expression: sample.Parse(t, "圖書館")}, fresh)
	must(err)
	_, err = a.Catalog().News(ctx, art.Number, catalog.Span{Through: through})
	must(err)
	_, err = a.Catalog().Pictures(ctx, []extract.Image{sample.Image(1)})
	must(err)
	_, err = a.Catalog().GivenPictures(ctx, map[string]bool{"x": true})
	must(err)
	_, _, err = a.Catalog().KeptPictures(ctx)
	must(err)
	_, err = a.Catalog().PictureOf(ctx, art.SHA256)
	if !errors.Is(err, ErrUnknown) {
		t.Fatal(err)
	}
	must(a.Frontier().TakePictures(ctx, queue.ShownPictures))
	wish := queue.Wish{Want: queue.Want{From: "2026-03-01", To: "2026-03-31"}, OfOrder: 1, Again: true}
	must(a.Frontier().Wish(ctx, wish, now))
	wish.IDs = []string{"1772380801001"}
	must(a.Frontier().Wish(ctx, wish, now))
	picture, err := a.Frontier().NextPicture(ctx, time.Time{}, now)
	must(err)
	for _, v := range []queue.Visit{{Look: queue.Failed, Detail: "HTTP 500"}, {Look: queue.Missing, Detail: "HTTP 404"},
		{Look: queue.Picture, Answer: queue.Answer{Body: sample.Picture(1)}}} {
		v.Item, v.At = *picture, now
		_, err := a.Settle(ctx, 1, v, now)
		must(err)
	}
	_, _, err = a.Frontier().DuePictures(ctx, now)
	must(err)
	_, err = a.Frontier().LatePictures(ctx, now)
	must(err)
	must(a.Frontier().Wake(ctx, site.PictureHost, now, now))
	_, err = a.Frontier().Pictures(ctx)
	must(err)
	must(a.Frontier().Tell(ctx, through, follows))
	must(a.Frontier().TakePictures(ctx, queue.NoPictures))
	_, err = a.Frontier().Unfollow(ctx, follows[0].Number)
	must(err)
	for _, run := range []int64{1, 2} {
		by, err := a.Frontier().BeginRun(ctx, "undo", "1.0", sample.Noon)
		must(err)
		_, err = a.Undo(ctx, by, run, "", now)
		must(err)
	}
	sample.RealPages(t, a.db)
	must(a.Remove(ctx, []site.Ref{live}, "", now))
	seal, err := a.Seal(ctx, "")
	must(err)
	_, err = a.Hold(ctx, seal.SHA256, seal.Day)
	must(err)
	must(a.Hear(ctx, 1, []Claim{{Archive: "x", Day: seal.Day, SHA256: seal.SHA256}}))
	_, err = a.Claims(ctx)
	must(err)
}
