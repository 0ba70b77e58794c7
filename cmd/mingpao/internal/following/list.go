package following

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/told"
	"mingpao/store"
	"mingpao/store/frontier"
	"mingpao/store/search"
)

// Standing is a question of the list.
type Standing struct {
	frontier.Follow
	Question
	Title string // of the one article that it is about, where it is in the archive
}

// List are the questions that an archive keeps.
func List(ctx context.Context, a *store.Archive) ([]Standing, error) {
	follows, err := a.Frontier().Follows(ctx)
	if err != nil {
		return nil, err
	}
	var all []Standing
	for _, f := range follows {
		q, err := read(f.Said)
		if err != nil {
			return nil, told.Errorf("question %d cannot be read; mingpao follow remove %d takes it away: %w", f.Number,
				f.Number, err)
		}
		one := Standing{Follow: f, Question: q}
		if q.ID != "" {
			if art, err := a.Catalog().Find(ctx, q.Edition, q.ID); err == nil { // else it is not here, or here no more
				one.Title = art.Title
			}
		}
		all = append(all, one)
	}
	return all, nil
}

// Add keeps a question and reports whether it is new. A name that the archive does not have is a *filter.Fault.
func Add(ctx context.Context, a *store.Archive, q Question, now time.Time) (isNew bool, err error) {
	if q.Query != "" {
		if _, err := search.ParseQuery(q.Query); err != nil {
			return false, err
		}
	}
	if _, err := q.In(ctx, a.Catalog(), now); err != nil {
		return false, err
	}
	return a.Frontier().Follow(ctx, q.said(), now)
}

// IsMistake reports whether an error is of a question as it was typed.
func IsMistake(err error) bool {
	var unread search.QueryError
	var fault *filter.Fault
	return errors.Is(err, errNothing) || errors.Is(err, store.ErrUnknown) || errors.As(err, &unread) ||
		errors.As(err, &fault)
}

// WriteList writes the questions, one a line.
func WriteList(w io.Writer, all []Standing) error {
	for _, one := range all {
		line := fmt.Sprintf("%d  %s", one.Number, one.Words(words.To(w)))
		if one.Title != "" {
			line += "  " + terminal.OneLine(one.Title)
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}
