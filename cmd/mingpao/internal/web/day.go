package web

import (
	"errors"
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/health"
	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/cmd/mingpao/internal/web/internal/paper"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/frontier"
)

// maxDay bounds the articles of a day's page: three times what the paper publishes on a busy one.
const maxDay = 1500

// dayPage is the paper of a day.
type dayPage struct {
	Day    string `json:"day"`
	Before string `json:"before"` // the nearest days with articles; "" if there is none
	After  string `json:"after"`
	News   *news  `json:"news,omitempty"` // of the front page
	*paper.Paper
	Articles int               `json:"articles"`
	Unread   []frontier.Unread `json:"unread"`
	Silence  health.Silence    `json:"looks"`
	Witness  string            `json:"witness_of"` // where it is said who saw an article, and when
	Calendar calendar          `json:"-"`
}

// day is the paper of a day, or its data.
func day(q *answer.Request) (answer.Answer, error) {
	day, isData := strings.CutSuffix(q.PathValue("day"), ".json")
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return nil, answer.BadRequest(q.Say("no-such-day", day))
	}
	p, err := dayOf(q, day)
	if err != nil {
		return nil, err
	}
	if isData {
		return answer.JSON(p)
	}
	if p.Calendar, err = calendarOf(q, day[:len("2006-01")], day); err != nil {
		return nil, err
	}
	v := q.NewView("day", "", p)
	v.Title, v.Feed, v.Wide = v.Day(day), q.Link("/feed.atom"), true
	return v, nil
}

func dayOf(q *answer.Request, day string) (*dayPage, error) {
	p := &dayPage{Day: day, Witness: q.Link("/a/{edition}/{id}/history.json")}
	all, err := q.Archive.Catalog().Headlines(q.Context(), catalog.Filter{From: day, To: day, Limit: maxDay})
	if err != nil {
		return nil, err
	}
	p.Articles, p.Paper = len(all), paper.Of(all)
	if err := illustrateLead(q, p.Top()); err != nil {
		return nil, err
	}
	if p.Unread, err = q.Archive.Frontier().Unread(q.Context(), day); err != nil {
		return nil, err
	}
	if p.Silence, err = q.Silence(catalog.Filter{}, "", ""); err != nil {
		return nil, err
	}
	p.Before, p.After, err = q.Archive.Catalog().NearestDays(q.Context(), day)
	return p, err
}

// illustrateLead gives the lead story the first of its pictures that is kept.
func illustrateLead(q *answer.Request, top *paper.Section) error {
	if top == nil || len(top.Stories) == 0 {
		return nil
	}
	lead := top.Stories[0]
	a, err := q.Archive.Catalog().Find(q.Context(), lead.Edition, lead.ID)
	var damaged *store.Damaged
	if errors.As(err, &damaged) {
		return nil // its page says so
	}
	if err != nil {
		return err
	}
	kept, err := q.PicturesOf(a.Images, "", answer.Middle)
	if i := slices.IndexFunc(kept, func(s *answer.Shown) bool { return s != nil }); i >= 0 {
		lead.Picture, lead.Caption = kept[i], a.Images[i].Caption
	}
	return err
}
