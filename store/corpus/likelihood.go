package corpus

import "math"

// Table is how often something stands in two places, and how much there is of each: a of c, b of d.
type table struct{ a, b, c, d float64 }

// likelihood is the log-likelihood that both places have it equally often, as Rayson and Garside reckon it (2000,
// Comparing corpora using frequency profiling): 3.84 is met by chance once in twenty times, 15.13 once in ten thousand.
func (t table) likelihood() float64 {
	share := (t.a + t.b) / (t.c + t.d)
	return 2 * (weigh(t.a, t.c*share) + weigh(t.b, t.d*share))
}

func weigh(seen, expected float64) float64 {
	if seen == 0 {
		return 0
	}
	return seen * math.Log(seen/expected)
}

// ratio is the binary logarithm of how much more often it stands in the first place than in the second, as Hardie has
// it (2014, Log Ratio): 1 is twice as often, 3 eight times. What never stands in the second counts half a time there.
func (t table) ratio() float64 {
	b := t.b
	if b == 0 {
		b = 0.5
	}
	return math.Log2(t.a / t.c * max(t.d, 1) / b)
}
