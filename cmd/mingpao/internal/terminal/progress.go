package terminal

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
)

// Progress is a bar on a terminal, nothing elsewhere. Work that is done before anyone could read it shows none.
type Progress struct{ bar *progressbar.ProgressBar }

// NewProgress is a bar for so many things.
func NewProgress(w io.Writer, total int, unit string) Progress {
	if !Is(w) || total < 2 || os.Getenv("TERM") == "dumb" {
		return Progress{}
	}
	return Progress{progressbar.NewOptions(total,
		progressbar.OptionSetWriter(raw(w)),
		progressbar.OptionSetWidth(24),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString(unit),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

// Add shows n more things done.
func (p Progress) Add(n int) {
	if p.bar != nil {
		_ = p.bar.Add(n) // a bar that cannot be drawn is no reason to stop
	}
}

// Watch is what a crawl reports to, nil where nobody watches: counting what is due costs something.
func (p Progress) Watch() func(done, due int) {
	if p.bar == nil {
		return nil
	}
	return p.Set
}

// Set shows how much is done of what is known to be due: in a crawl both grow.
func (p Progress) Set(done, due int) {
	if p.bar != nil {
		p.bar.ChangeMax(done + due)
		_ = p.bar.Set(done)
	}
}

// Clear wipes the bar, so that a line can be printed.
func (p Progress) Clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

// NewByteProgress is a bar over so many bytes, with how many pages were found in them.
func NewByteProgress(w io.Writer, total int64) Progress {
	if !Is(w) || total <= 0 || os.Getenv("TERM") == "dumb" {
		return Progress{}
	}
	return Progress{progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(raw(w)),
		progressbar.OptionSetWidth(24),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

// At shows how far the reading is, and what was found so far.
func (p Progress) At(n int64, found string) {
	if p.bar != nil {
		p.bar.Describe(found)
		_ = p.bar.Set64(n)
	}
}
