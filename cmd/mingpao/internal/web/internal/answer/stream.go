package answer

import (
	"context"
	"net/http"
	"time"
)

// streamTime is the time limit for an answer that is sent as it is made.
const streamTime = 10 * time.Minute

// Stream is an answer that is sent as it is made. It does not wait for a turn: more than some at a time are refused.
func (r *Room) Stream(send func(*Request, http.ResponseWriter) error, may ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		w.Header().Add("Vary", "Accept-Language")
		ctx, cancel := context.WithTimeout(hr.Context(), streamTime)
		defer cancel()
		q := r.newRequest(hr).in(ctx)
		leave, err := q.turns.beginStream()
		if err != nil {
			q.fail(w, err)
			return
		}
		defer leave()
		if err = q.check(may); err == nil {
			err = send(q, w)
		}
		if err != nil {
			q.fail(w, err)
		}
	})
}
