package main

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
)

// machineTime is where the machine's clock is asked and not the run's, and why.
var machineTime = map[string]string{
	"cmd/mingpao/clock.go":                              "the run's time is made of it",
	"cmd/mingpao/crawl.go":                              "how long to wait for the lock",
	"cmd/mingpao/internal/cli/man.go":                   "the date of a manual page",
	"cmd/mingpao/internal/crawling/run.go":              "how long a run took",
	"cmd/mingpao/internal/watching/watch.go":            "how long a file has been at rest",
	"cmd/mingpao/internal/web/serve.go":                 "a deadline",
	"cmd/mingpao/internal/web/internal/answer/memo.go":  "the age of a kept answer",
	"cmd/mingpao/internal/web/internal/answer/room.go":  "unless a time is given",
	"cmd/mingpao/internal/web/internal/answer/turns.go": "how long an answer took",
	"scraper/crawl.go":                                  "how long a run may take",
	"scraper/fetch/config.go":                           "unless a time is given",
	"store/internal/db/wait.go":                         "how long to wait for the lock",
	"store/internal/migrate/migrate.go":                 "an archive is opened by no run",
	"store/internal/verify/clocks.go":                   "what is yet to come by the machine's clock",
}

// TestClock: what a run writes bears the time of the run, which tests set; nothing else asks the machine.
func TestClock(t *testing.T) {
	root, packages := house(t)
	for folder, files := range packages {
		for _, file := range files {
			name := folder + "/" + file
			source, err := fs.ReadFile(root, name)
			if err != nil {
				t.Fatal(err)
			}
			asks, may := bytes.Contains(source, []byte("time.Now")), machineTime[name] != "" ||
				strings.HasPrefix(name, "testdata/")
			if asks && !may {
				t.Errorf("%s asks the machine's clock: it should be given the run's", name)
			} else if !asks && machineTime[name] != "" {
				t.Errorf("%s asks the machine's clock no longer", name)
			}
		}
	}
}
