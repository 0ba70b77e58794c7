package web

import "mingpao/cmd/mingpao/internal/web/internal/answer"

func help(q *answer.Request) (answer.Answer, error) {
	return q.NewView("help", q.Say("help"), nil), nil
}

// nothing answers addresses that lead nowhere.
func nothing(*answer.Request) (answer.Answer, error) { return nil, answer.ErrNotFound }
