package web

import (
	"slices"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/web/internal/answer"
	"mingpao/extract/site"
	"mingpao/store/catalog"
)

// maxDay bounds the articles of a day's page: three times what the paper publishes on a busy one.
const maxDay = 1500

// dayPage is the paper of a day.
type dayPage struct {
	Day           string
	Before, After string // the nearest days with articles; "" if there is none
	Editions      []editionOfDay
	Articles      int
	Calendar      calendar
	Silence       answer.Silence
}

type editionOfDay struct {
	Code     string
	Sections []sectionOfDay
	Articles int
}

type sectionOfDay struct {
	Edition, Code, Name string
	Articles            []catalog.Headline
}

// latest is the paper of the newest day.
func latest(q *answer.Request) (answer.Answer, error) {
	day, _, err := q.Archive.Catalog().NearestDays(q.Context(), "")
	if err != nil {
		return nil, err
	}
	if day == "" {
		return q.NewView("empty", q.Say("empty-archive"), nil), nil
	}
	return paper(q, day)
}

func day(q *answer.Request) (answer.Answer, error) {
	day := q.PathValue("day")
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return nil, answer.BadRequest(q.Say("no-such-day", day))
	}
	return paper(q, day)
}

func paper(q *answer.Request, day string) (answer.Answer, error) {
	p := dayPage{Day: day}
	all, err := q.Archive.Catalog().Headlines(q.Context(), catalog.Filter{From: day, To: day, Limit: maxDay})
	if err != nil {
		return nil, err
	}
	p.Articles = len(all)
	p.Editions = arranged(all)
	if p.Silence, err = q.Silence(catalog.Filter{}, "", ""); err != nil {
		return nil, err
	}
	if p.Before, p.After, err = q.Archive.Catalog().NearestDays(q.Context(), day); err != nil {
		return nil, err
	}
	if p.Calendar, err = calendarOf(q, day[:len("2006-01")], day); err != nil {
		return nil, err
	}
	v := q.NewView("day", "", p)
	v.Title, v.Feed, v.Wide = v.Day(day), q.Link("/feed.atom"), true
	return v, nil
}

// arranged puts a day's articles into the order of the paper: by edition and section, in instant news the latest first.
func arranged(all []catalog.Headline) []editionOfDay {
	var editions []editionOfDay
	slices.SortStableFunc(all, func(a, b catalog.Headline) int {
		if d := answer.PlaceOf(a.Edition, a.SectionCode) - answer.PlaceOf(b.Edition, b.SectionCode); d != 0 {
			return d
		}
		if a.Edition != site.Daily {
			return strings.Compare(b.Published, a.Published)
		}
		return strings.Compare(a.ID, b.ID) // as they stand in the paper
	})
	for _, h := range all {
		if n := len(editions); n == 0 || editions[n-1].Code != h.Edition {
			editions = append(editions, editionOfDay{Code: h.Edition})
		}
		e := &editions[len(editions)-1]
		e.Articles++
		if n := len(e.Sections); n == 0 || e.Sections[n-1].Code != h.SectionCode {
			e.Sections = append(e.Sections, sectionOfDay{Edition: h.Edition, Code: h.SectionCode, Name: h.Section})
		}
		s := &e.Sections[len(e.Sections)-1]
		s.Articles = append(s.Articles, h)
	}
	return editions
}
