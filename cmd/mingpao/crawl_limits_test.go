package main

import (
	"net/http"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"mingpao/testdata"
)

// stalling is a site that begins an answer and never ends it.
func stalling(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/robots.txt" {
		return
	}
	w.WriteHeader(http.StatusOK)
	w.(http.Flusher).Flush()
	<-r.Context().Done()
}

// slowRobots lets everything be fetched, with half a minute between two requests.
func slowRobots(site http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			_, _ = w.Write([]byte("User-agent: *\nCrawl-delay: 30\n"))
			return
		}
		site.ServeHTTP(w, r)
	}
}

// TestRunsEnd ends runs in the middle of what takes long: by their time, and by signals.
func TestRunsEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for answers that never come")
	}
	for _, c := range []struct {
		name   string
		site   http.Handler
		args   []string
		signal syscall.Signal // 0: none
		most   time.Duration
		status int
	}{
		{"time, an answer stalls", http.HandlerFunc(stalling), []string{"--delay", "0", "--max-time", "2s"}, 0,
			12 * time.Second, statusFailed},
		{"time, the host wants a pause", slowRobots(testdata.NewSite()), []string{"--max-time", "2s"}, 0, 12 * time.Second,
			statusFailed},
		{"TERM, an answer stalls", http.HandlerFunc(stalling), []string{"--delay", "0"}, syscall.SIGTERM, 10 * time.Second,
			statusInterrupted},
		{"INT, the host wants a pause", slowRobots(testdata.NewSite()), nil, syscall.SIGINT, 10 * time.Second,
			statusInterrupted},
		{"HUP, an answer stalls", http.HandlerFunc(stalling), []string{"--delay", "0"}, syscall.SIGHUP, 10 * time.Second,
			statusInterrupted},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.signal != 0 && signal.Ignored(c.signal) {
				t.Skipf("started by nohup or the like: %v is ignored", c.signal)
			}
			t.Parallel()
			asked := make(chan struct{}, 1000)
			proxy, certificate := behindProxy(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked <- struct{}{}
				c.site.ServeHTTP(w, r)
			}))
			db := filepath.Join(t.TempDir(), "mingpao.db")
			cmd := program(t, proxy, certificate, append([]string{"crawl", "--quiet", "--db", db}, c.args...)...)
			began := time.Now()
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if c.signal != 0 {
				<-asked
				time.Sleep(200 * time.Millisecond) // until it stalls
				began = time.Now()
				if err := cmd.Process.Signal(c.signal); err != nil {
					t.Fatal(err)
				}
			}
			_ = cmd.Wait()
			if took := time.Since(began); took > c.most {
				t.Errorf("it took %v", took)
			}
			if got := cmd.ProcessState.ExitCode(); got != c.status {
				t.Errorf("status %d, want %d", got, c.status)
			}
			last, ok, err := openArchive(t, db).Frontier().LastRun(t.Context(), "crawl", time.Now())
			if err != nil || !ok || last.Ended.IsZero() {
				t.Errorf("the run has no end: %+v, %v", last, err)
			}
		})
	}
}
