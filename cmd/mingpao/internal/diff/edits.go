package diff

import "slices"

// maxEdits bounds the difference of two sequences that is worked out: a hostile text costs time and memory by its
// square. An article's clauses, or the characters of some of them, are hundreds.
const maxEdits = 1200

// common are the places of what two sequences have in common, in their order: as much as can be.
func common[T comparable](a, b []T) (pairs [][2]int) {
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		pairs = append(pairs, [2]int{start, start})
		start++
	}
	end := 0
	for end < min(len(a), len(b))-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	for _, p := range between(a[start:len(a)-end], b[start:len(b)-end]) {
		pairs = append(pairs, [2]int{start + p[0], start + p[1]})
	}
	for ; end > 0; end-- {
		pairs = append(pairs, [2]int{len(a) - end, len(b) - end})
	}
	return pairs
}

// between is what two sequences have in common that begin and end differently: by Myers's greedy algorithm (1986). Of
// those that differ too much it is nothing.
func between[T comparable](a, b []T) [][2]int {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	reached := [][]int32{{0, 0, 0}} // by edits: how far in a each diagonal comes, from -edits-1 to edits+1
	for edits := 0; edits <= min(maxEdits, len(a)+len(b)); edits++ {
		now := make([]int32, 2*edits+5)
		for k := -edits; k <= edits; k += 2 {
			x := int(furthest(reached[edits], edits, k))
			for x < len(a) && x-k < len(b) && a[x] == b[x-k] {
				x++
			}
			now[k+edits+2] = int32(x)
			if x >= len(a) && x-k >= len(b) {
				return back(reached, edits, len(a), len(b))
			}
		}
		reached = append(reached, now)
	}
	return nil
}

// furthest is where a diagonal begins with one more edit: below what was reached on the one above it, or beside that on
// the one below.
func furthest(reached []int32, edits, k int) int32 {
	i := k + edits + 1
	if k == -edits || k != edits && reached[i-1] < reached[i+1] {
		return reached[i+1]
	}
	return reached[i-1] + 1
}

// back goes the way that was found from its end.
func back(reached [][]int32, edits, x, y int) (pairs [][2]int) {
	for ; edits >= 0; edits-- {
		k := x - y
		from := int(furthest(reached[edits], edits, k))
		for x > from && y > from-k {
			x, y = x-1, y-1
			pairs = append(pairs, [2]int{x, y})
		}
		if i := k + edits + 1; k == -edits || k != edits && reached[edits][i-1] < reached[edits][i+1] {
			y--
		} else {
			x--
		}
	}
	slices.Reverse(pairs)
	return pairs
}
