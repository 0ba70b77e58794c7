package versions

import (
	"cmp"
	"strconv"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/store/catalog"
)

// Asked is the version that was asked for: the one that is shown, where none was.
func Asked(q *answer.Request, all []catalog.Version) (catalog.Version, error) {
	if len(all) == 0 {
		return catalog.Version{}, answer.ErrNotFound
	}
	asked := cmp.Or(q.Query.Get("version"), q.Query.Get("revision"))
	if asked == "" {
		return catalog.Shown(all), nil
	}
	n, err := strconv.Atoi(asked)
	if err != nil || n < 1 || n > len(all) {
		return catalog.Version{}, answer.BadRequest(q.Say("no-version", len(all)))
	}
	return all[n-1], nil
}

// Until is when a version was another: "" for the last.
func Until(all []catalog.Version, v catalog.Version) string {
	if v.Revision >= len(all) {
		return ""
	}
	return all[v.Revision].Seen // revisions count from one
}
