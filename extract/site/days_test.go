package site

import "testing"

func TestAddDays(t *testing.T) {
	for _, c := range []struct {
		day  string
		n    int
		want string
	}{{"2024-02-28", 1, "2024-02-29"}, {"2026-01-01", -1, "2025-12-31"}, {"2026-01-01", 0, "2026-01-01"},
		{"2026-02-30", 1, ""}, {"", 1, ""}} {
		if got := AddDays(c.day, c.n); got != c.want {
			t.Errorf("%q and %d days: %q, want %q", c.day, c.n, got, c.want)
		}
	}
}
