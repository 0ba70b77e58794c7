package trouble

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/scraper/fresh"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/queue"
)

// Run is a crawl that has ended, to be told of.
type Run struct {
	Archive *store.Archive
	Report  scraper.Report
	Now     time.Time
	Quiet   bool
	In      words.Speech // the reader's language
}

// News are the lines to print of what was not read. They are kept in the archive.
func (r Run) News(ctx context.Context) ([]string, error) {
	known, err := r.Archive.Frontier().Troubles(ctx)
	if err != nil {
		return nil, err
	}
	var seen []Seen
	for _, c := range r.Report.Causes {
		seen = append(seen, r.seen(c))
	}
	for _, c := range r.Report.Notes {
		note := r.seen(c)
		note.Rarely = true
		seen = append(seen, note)
	}
	if host := r.Report.ClockDoubt; host != "" {
		cause := queue.Cause{Kind: queue.WrongClock, Subject: "unconfirmed"}
		const line = "clock unconfirmed: %s gives another time, and no second host says which is right"
		seen = append(seen, Seen{Cause: cause, Line: fmt.Sprintf(line, host), Said: r.In.Sprintf(line, host),
			Advice: r.In.Advice(cause, host, "")})
	}
	teller := Teller{Now: r.Now, Quiet: r.Quiet, In: r.In}
	silenced, err := r.silenced(ctx, known, seen)
	if err != nil {
		return nil, err
	}
	known = slices.DeleteFunc(known, func(t frontier.Trouble) bool { return slices.Contains(silenced, t.Cause) })
	n, err := teller.Tell(known, seen, func(t frontier.Trouble) (bool, error) { return r.isWell(ctx, t) })
	if err != nil {
		return nil, err
	}
	return n.Lines, r.Archive.Frontier().SaveTroubles(ctx, n.Kept, append(n.Over, silenced...))
}

func (r Run) seen(c scraper.Cause) Seen {
	return Seen{Cause: c.Cause, Line: line(words.English, c), Said: line(r.In, c), Advice: advice(r.In, c),
		Of: concerned(c)}
}

// silenced are troubles of lists that a person has turned off since, or whose silence is known by now: they are no
// more, without a word.
func (r Run) silenced(ctx context.Context, known []frontier.Trouble, seen []Seen) (over []queue.Cause, err error) {
	lists, err := r.Archive.Frontier().Sources(ctx)
	for _, t := range known {
		isHeard := func(name string) bool {
			i := slices.IndexFunc(lists, func(s queue.Source) bool { return s.Key() == name })
			return i < 0 || !r.isSilenced(lists[i], t.Cause)
		}
		isSeen := slices.ContainsFunc(seen, func(s Seen) bool { return s.Cause == t.Cause })
		if !isSeen && len(t.Of) > 0 && !slices.ContainsFunc(t.Of, isHeard) {
			over = append(over, t.Cause)
		}
	}
	return over, err
}

func (r Run) isSilenced(s queue.Source, c queue.Cause) bool {
	return s.Choice.IsOff || isLate(c) && fresh.IsQuiet(s, r.Now)
}

func concerned(c scraper.Cause) []string {
	of := slices.Clone(c.Lists)
	if c.Order != 0 {
		of = append(of, orderName(c.Order))
	}
	if c.Things["picture"] > 0 {
		of = append(of, OfPictures)
	}
	return of
}

// OfPictures names the pictures of articles among what a trouble concerns.
const OfPictures = "pictures"

func orderName(number int64) string { return fmt.Sprintf("order %d", number) }

// isWell reports whether all that a trouble concerned was looked at since and is well, by what the archive keeps of
// each thing.
func (r Run) isWell(ctx context.Context, t frontier.Trouble) (bool, error) {
	switch t.Cause.Kind {
	case queue.WrongClock:
		return r.Report.ClockIsRight, nil
	case queue.Limit:
		return r.Report.IsWhole, nil
	case queue.Gap:
		gaps, err := r.Archive.Frontier().OpenGaps(ctx, queue.Want{})
		return len(gaps) == 0, err
	case queue.Held:
		if waits, err := r.waits(ctx); waits || err != nil {
			return false, err
		}
		return r.Report.IsWhole, nil
	}
	for _, fails := range []func(context.Context, frontier.Trouble) (bool, error){r.listsFail, r.ordersFail,
		r.picturesFail} {
		if does, err := fails(ctx, t); does || err != nil {
			return false, err
		}
	}
	failing, err := r.Archive.Frontier().IsFailing(ctx, t.Cause)
	return !failing, err
}

func (r Run) waits(ctx context.Context) (bool, error) {
	hosts, err := r.Archive.Frontier().Hosts(ctx)
	return slices.ContainsFunc(hosts, func(h queue.Host) bool { return h.Wait.After(r.Now) }), err
}

// listsFail reports whether a list of a trouble's cannot be read, be it for another reason by now, or is late still.
func (r Run) listsFail(ctx context.Context, t frontier.Trouble) (bool, error) {
	if len(t.Of) == 0 {
		return false, nil
	}
	lists, err := r.Archive.Frontier().Sources(ctx)
	return slices.ContainsFunc(lists, func(s queue.Source) bool {
		return (s.Failures > 0 || isLate(t.Cause) && !s.Late.IsZero()) && !r.isSilenced(s, t.Cause) &&
			slices.Contains(t.Of, s.Key())
	}), err
}

// picturesFail reports whether pictures are to be fetched, and their host has given none since it was blamed.
func (r Run) picturesFail(ctx context.Context, t frontier.Trouble) (bool, error) {
	if !slices.Contains(t.Of, OfPictures) {
		return false, nil
	}
	due, failing, err := r.Archive.Frontier().DuePictures(ctx, r.Now)
	if due+failing == 0 || err != nil {
		return false, err
	}
	hosts, err := r.Archive.Frontier().Hosts(ctx)
	return slices.ContainsFunc(hosts, func(h queue.Host) bool {
		return h.Name == site.PictureHost && h.Failures+h.Misses > 0
	}), err
}

func (r Run) ordersFail(ctx context.Context, t frontier.Trouble) (bool, error) {
	tasks, err := r.Archive.Frontier().Failing(ctx)
	return slices.ContainsFunc(tasks, func(k queue.Task) bool {
		return slices.Contains(t.Of, orderName(k.Order))
	}), err
}
