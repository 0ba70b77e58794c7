package trouble

import (
	"cmp"
	"slices"
	"time"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/store/frontier"
	"mingpao/store/queue"
)

// Seen is a trouble as it is now.
type Seen struct {
	Cause  queue.Cause
	Line   string   // what it concerns, and why, as it is kept: in English
	Said   string   // that in the reader's language
	Advice string   // the first thing to try
	Of     []string // the lists and orders that it concerns
	Rarely bool     // once a week is enough: nothing was left unread
}

func (s Seen) text(in words.Speech) string {
	if s.Advice == "" {
		return cmp.Or(s.Said, s.Line)
	}
	return in.Sprintf("%s; try: %s", cmp.Or(s.Said, s.Line), s.Advice)
}

const (
	// toldRarely is how often that is told which may be no trouble.
	toldRarely = 7*24*time.Hour - 10*time.Minute
	// toldAgain is how often trouble that lasts is told of: daily, by a run that may be early.
	toldAgain = 24*time.Hour - 10*time.Minute
	// wellFor is how long all has to be well before trouble is over: what comes and goes from run to run, or as pages
	// are tried again in an hour or four, is one trouble.
	wellFor = 6 * time.Hour
)

// Teller works out what to tell.
type Teller struct {
	Now   time.Time
	Quiet bool // what is known is told once a day
	In    words.Speech
}

// restOf is how long all has to be well before trouble is over.
func restOf(c queue.Cause) time.Duration {
	if c.Kind == queue.WrongClock {
		return 0 // it is right, or it is not
	}
	return wellFor
}

// News is what there is to tell, and to keep.
type News struct {
	Lines []string
	Kept  []frontier.Trouble
	Over  []queue.Cause
}

// Tell compares what was told with what is seen. isWell reports of a trouble that is not seen whether what it concerns
// was looked at and is well.
func (t Teller) Tell(known []frontier.Trouble, seen []Seen,
	isWell func(frontier.Trouble) (bool, error)) (n News, err error) {
	again := map[bool]time.Duration{false: t.again(known, seen, false), true: t.again(known, seen, true)}
	for _, s := range seen {
		t.tell(&n, known, s, again[s.Rarely])
	}
	for _, k := range known {
		if slices.ContainsFunc(seen, func(s Seen) bool { return s.Cause == k.Cause }) {
			continue
		}
		well, err := isWell(k)
		if err != nil {
			return n, err
		}
		t.settle(&n, k, well)
	}
	return n, nil
}

// merged are the troubles that last after the news.
func (n News) merged(known []frontier.Trouble) []frontier.Trouble {
	all := slices.Clone(n.Kept)
	for _, k := range known {
		if _, again := find(n.Kept, k.Cause); !again && !slices.Contains(n.Over, k.Cause) {
			all = append(all, k)
		}
	}
	return all
}

func find(known []frontier.Trouble, cause queue.Cause) (frontier.Trouble, bool) {
	i := slices.IndexFunc(known, func(k frontier.Trouble) bool { return k.Cause == cause })
	if i < 0 {
		return frontier.Trouble{}, false
	}
	return known[i], true
}

// again is how long ago that was told at least which is told daily, or rarely: half as long where something of that
// kind is due. One mail a day, not one a trouble.
func (t Teller) again(known []frontier.Trouble, seen []Seen, rarely bool) time.Duration {
	after := toldAgain
	if rarely {
		after = toldRarely
	}
	if slices.ContainsFunc(seen, func(s Seen) bool { return s.Rarely == rarely && t.isDue(known, s.Cause, after) }) {
		return after / 2
	}
	return after
}

// isDue reports whether a trouble is to be told: it is new, or was told so long ago. A stamp of the future tells
// nothing.
func (t Teller) isDue(known []frontier.Trouble, cause queue.Cause, after time.Duration) bool {
	k, isKnown := find(known, cause)
	return !isKnown || t.Now.Sub(k.Told) >= after || k.Told.After(t.Now.Add(toldAgain))
}

func (t Teller) tell(n *News, known []frontier.Trouble, s Seen, after time.Duration) {
	k, isKnown := find(known, s.Cause)
	line := s.text(t.In)
	switch {
	case !isKnown:
		k = frontier.Trouble{Cause: s.Cause, Since: t.Now, Told: t.Now}
		n.Lines = append(n.Lines, line)
	case t.isDue(known, s.Cause, after):
		k.Told = t.Now
		n.Lines = append(n.Lines, t.In.Sprintf("%s; since %s", line, k.Since.In(site.Zone).Format("2006-01-02 15:04")))
	case !t.Quiet:
		n.Lines = append(n.Lines, line)
	}
	for _, name := range s.Of {
		if !slices.Contains(k.Of, name) {
			k.Of = append(k.Of, name)
		}
	}
	if k.Since.After(t.Now) { // by a clock that was ahead
		k.Since = t.Now
	}
	k.Line, k.Well = s.Line, time.Time{}
	n.Kept = append(n.Kept, k)
}

// settle says of a trouble that is not seen whether it is over.
func (t Teller) settle(n *News, k frontier.Trouble, well bool) {
	switch {
	case !well && k.Well.IsZero():
		return
	case !well:
		k.Well = time.Time{}
	case k.Well.IsZero() || k.Well.After(t.Now):
		k.Well = t.Now
	}
	if !well || t.Now.Sub(k.Well) < restOf(k.Cause) {
		n.Kept = append(n.Kept, k)
		return
	}
	n.Over = append(n.Over, k.Cause)
	if t.Quiet {
		n.Lines = append(n.Lines, t.ended(k))
	}
}

func (t Teller) ended(k frontier.Trouble) string {
	if restOf(k.Cause) == 0 {
		return t.In.Sprintf("over: this machine's clock is right again")
	}
	return t.In.Sprintf("over after %s, well for %s: %s", t.In.Span(max(0, k.Well.Sub(k.Since))),
		t.In.Span(t.Now.Sub(k.Well)), t.In.Trouble(k))
}
