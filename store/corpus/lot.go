package corpus

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"iter"
	"slices"
)

// Drawn are so many lines drawn by lot, in the order in which they came. The lot of a line depends on the seed, the
// article and which of its hits it is: the same can be drawn again, also of an archive that has grown, but for those
// that what was added has taken the place of.
func Drawn(lines iter.Seq2[Line, error], n int, seed int64) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		var held []lot
		came := 0
		for line, err := range lines {
			if err != nil {
				if !yield(line, err) {
					return
				}
				continue
			}
			came++
			if held = append(held, lot{line.lot(seed), came, line}); len(held) >= 2*n+1 {
				held = least(held, n)
			}
		}
		held = least(held, n)
		slices.SortFunc(held, func(a, b lot) int { return a.place - b.place })
		for _, one := range held {
			if !yield(one.Line, nil) {
				return
			}
		}
	}
}

// lot is a line with its lot and where it came.
type lot struct {
	number uint64
	place  int
	Line
}

func least(held []lot, n int) []lot {
	slices.SortFunc(held, func(a, b lot) int { return cmp.Or(cmp.Compare(a.number, b.number), a.place-b.place) })
	kept := held[:min(n, len(held))]
	clear(held[len(kept):])
	return kept
}

func (l Line) lot(seed int64) uint64 {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %s %d", seed, l.Edition, l.ID, l.Ordinal))
	return binary.BigEndian.Uint64(sum[:])
}
