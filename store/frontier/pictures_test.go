package frontier_test

import (
	"context"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/frontier"
	"mingpao/store/internal/db"
	"mingpao/store/internal/sample"
	"mingpao/store/queue"
)

// TestWishes: which pictures of two articles, the first of them kept, become due by what is said and done, and whether
// they are asked for by what was noted of them.
func TestWishes(t *testing.T) {
	const now = "2026-03-09T12:00:00+08:00"
	days := queue.Want{From: "2026-03-02", To: "2026-03-02"}
	asked := []string{ // both were asked for, and the second failed
		"INSERT INTO wanted (url, published, visits, etag, asked) VALUES ('" + sample.PictureURL(1) + "', '', 1, 'x', '" +
			now + "')",
		"INSERT INTO wanted (url, published, due, failing) VALUES ('" + sample.PictureURL(2) +
			"', '', '2026-03-10T12:00:00+08:00', '" + now + "')",
	}
	for _, c := range []struct {
		name   string
		before []string
		wish   queue.Wish
		due    int
		first  string // its validator
	}{
		{"those of a day", nil, queue.Wish{Want: days}, 1, ""},
		{"those of another", nil, queue.Wish{Want: queue.Want{From: "2026-03-03", To: "2026-03-09"}}, 0, ""},
		{"those of an article", nil, queue.Wish{Want: queue.Want{IDs: []string{"1772380801002"}}}, 1, ""},
		{"those of another section", nil, queue.Wish{Want: queue.Want{From: days.From, To: days.To,
			Sections: []site.Section{{Edition: site.Daily, Code: "s00012"}}}}, 0, ""},
		{"one that fails waits", asked, queue.Wish{Want: days}, 0, ""},
		{"but not for a person", asked, queue.Wish{Want: days, Now: true}, 1, ""},
		{"another look", asked, queue.Wish{Want: days, Now: true, Again: true}, 2, "x"},
		{"kept no more", append(asked[:1:1], "UPDATE sightings SET retraction = 1 WHERE outcome = 'picture'"),
			queue.Wish{Want: days}, 2, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := sample.OpenIn(t, "a.db")
			one, two := sample.Seen(1, "甲", sample.Noon), sample.Seen(2, "乙", sample.Noon)
			one.Article.Images = append(one.Article.Images, sample.Image(1))
			two.Article.Images = append(two.Article.Images, sample.Image(2))
			other := sample.Image(3)
			other.URL = "https://news.mingpao.com/ftp/1.jpg" // whence no picture is fetched
			two.Article.Images = append(two.Article.Images, other)
			sample.Record(t, a, one, two, sample.SeenPicture(sample.PictureURL(1), 1, sample.Noon, site.TimeFetched))
			for _, statement := range c.before {
				sample.Do(t, a, statement)
			}
			f, at := frontier.New(a), site.ParseStamp(now)
			if err := f.Wish(t.Context(), c.wish, at); err != nil {
				t.Fatal(err)
			}
			if due, _, err := f.DuePictures(t.Context(), at); err != nil || due != c.due {
				t.Errorf("%d are due, want %d: %v", due, c.due, err)
			}
			sample.Do(t, a, "UPDATE wanted SET due = NULL WHERE url <> '"+sample.PictureURL(1)+"'")
			if p, err := f.NextPicture(t.Context(), time.Time{}, at); err != nil || p != nil && p.Validators.ETag != c.first {
				t.Errorf("%+v, %v", p, err)
			}
		})
	}
}

// TestPicturesOfTheFuture: what a run left of pictures whose clock was ahead stops nobody.
func TestPicturesOfTheFuture(t *testing.T) {
	a, _ := sample.OpenIn(t, "a.db")
	f, now := frontier.New(a), sample.Noon
	ahead := now.AddDate(1, 0, 0)
	if _, err := f.BeginRun(t.Context(), "crawl", "1", ahead); err != nil {
		t.Fatal(err)
	}
	one := sample.Seen(1, "甲", now)
	one.Article.Images = append(one.Article.Images, sample.Image(1), sample.Image(2))
	sample.Record(t, a, one)
	wish := queue.Wish{Want: queue.Want{IDs: []string{one.Article.ID}}}
	if err := f.Wish(t.Context(), wish, ahead); err != nil {
		t.Fatal(err)
	}
	p, err := f.NextPicture(t.Context(), time.Time{}, ahead)
	if p == nil || err != nil {
		t.Fatal(err)
	}
	visit := queue.Visit{Item: *p, Look: queue.Failed, Detail: "HTTP 500", Again: ahead.AddDate(0, 0, 1)}
	err = a.Write(t.Context(), "settle", func(ctx context.Context, x *db.Tx) error {
		return frontier.Settle(ctx, x, 0, visit, queue.None, ahead)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Discount(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	if due, _, err := f.DuePictures(t.Context(), now); err != nil || due != 2 {
		t.Errorf("%d are due: %v", due, err)
	}
}
