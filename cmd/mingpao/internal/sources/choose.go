package sources

import (
	"context"
	"errors"
	"net/url"
	"regexp"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/filter"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/site"
	"mingpao/extract/told"
	"mingpao/scraper"
	"mingpao/store"
	"mingpao/store/queue"
)

// Find is the list of a key: feed pns/s00001. A section alone stands for all of its lists, no key for all lists.
func Find(ctx context.Context, a *store.Archive, key string) ([]queue.Source, error) {
	known, err := a.Frontier().Sources(ctx)
	if err != nil {
		return nil, err
	}
	return find(known, key)
}

func find(known []queue.Source, key string) (found []queue.Source, err error) {
	for _, s := range scraper.Lists(known, queue.Want{}) {
		if key == "" || s.Key() == key || s.Edition+"/"+s.Code == key {
			found = append(found, s)
		}
	}
	if len(found) == 0 {
		return nil, told.Errorf("sources: no list %q; mingpao sources names them", terminal.Plain(key))
	}
	return found, nil
}

// Change changes what is said of the lists of a key.
func Change(ctx context.Context, a *store.Archive, key string, change func(*queue.Choice)) error {
	known, err := a.Frontier().Sources(ctx)
	if err != nil {
		return err
	}
	lists, err := changed(known, key, change)
	if err != nil {
		return err
	}
	return a.Frontier().Choose(ctx, lists...)
}

// changed are the lists of a key as a change leaves them.
func changed(known []queue.Source, key string, change func(*queue.Choice)) ([]queue.Source, error) {
	if key == "" {
		return nil, cli.Usagef("sources: name a list, as mingpao sources does: feed pns/s00001")
	}
	lists, err := find(known, key)
	for i := range lists {
		change(&lists[i].Choice)
	}
	return lists, err
}

// Quiet is the change of who knows that a list is silent, until a day or for good.
func Quiet(until string, now time.Time) (func(*queue.Choice), error) {
	day := queue.ForGood
	if until != "" {
		var err error
		if _, day, err = filter.Range(until, now); err != nil {
			return nil, told.Errorf("sources: --until: %w", err)
		}
	}
	return func(c *queue.Choice) { c.Quiet = day }, nil
}

var sectionName = regexp.MustCompile(`^(pns|ins)/(s\d{5}|all)$`)

// Added is a list that a person names: its address is one of the paper's hosts.
func Added(address, section, name string) (s queue.Source, err error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme != "https" || u.Host != site.NewsHost || u.User != nil || u.Fragment != "":
		return s, told.Errorf("sources: %q is not an address of the paper; it begins with %s/", terminal.Plain(address),
			site.Root)
	case section == "":
		return s, errors.New("sources: add needs the section that it lists: --section pns/s00031")
	case !sectionName.MatchString(section):
		return s, told.Errorf("sources: no section %q; it is written like pns/s00031", terminal.Plain(section))
	case strings.ContainsAny(name, "\n\t<>\"") || len([]rune(name)) > 60:
		return s, told.Errorf("sources: %q is not the name of a section", terminal.Plain(name))
	}
	s.Edition, s.Code, _ = strings.Cut(section, "/")
	s.Kind = kindOf(u.Path)
	s.Choice = queue.Choice{Address: u.String(), Name: name}
	return s, nil
}

// kindOf tells what a list is by its path.
func kindOf(path string) string {
	switch {
	case strings.Contains(path, "getlisting"):
		return queue.KindListing
	case strings.HasPrefix(path, "/sitemap"):
		return queue.KindSitemap
	}
	return queue.KindFeed
}
