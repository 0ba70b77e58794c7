package inquiry

import (
	"io"
	"slices"

	"mingpao/cmd/mingpao/internal/cli"
	"mingpao/store/corpus"
)

// Sound hands on what of texts can be read, names the others, and remembers that there were some.
type Sound struct {
	W io.Writer

	damaged []*bool
}

// Texts are those that can be read.
func (s *Sound) Texts(texts corpus.Texts) corpus.Texts {
	readable, damaged := cli.SoundOnly(s.W, texts)
	s.damaged = append(s.damaged, damaged)
	return readable
}

// End is an error, or the status of an answer that something is missing from.
func (s *Sound) End(err error) error {
	if err == nil && slices.ContainsFunc(s.damaged, func(is *bool) bool { return *is }) {
		return &cli.Exit{Status: cli.Partly}
	}
	return err
}
