package paper

// heading is how many headlines a section's name is as high as.
const heading = 2

// measure says how many columns each section but the first is wide, so that rows are full, sections in their order, and
// the paper as low as it can be.
func (p *Paper) measure() {
	others, heights := p.Others(), make([]int, 0, len(p.Sections))
	for _, s := range others {
		heights = append(heights, len(s.Stories)+min(1, len(s.Elsewhere)))
	}
	for columns := range len(Section{}.Width) {
		for i, width := range widths(heights, columns+1) {
			others[i].Width[columns] = width
		}
	}
}

// widths are those of sections in rows of some columns. From the last section on, the best row is known that begins
// with each.
func widths(heights []int, columns int) []int {
	best, all := make([]int, len(heights)+1), make([][]int, len(heights)+1)
	for i := len(heights) - 1; i >= 0; i-- {
		for n := 1; n <= min(columns, len(heights)-i); n++ {
			row, height := shared(heights[i:i+n], columns)
			if total := height + heading + best[i+n]; all[i] == nil || total < best[i] {
				best[i], all[i] = total, append(row, all[i+n]...)
			}
		}
	}
	return all[0]
}

// shared shares the columns of a row out among sections: each column more goes to the highest. height is the row's.
func shared(heights []int, columns int) (row []int, height int) {
	row = make([]int, len(heights))
	for i := range row {
		row[i] = 1
	}
	for range columns - len(heights) {
		row[highest(heights, row)]++
	}
	i := highest(heights, row)
	return row, ceil(heights[i], row[i])
}

func highest(heights, row []int) (at int) {
	for i := range row {
		if ceil(heights[i], row[i]) > ceil(heights[at], row[at]) {
			at = i
		}
	}
	return at
}

func ceil(n, by int) int { return (n + by - 1) / by }
