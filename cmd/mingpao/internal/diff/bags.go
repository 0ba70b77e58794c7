package diff

import "slices"

// bag is what a text is compared by, in order: each of its characters, and each two that follow one another.
type bag []uint64

const runeBits = 21

func bagOf(text string) bag {
	var b bag
	var last rune
	for _, r := range text {
		b = append(b, uint64(r))
		if last != 0 {
			b = append(b, uint64(last)<<runeBits|uint64(r))
		}
		last = r
	}
	slices.Sort(b)
	return b
}

func bags(texts []string) []bag {
	all := make([]bag, len(texts))
	for i, t := range texts {
		all[i] = bagOf(t)
	}
	return all
}

const (
	maxWeighed = 20_000_000 // bytes: a hundred paragraphs of a thousand by a hundred
	perPair    = 100        // bytes that a pair costs, however short
)

// canWeigh reports whether paragraphs can be compared in a moment, each with each.
func canWeigh(was, now []string) bool {
	return weight(was)*len(now)+weight(now)*len(was) <= maxWeighed
}

func weight(texts []string) (n int) {
	for _, t := range texts {
		n += len(t) + perPair
	}
	return n
}

// runs are the bags of so many paragraphs together, by their number, then by the first.
func runs(all []bag) [][]bag {
	together := make([][]bag, maxTogether+1)
	together[1] = all
	for n := 2; n <= maxTogether; n++ {
		for i := range max(0, len(all)-n+1) {
			b := slices.Concat(together[n-1][i], all[i+n-1])
			slices.Sort(b)
			together[n] = append(together[n], b)
		}
	}
	return together
}

// shared is the number of features that two texts have in common.
func (b bag) shared(other bag) (n int) {
	for i, j := 0, 0; i < len(b) && j < len(other); {
		switch {
		case b[i] < other[j]:
			i++
		case b[i] > other[j]:
			j++
		default:
			i, j, n = i+1, j+1, n+1
		}
	}
	return n
}

// against is by how many features two texts differ, and which part of both they share.
func (b bag) against(other bag) (differ int, alike float64) {
	both := len(b) + len(other)
	if both == 0 {
		return 0, 1
	}
	if 2*float64(min(len(b), len(other))) < minAlike*float64(both) {
		return both, 0
	}
	shared := b.shared(other)
	return both - 2*shared, 2 * float64(shared) / float64(both)
}

// areIn reports whether a whole holds its parts, as far as they were not edited.
func areIn(whole bag, parts []bag) bool {
	return !slices.ContainsFunc(parts, func(p bag) bool { return float64(p.shared(whole)) < minHeld*float64(len(p)) })
}
