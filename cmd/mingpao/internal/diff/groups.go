package diff

import (
	"math"
	"slices"
)

// group is paragraphs that stand beside each other: so many of the older text from one on, and so many of the newer.
type group struct {
	old, olds int
	new, news int
	other     int // of one that moved, where it stands in the other text; -1: it did not
}

func (g group) sign() Sign {
	switch {
	case g.other >= 0 && g.olds > 0:
		return MovedAway
	case g.other >= 0:
		return MovedHere
	case g.olds == 0:
		return PutIn
	case g.news == 0:
		return TakenOut
	case g.olds < g.news:
		return Parted
	case g.olds > g.news:
		return Joined
	case g.olds > 1:
		return Regrouped
	}
	return Stays
}

// shapes are the groups that are tried, with what each costs beside what differs in it, in features. A boundary between
// two paragraphs is not moved for a few characters that both have by chance.
var shapes = []struct{ olds, news, cost int }{
	{1, 1, 0}, {1, 2, 2}, {2, 1, 2}, {1, 3, 4}, {3, 1, 4}, {1, 4, 6}, {4, 1, 6}, {2, 2, 16},
}

const (
	maxTogether = 4    // paragraphs in a side of a group
	minAlike    = 0.4  // of two paragraphs of which one became the other
	minParted   = 0.6  // of one and several
	minMoved    = 0.75 // of one that moved and was edited
	minHeld     = 0.5  // of each part, in the whole
	minFeatures = 20   // of one that moved and was edited: less is alike by chance
)

// grouped puts the paragraphs of two texts beside each other: those that are the same or became one another, and of
// those that are left the ones that stand elsewhere.
func grouped(was, now []string) (all []group) {
	at, to := 0, 0
	for _, p := range append(fixed(was, now), [2]int{len(was), len(now)}) {
		for _, g := range matched(was[at:p[0]], now[to:p[1]]) {
			g.old, g.new = g.old+at, g.new+to
			all = append(all, g)
		}
		if p[0] < len(was) {
			all = append(all, group{p[0], 1, p[1], 1, -1})
		}
		at, to = p[0]+1, p[1]+1
	}
	moves(all, was, now)
	return all
}

// fixed are the paragraphs that stay beside each other whatever is between them: the same at both ends. Within, the
// most paragraphs are not the most text, and so they are weighed, but in texts that are too long for it.
func fixed(was, now []string) [][2]int {
	pairs := common(was, now)
	if !canWeigh(was, now) {
		return pairs
	}
	start, end := 0, len(pairs)
	for start < end && pairs[start] == [2]int{start, start} {
		start++
	}
	for start < end && pairs[end-1] == [2]int{len(was) - len(pairs) + end - 1, len(now) - len(pairs) + end - 1} {
		end--
	}
	return slices.Delete(pairs, start, end)
}

// matched puts paragraphs beside those that they became, so that least differs.
func matched(was, now []string) (all []group) {
	if len(was)*len(now) == 0 || !canWeigh(was, now) {
		return slices.Concat(alone(len(was), 1, 0), alone(len(now), 0, 1))
	}
	t := table{runs(bags(was)), runs(bags(now)), make([][]cell, len(was)+1)}
	for i := range t.cells {
		t.cells[i] = make([]cell, len(now)+1)
	}
	for i := len(was); i >= 0; i-- {
		for j := len(now); j >= 0; j-- {
			if i < len(was) && j < len(now) && was[i] == now[j] {
				t.cells[i][j] = cell{t.cells[i+1][j+1].cost, 1, 1}
				continue
			}
			t.cells[i][j] = t.best(i, j)
		}
	}
	for i, j := 0, 0; i < len(was) || j < len(now); {
		c := t.cells[i][j]
		all = append(all, group{i, c.olds, j, c.news, -1})
		i, j = i+c.olds, j+c.news
	}
	return all
}

// alone are paragraphs with nothing beside them.
func alone(n, olds, news int) (all []group) {
	for i := range n {
		all = append(all, group{i * olds, olds, i * news, news, -1})
	}
	return all
}

// cell is the best that can be made of what follows two places: its cost, and the group that it begins with.
type cell struct{ cost, olds, news int }

type table struct {
	olds, news [][]bag // by the number of paragraphs together, then by the first
	cells      [][]cell
}

func (t table) best(i, j int) cell {
	n, m := len(t.olds[1]), len(t.news[1])
	if i == n && j == m {
		return cell{}
	}
	best := cell{cost: math.MaxInt}
	try := func(cost, olds, news int) {
		if cost += t.cells[i+olds][j+news].cost; cost < best.cost {
			best = cell{cost, olds, news}
		}
	}
	for _, s := range shapes {
		if i+s.olds <= n && j+s.news <= m {
			if differ, ok := t.differ(i, j, s.olds, s.news); ok {
				try(differ+s.cost, s.olds, s.news)
			}
		}
	}
	if i < n {
		try(len(t.olds[1][i]), 1, 0)
	}
	if j < m {
		try(len(t.news[1][j]), 0, 1)
	}
	return best
}

// differ is by how much paragraphs differ from those beside them; false where they are not alike.
func (t table) differ(i, j, olds, news int) (int, bool) {
	was, now := t.olds[olds][i], t.news[news][j]
	differ, alike := was.against(now)
	if olds+news == 2 {
		return differ, alike >= minAlike
	}
	was1, now1 := t.olds[1][i], t.news[1][j]
	if olds == news && !areIn(was1, []bag{now1}) && !areIn(now1, []bag{was1}) {
		return 0, false // what was first is not: it moved
	}
	return differ, alike >= minParted && areIn(now, t.olds[1][i:i+olds]) && areIn(was, t.news[1][j:j+news])
}

// moves finds among the paragraphs that stand alone those of which the other text has one: the very same, else one that
// is much alike.
func moves(all []group, was, now []string) {
	var away, here []int // groups
	var went, came []string
	for i, g := range all {
		if g.news == 0 {
			away, went = append(away, i), append(went, was[g.old])
		} else if g.olds == 0 {
			here, came = append(here, i), append(came, now[g.new])
		}
	}
	meet := func(isMoved func(i, j int) bool) {
		for i, a := range away {
			for j, h := range here {
				if all[a].other < 0 && all[h].other < 0 && isMoved(i, j) {
					all[a].other, all[h].other = all[h].new, all[a].old
				}
			}
		}
	}
	meet(func(i, j int) bool { return went[i] == came[j] })
	if canWeigh(went, came) {
		olds, news := bags(went), bags(came)
		meet(func(i, j int) bool { return isEdited(olds[i], news[j]) })
	}
}

// isEdited reports whether a paragraph that is elsewhere became another.
func isEdited(before, after bag) bool {
	_, alike := before.against(after)
	return alike >= minMoved && len(before) >= minFeatures
}
