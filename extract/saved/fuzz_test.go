package saved_test

import (
	"bytes"
	"errors"
	"testing"

	"mingpao/extract/saved"
)

// FuzzPages reads anything as any form: no panic, no endless reading, every page with a source and within the limit.
func FuzzPages(f *testing.F) {
	for _, form := range forms {
		f.Add(form.keep(flash(1)))
	}
	for _, d := range damaged {
		f.Add(d.make())
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		n := 0
		for p, err := range saved.NewReader(saved.Options{Stdin: bytes.NewReader(b), Now: now,
			Seen: seen}).Pages(t.Context(), "-") {
			var over *saved.PassedOver
			if p.Source == "" || err == nil && (len(p.Body) > 8<<20 || p.Seen.IsZero()) || errors.As(err, &over) &&
				over.Kind == "" {
				t.Errorf("page %q of %d bytes, seen %v, error %v", p.Source, len(p.Body), p.Seen, err)
			}
			if n++; n > len(b)+1 {
				t.Fatalf("%d pages of %d bytes", n, len(b))
			}
		}
	})
}
