package web

import (
	"strconv"

	"mingpao/store"
)

// version is the version that was asked for: the latest, where none was.
func (q *request) version(all []store.Version) (store.Version, error) {
	if len(all) == 0 {
		return store.Version{}, errNotFound
	}
	asked := q.query.Get("version")
	if asked == "" {
		return all[len(all)-1], nil
	}
	n, err := strconv.Atoi(asked)
	if err != nil || n < 1 || n > len(all) {
		return store.Version{}, badRequest(q.say("no-version", len(all)))
	}
	return all[n-1], nil
}
