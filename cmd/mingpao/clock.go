package main

import (
	"net/http"
	"net/netip"
	"os"
	"time"

	"golang.org/x/net/http/httpproxy"

	"mingpao/cmd/mingpao/internal/cli"
)

// clockEnv sets the time of a run, so that a week of cron can be played in tests: only where the traffic stays on
// this machine.
const clockEnv = "MINGPAO_NOW"

// clock is the time of this run. It goes on from what MINGPAO_NOW says.
func clock() (func() time.Time, error) {
	set := os.Getenv(clockEnv)
	if set == "" || !toLoopback() {
		return time.Now, nil
	}
	start, err := time.Parse(time.RFC3339, set)
	if err != nil {
		return nil, cli.Usagef("%s %q is not a time; it is written like 2025-12-01T08:00:00+08:00", clockEnv, plain(set))
	}
	began := time.Now()
	return func() time.Time { return start.Add(time.Since(began)) }, nil
}

// today is the time that a person's "today" and "-7d" are counted from: that of the run. A MINGPAO_NOW that is no time
// is for the commands that fetch to refuse.
func today() time.Time {
	now, err := clock()
	if err != nil {
		return time.Now()
	}
	return now()
}

// toLoopback tells whether the traffic goes to this machine, through a proxy.
func toLoopback() bool {
	r, err := http.NewRequest(http.MethodGet, "https://news.mingpao.com/", nil)
	if err != nil {
		return false
	}
	u, err := httpproxy.FromEnvironment().ProxyFunc()(r.URL) // as it is now: net/http remembers what it found first
	if err != nil || u == nil {
		return false
	}
	addr, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && addr.IsLoopback()
}
