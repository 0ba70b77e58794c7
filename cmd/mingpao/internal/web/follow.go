package web

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/following"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/find"
	"mingpao/store"
	"mingpao/store/search"
)

// followNames are what /follow may be asked: a question, and what to do.
var followNames = searchNames("add", "remove")

// followPage is the list of standing questions, which mingpao digest answers, and a form for another.
type followPage struct {
	Questions []standing
	Problem   string // why what was asked for was not done
}

// standing is a question as the page shows it.
type standing struct {
	following.Standing
	Said    string // in the reader's language
	Address string // what it finds
}

// writePatience is for how long a reader waits while another run holds the archive.
const writePatience = time.Second

// follow shows the questions, or adds or removes one where a page of ours asks for that, and shows them then. It is the
// one page that writes: it takes the archive's lock for that moment, and where another run has it, says so.
func follow(q *answer.Request) (answer.Answer, error) {
	change, err := followChange(q)
	if err == nil && change != nil && q.MayWrite() {
		if err = written(q, change); err == nil {
			return answer.Redirect(q.Link("/follow")), nil
		}
	}
	p := &followPage{}
	if err != nil {
		if p.Problem = followProblem(q, err); p.Problem == "" {
			return nil, err
		}
	}
	all, err := following.List(q.Context(), q.Archive)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		p.Questions = append(p.Questions, standingOf(q, one))
	}
	return q.NewView("follow", q.Say("following"), p), nil
}

// followChange is what a request asks to be changed; nil: nothing.
func followChange(q *answer.Request) (func(context.Context, *store.Archive) error, error) {
	if number := q.Query.Get("remove"); number != "" {
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, answer.BadRequest(q.Say("no-value", "remove"))
		}
		return func(ctx context.Context, a *store.Archive) error {
			_, err := a.Frontier().Unfollow(ctx, n)
			return err
		}, nil
	}
	if q.Query.Get("add") == "" {
		return nil, nil
	}
	said, err := find.Said(q)
	if err != nil {
		return nil, err
	}
	asked, err := following.New(q.Context(), q.Archive.Catalog(), q.Asked(), said)
	return func(ctx context.Context, a *store.Archive) error {
		_, err := following.Add(ctx, a, asked, q.Now())
		return err
	}, err
}

// written has something written to the archive, as a run of its own.
func written(q *answer.Request, change func(context.Context, *store.Archive) error) error {
	a, err := store.OpenPatiently(q.Context(), q.Archive.Path(), store.Patience{Wait: writePatience})
	if err != nil {
		return &unwritten{err}
	}
	defer a.Close()
	return change(q.Context(), a)
}

// unwritten is the error of an archive that could not be opened to write.
type unwritten struct{ error }

func (u *unwritten) Unwrap() error { return u.error }

// followProblem says why a question was not kept; "" where that is no matter of the reader's.
func followProblem(q *answer.Request, err error) string {
	var fault *filter.Fault
	var unread search.QueryError
	var unwritten *unwritten
	switch {
	case errors.Is(err, store.ErrBusy), errors.Is(err, store.ErrLocked):
		return q.Say("follow-busy")
	case errors.As(err, &unwritten):
		return q.Say("follow-unwritable")
	case errors.As(err, &fault) && fault.Part != "day":
		return q.Say("no-such-"+fault.Part, fault.Value)
	case errors.As(err, &unread):
		return q.Speech.Query(err)
	case following.IsMistake(err):
		return q.Say("follow-nothing")
	}
	return ""
}

func standingOf(q *answer.Request, one following.Standing) standing {
	s := standing{Standing: one}
	values, parts := map[string][]string{}, []string{}
	if one.Query != "" {
		parts, values["q"] = append(parts, one.Query), []string{one.Query}
	}
	if one.ID != "" {
		s.Address = q.Link("/a/" + one.Edition + "/" + one.ID)
		parts = append(parts, q.Say("follow-article", one.ID))
	}
	for _, p := range one.Parts() {
		var said []string
		for _, v := range p.Values {
			said = append(said, find.InWords(q, p.Name, v))
		}
		if values[p.Name] = p.Values; len(said) == 0 {
			values[p.Name] = []string{"1"}
		}
		parts = append(parts, strings.TrimSpace(q.Say("filter-"+p.Name)+" "+strings.Join(said, "、")))
	}
	s.Said = strings.Join(parts, " · ")
	if s.Address == "" {
		s.Address = q.Address("/search", values)
	}
	return s
}
