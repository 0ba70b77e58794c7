package fetch

import (
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/queue"
	"mingpao/testdata"
)

// TestClock has the paper's hosts say what time it is. To say that ours is wrong takes two, and fresh answers.
func TestClock(t *testing.T) {
	const none = time.Duration(-1) // it does not say
	for _, c := range []struct {
		name    string
		ahead   [3]time.Duration // the clocks of news, finance and ol
		field   string           // that every answer has
		value   string
		isRight bool
		doubt   string
		isWrong bool
	}{
		{name: "all agree", isRight: true},
		{name: "minutes apart", ahead: [3]time.Duration{4 * time.Minute, 4 * time.Minute, 4 * time.Minute}, isRight: true},
		{name: "nobody says", ahead: [3]time.Duration{none, none, none}},
		{name: "one alone says otherwise", ahead: [3]time.Duration{time.Hour, none, none}, doubt: site.NewsHost},
		{name: "one says otherwise, one agrees", ahead: [3]time.Duration{time.Hour, none, 0}, isRight: true},
		{name: "two say otherwise, each its own", ahead: [3]time.Duration{time.Hour, 3 * time.Hour, none},
			doubt: site.NewsHost},
		{name: "two say the same", ahead: [3]time.Duration{time.Hour, none, time.Hour}, isWrong: true},
		{name: "two say the same, from a cache", ahead: [3]time.Duration{time.Hour, none, time.Hour}, field: "X-Cache",
			value: "Hit"},
		{name: "from a cache by Cloudflare's word", field: "Cf-Cache-Status", value: "HIT"},
		{name: "an hour ago, by their Age", ahead: [3]time.Duration{-time.Hour, -time.Hour, -time.Hour}, field: "Age",
			value: "3600"},
		{name: "as new, by their Age", ahead: [3]time.Duration{-time.Minute, 0, 0}, field: "Age", value: "60", isRight: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			server, err := testdata.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header()["Date"] = nil
				if ahead := c.ahead[slices.Index(site.Hosts, r.Host)]; ahead != none {
					w.Header().Set("Date", noon.Add(ahead).UTC().Format(http.TimeFormat))
				}
				if c.field != "" {
					w.Header().Set(c.field, c.value)
				}
			}))
			if err != nil {
				t.Fatal(err)
			}
			defer server.Close()
			f := New(Config{NoDelay: true, Dial: server.Dial, RootCAs: server.RootCAs, TellsTime: true,
				Now: func() time.Time { return noon }})
			defer f.Close()
			_, err = f.Fetch(t.Context(), site.Root+"/x", queue.Validators{})
			isRight, doubt := f.Clock()
			if isWrong := errors.As(err, new(*WrongClock)); isWrong != c.isWrong || err != nil && !isWrong {
				t.Error(err)
			}
			if isRight != c.isRight || doubt != c.doubt {
				t.Errorf("right %t, in doubt by %q; want %t, %q", isRight, doubt, c.isRight, c.doubt)
			}
		})
	}
}

// TestWrongClockIsReadable: a person sees times as everywhere else.
func TestWrongClockIsReadable(t *testing.T) {
	w := &WrongClock{Ours: noon, Theirs: noon.Add(time.Hour).UTC(), Hosts: site.Hosts[:2]}
	const minute = "2006-01-02 15:04"
	want := "this machine's clock says " + noon.In(site.Zone).Format(minute) + ", but by " + site.Hosts[0] + " and " +
		site.Hosts[1] + " it is " + noon.Add(time.Hour).In(site.Zone).Format(minute) +
		": nothing was recorded; set the clock"
	if w.Error() != want {
		t.Errorf("it says %q, want %q", w, want)
	}
}
