package web

import (
	"net/url"
	"strings"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/visit"
)

// settingNames are what /settings may be asked: what to set, and where to go on.
var settingNames = []string{"size", "width", "theme", "pictures", "remember", "follow", "leave", "name", "seen",
	"to", "saved"}

// settingsPage is what a reader may set.
type settingsPage struct {
	Choices []visit.Choice
	Saved   bool
}

// settings shows what may be set, or sets what is asked and leads on.
func settings(q *answer.Request) (answer.Answer, error) {
	v, isSet, err := chosen(q)
	switch {
	case err != nil:
		return nil, err
	case !isSet:
		return q.NewView("settings", q.Say("settings"), settingsPage{visit.Choices, q.Query.Get("saved") != ""}), nil
	case !q.IsOwn():
		return nil, answer.BadRequest(q.Say("not-from-here"))
	}
	to := q.Query.Get("to")
	if to == "" {
		return answer.Redirect(q.Link("/settings") + "?saved=1").Noting(v), nil
	}
	if u, err := url.Parse(to); err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") ||
		strings.ContainsAny(to, "\\\n\r\t") || strings.HasPrefix(to, "//") {
		return nil, answer.BadRequest(q.Say("no-value", "to"))
	}
	return answer.Redirect(to).Noting(v), nil
}

// chosen is the visit as a request sets it; isSet is false where it sets nothing.
func chosen(q *answer.Request) (v visit.Visit, isSet bool, err error) {
	v = q.Visit
	look := v.Look
	for _, c := range visit.Choices {
		value := q.Query.Get(c.Name)
		if value == "" {
			continue
		}
		if look, isSet = look.With(c.Name, value); !isSet {
			return v, false, answer.BadRequest(q.Say("no-value", c.Name))
		}
	}
	v = v.Looking(look)
	if q.Query.Get("seen") != "" {
		v, isSet = v.Done(q.Now()), true
	}
	name := strings.TrimSpace(q.Query.Get("name"))
	if kind := q.Query.Get("leave"); kind != "" {
		v, isSet = v.Leaving(visit.Name{Kind: kind, Name: name}), true
	}
	if kind := q.Query.Get("follow"); kind != "" {
		if v, isSet = v.Following(visit.Name{Kind: kind, Name: name}); !isSet {
			return v, false, answer.BadRequest(q.Say("not-followed"))
		}
	}
	return v, isSet, nil
}
