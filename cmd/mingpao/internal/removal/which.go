package removal

import (
	"context"
	"errors"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/extract/site"
	"mingpao/store"
)

// toRemove finds the identity of an article. One that is not there, or cannot be read, can be removed by its address:
// it does not come, then. One that was removed before is found by its id, too.
func toRemove(ctx context.Context, a *store.Archive, name string) (site.Ref, error) {
	ref, ok := cli.ParseName(name)
	if !ok || ref.Edition == "" {
		return toRemoveByID(ctx, a, name)
	}
	found, err := a.Catalog().Find(ctx, ref.Edition, ref.ID)
	var damaged *store.Damaged
	switch {
	case errors.Is(err, store.ErrUnknown) || errors.As(err, &damaged):
		return ref, nil
	case err != nil:
		return ref, err
	}
	return site.Ref{Edition: found.Edition, ID: found.ID}, nil
}

// toRemoveByID finds the one article with an id. Editions number their articles alike, and where two have the same
// number, or one had it that was removed, an id does not say which goes.
func toRemoveByID(ctx context.Context, a *store.Archive, id string) (ref site.Ref, err error) {
	found, err := cli.Find(ctx, a, id)
	unknown := err
	if err == nil {
		ref = site.Ref{Edition: found.Edition, ID: found.ID}
	}
	others, err := sharingID(ctx, a, id, ref)
	switch {
	case err != nil:
		return ref, err
	case unknown != nil && len(others) == 1:
		return others[0], nil
	case unknown != nil && len(others) == 0:
		return ref, unknown
	case len(others) > 0:
		return ref, cli.Usagef("remove: %s has had more than one article with the id %s, in %s; name the one as %s/%s, "+
			"or by its address", a.Path(), id, strings.Join(editionsOf(append(others, ref)), ", "), others[0].Edition, id)
	}
	return ref, nil
}

// sharingID are the other articles with an id, those included that were removed for good.
func sharingID(ctx context.Context, a *store.Archive, id string, than site.Ref) (others []site.Ref, err error) {
	stones, err := a.Catalog().Removals(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range stones {
		if s.ID == id {
			others = append(others, site.Ref{Edition: s.Edition, ID: s.ID})
		}
	}
	for _, e := range site.Editions {
		found, err := a.Catalog().Find(ctx, e.Code, id)
		if err == nil {
			others = append(others, site.Ref{Edition: found.Edition, ID: found.ID})
		} else if !errors.Is(err, store.ErrUnknown) {
			return nil, err
		}
	}
	isSame := func(r site.Ref) bool { return r.Edition == than.Edition && r.ID == than.ID }
	return slices.DeleteFunc(others, isSame), nil
}

func editionsOf(refs []site.Ref) (codes []string) {
	for _, r := range refs {
		if r.Edition != "" {
			codes = append(codes, r.Edition)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
