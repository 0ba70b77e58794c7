package charts

import "time"

// Weeks arranges the days of a month in weeks, Sunday first as calendars in Hong Kong. Before its first day and after
// its last there are zero values.
func Weeks[D any](first time.Time, of func(day time.Time) D) (weeks [][7]D) {
	for day := first; day.Month() == first.Month(); day = day.AddDate(0, 0, 1) {
		if len(weeks) == 0 || day.Weekday() == time.Sunday {
			weeks = append(weeks, [7]D{})
		}
		weeks[len(weeks)-1][day.Weekday()] = of(day)
	}
	return weeks
}

// Level returns a level for n: 0 for none, 1 to 4 for quarters of the most.
func Level(n, most int) int {
	if n <= 0 {
		return 0
	}
	return 1 + min(3, 4*(n-1)/most)
}
