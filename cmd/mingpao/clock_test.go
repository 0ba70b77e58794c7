package main

import "testing"

// TestTellsTime: in a time that is set, a host's Date is believed only where it is said to keep that time.
func TestTellsTime(t *testing.T) {
	const loopback, open = "http://127.0.0.1:1", "http://proxy.example:3128"
	for _, c := range []struct {
		name, now, date, proxy string
		want                   bool
	}{
		{"this machine's time", "", "", loopback, true},
		{"a time that is set", "2026-03-02T12:00:00+08:00", "", loopback, false},
		{"and that the site keeps", "2026-03-02T12:00:00+08:00", "1", loopback, true},
		{"a time that does not count, for the net is open", "2026-03-02T12:00:00+08:00", "", open, true},
	} {
		t.Setenv(clockEnv, c.now)
		t.Setenv(dateEnv, c.date)
		t.Setenv("HTTPS_PROXY", c.proxy)
		if got := tellsTime(); got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}
