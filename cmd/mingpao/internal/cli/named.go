package cli

import (
	"context"
	"errors"
	"strings"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/site"
	"mingpao/extract/told"
	"mingpao/store"
	"mingpao/store/catalog"
)

// ParseName reads how a person names an article: by its address, its id, or its edition and id, as pns/1772726401001.
// Of an id alone the edition is "".
func ParseName(name string) (ref site.Ref, ok bool) {
	if ref, ok = site.ParseURL(name); ok {
		return ref, true
	}
	edition, id, divided := strings.Cut(name, "/")
	if !divided {
		edition, id = "", name
	}
	return site.Ref{Edition: edition, ID: id}, site.IsID(id) && (!divided || site.EditionOf(edition).Code != "")
}

// Find finds the article that a person names.
func Find(ctx context.Context, archive *store.Archive, name string) (*catalog.Article, error) {
	var found *catalog.Article
	var err error
	switch ref, ok := ParseName(name); {
	case !ok:
		return nil, Usagef("%s is neither an article's address nor its id of 13 digits, like 1772726401001",
			terminal.Plain(name))
	case ref.Edition == "":
		found, err = archive.Catalog().FindID(ctx, ref.ID)
	default:
		found, err = archive.Catalog().Find(ctx, ref.Edition, ref.ID)
	}
	var removed *catalog.Removed
	if errors.As(err, &removed) {
		return nil, told.Errorf("article %s was removed for good on %.10s%s", terminal.Plain(name),
			terminal.Plain(removed.At),
			terminal.InBrackets(removed.Reason))
	}
	if errors.Is(err, store.ErrUnknown) {
		return nil, told.Errorf("no article %s in %s; mingpao list shows what is there", terminal.Plain(name), archive.Path())
	}
	return found, err
}

// Version is a revision of an article; 0 is the one that is shown.
func Version(ctx context.Context, archive *store.Archive, a *catalog.Article, revision int) (catalog.Version, error) {
	all, err := archive.Catalog().Versions(ctx, a.Number)
	if err != nil {
		return catalog.Version{}, err
	}
	if revision == 0 {
		revision = a.Revision
	}
	if revision < 1 || revision > len(all) {
		return catalog.Version{}, Usagef("article %s has revisions 1 to %d, not %d", a.ID, len(all), revision)
	}
	return all[revision-1], nil
}
