package crawling

import (
	"context"
	"errors"
	"slices"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/site"
	"mingpao/extract/told"
	"mingpao/store"
)

// Days is the range of days that --from and --to or --recheck name, "" for none.
func Days(from, to, recheck string, now time.Time) (first, last string, err error) {
	if first, last, err = span(from, to, recheck, now); err != nil {
		return "", "", err
	}
	return first, last, checkPast(first, last, now)
}

func span(from, to, recheck string, now time.Time) (first, last string, err error) {
	flag := "--from"
	switch {
	case recheck != "":
		flag = "--recheck"
		first, last, err = filter.Range(recheck, now)
	case from == "" && to == "":
		return "", "", nil
	case from == "":
		return "", "", errors.New("--to needs --from")
	case to == "":
		first, last, err = filter.Range(from, now)
	default:
		return filter.Days(from, to, now)
	}
	if err != nil {
		return "", "", told.Errorf("%s: %w", flag, err)
	}
	return first, last, nil
}

// firstDay is the first day of the paper on the web.
const firstDay = "1995-01-01"

// checkPast refuses days that the paper cannot have had.
func checkPast(from, to string, now time.Time) error {
	tomorrow := site.DayOf(now.AddDate(0, 0, 1))
	switch {
	case from == "":
		return nil
	case from < firstDay:
		return told.Errorf("%s lies before %s, when the paper came to the web", from, firstDay)
	case to > tomorrow:
		return told.Errorf("%s is later than tomorrow, %s", to, tomorrow)
	}
	return nil
}

// Refs are the articles that a person names: by address, or as an archive knows them.
func Refs(ctx context.Context, db string, names []string) (refs []site.Ref, err error) {
	for _, name := range names {
		ref, ok := cli.ParseName(name)
		switch {
		case name == "on", name == "large", name == "off":
			return nil, cli.Usagef("crawl: %s is not an article's address; is --pictures=%[1]s meant?", name)
		case !ok:
			return nil, cli.Usagef("crawl: %s is not an article's address; it looks like "+
				"https://news.mingpao.com/pns/…/article/20251203/s00001/1764700000000", terminal.Plain(name))
		}
		if ref.Date == "" {
			if ref, err = known(ctx, db, name, ref); err != nil {
				return nil, err
			}
		}
		refs = append(refs, ref)
	}
	return refs, nil
}

// known is where the lists that an archive has read name an article, else where it has it from.
func known(ctx context.Context, db, name string, named site.Ref) (ref site.Ref, err error) {
	err = cli.Read(ctx, db, func(a *store.Archive) error {
		address, err := a.Frontier().AddressOf(ctx, named.Edition, named.ID)
		if err != nil {
			return err
		}
		if address == "" {
			art, err := cli.Find(ctx, a, name)
			if err != nil {
				return err
			}
			address = art.URL
		}
		var ok bool
		if ref, ok = site.ParseURL(address); !ok {
			return told.Errorf("crawl: %s has no address of article %s; name it by that", a.Path(), named.ID)
		}
		return nil
	})
	return ref, err
}

// Sections are the sections with lists that names mean, of the site's and those that were added to an archive, if there
// is one; an edition stands for all of its own.
func Sections(ctx context.Context, db string, names []string) ([]site.Section, error) {
	if len(names) == 0 {
		return nil, nil
	}
	listed := site.Listed()
	_ = cli.Read(ctx, db, func(a *store.Archive) error { // what is wrong with it the run will say
		all, err := a.Frontier().Sections(ctx)
		if err == nil {
			listed = all
		}
		return err
	})
	meant, err := filter.Sections(names, listed)
	if err != nil {
		return nil, err
	}
	var found []site.Section
	for _, m := range meant {
		own := slices.DeleteFunc(slices.Clone(listed), func(s site.Section) bool {
			return s.Edition != m.Edition || m.Code != "" && s.Code != m.Code
		})
		if len(own) == 0 {
			return nil, told.Errorf("--section: %s has no lists; crawl reads those of pns and ins", export.SectionTitle(m))
		}
		found = append(found, own...)
	}
	return found, nil
}
