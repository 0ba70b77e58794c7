package cli

import (
	"errors"
	"io"
	"iter"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/store"
)

// Sound hands what can be read of an archive to use. The others are named, and the program ends with status 3 then.
func Sound[T any](w io.Writer, things iter.Seq2[T, error], use func(T) error) error {
	readable, damaged := SoundOnly(w, things)
	for thing, err := range readable {
		if err != nil {
			return err
		}
		if err := use(thing); err != nil {
			return err
		}
	}
	if *damaged {
		return &Exit{Partly, nil}
	}
	return nil
}

// SoundOnly yields what can be read, names the others, and notes that there were some.
func SoundOnly[T any](w io.Writer, things iter.Seq2[T, error]) (iter.Seq2[T, error], *bool) {
	damaged := new(bool)
	return func(yield func(T, error) bool) {
		for thing, err := range things {
			var one *store.Damaged
			if errors.As(err, &one) {
				*damaged = true
				words.Fprintf(w, "mingpao: %s; the others follow\n", terminal.OneLine(words.To(w).Error(one)))
				continue
			}
			if !yield(thing, err) {
				return
			}
		}
	}, damaged
}
