package web

import (
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/find"
	"mingpao/extract/site"
)

func help(q *answer.Request) (answer.Answer, error) {
	return q.NewView("help", q.Say("help"), nil), nil
}

// elsewhere answers addresses that are not the room's: those of articles at the paper lead to them.
func elsewhere(q *answer.Request) (answer.Answer, error) {
	for _, e := range site.Editions {
		at, err := find.Named(q, e.Host+q.URL.Path)
		if err == nil && at != "" {
			return answer.Redirect(at), nil
		}
	}
	return nil, answer.ErrNotFound
}
