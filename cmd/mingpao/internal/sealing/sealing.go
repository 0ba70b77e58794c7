// Package sealing prints the seal of an archive, and holds the archive against one that somebody has kept.
package sealing

import (
	"context"
	"fmt"
	"io"
	"strings"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/told"
	"mingpao/store"
)

// Sealing is what a person asks of the seal.
type Sealing struct {
	Out, Err io.Writer
	JSON     bool
}

// Print prints the seal of a day: the hash alone, and what it is of for people. "" is the last day that has ended.
func (s Sealing) Print(ctx context.Context, a *store.Archive, day string) error {
	seal, err := a.Seal(ctx, day)
	if err != nil {
		return err
	}
	if s.JSON {
		claims, err := a.Claims(ctx)
		if err != nil {
			return err
		}
		claims = others(claims)
		return export.JSON(s.Out, struct {
			store.Seal
			Claimed []store.Claim `json:"claimed"` // by other archives of their own
		}{seal, claims}, "  ")
	}
	if _, err := fmt.Fprintln(s.Out, seal.SHA256); err != nil {
		return err
	}
	said := "all that was taken in up to %s\n"
	if !seal.Sealed {
		said = "all that was taken in up to %s; that day is not sealed yet, " +
			"and the hash changes with what is still taken in\n"
	}
	return words.Fprintf(s.Err, said, terminal.Plain(seal.Day))
}

// others are the claims that were heard.
func others(all []store.Claim) []store.Claim {
	heard := []store.Claim{}
	for _, c := range all {
		if c.Run != 0 {
			heard = append(heard, c)
		}
	}
	return heard
}

// Hold says whether all that was taken in up to a day is still what it was when somebody kept its seal.
func (s Sealing) Hold(ctx context.Context, a *store.Archive, hash, day string) error {
	held, err := a.Hold(ctx, strings.ToLower(hash), day)
	switch {
	case err != nil:
		return err
	case s.JSON:
		err = export.JSON(s.Out, held, "  ")
	case held.Same:
		err = words.Fprintf(s.Out, "all that was taken in up to %s is what it was\n", day)
	}
	if held.Same || err != nil {
		return err
	}
	return &cli.Exit{Status: cli.Failed, Err: differing(held, day)}
}

func differing(held store.Held, day string) error {
	switch {
	case held.First != "":
		return told.Errorf("what was taken in up to %s is not what it was: looks of %s were altered, taken away or added "+
			"since; "+"a backup of that day shows which", day, terminal.Plain(held.First))
	case len(held.Claimed) > 0:
		return told.Errorf("that is not a seal of this archive: archive %s says that it is its own",
			terminal.OneLine(strings.Join(held.Claimed, ", ")))
	}
	return told.Errorf("that is not a seal of this archive up to %s, whose own seals agree with it: "+
		"it is of another day or archive, or this one was sealed anew", day)
}
