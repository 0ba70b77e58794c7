package main

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"mingpao/extract/saved"
)

// progress is a bar on a terminal, nothing elsewhere. Work that is done before anyone could read it shows none.
type progress struct{ bar *progressbar.ProgressBar }

func newProgress(w io.Writer, total int, unit string) progress {
	if !isTerminal(w) || total < 2 {
		return progress{}
	}
	return progress{progressbar.NewOptions(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetWidth(24),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString(unit),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

// newByteProgress is a bar over the bytes of files; there is none where addresses or streams are among them.
func newByteProgress(w io.Writer, inputs []string) progress {
	if !isTerminal(w) {
		return progress{}
	}
	total := saved.Size(inputs...)
	if total <= 0 {
		return progress{}
	}
	return progress{progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetWidth(24),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

// at shows how far the reading is.
func (p progress) at(n int64) {
	if p.bar != nil {
		_ = p.bar.Set64(n)
	}
}

func (p progress) add(n int) {
	if p.bar != nil {
		_ = p.bar.Add(n) // a bar that cannot be drawn is no reason to stop
	}
}

// progress is what a crawl reports to, nil where nobody watches: counting what is due costs something.
func (p progress) progress() func(done, due int) {
	if p.bar == nil {
		return nil
	}
	return p.set
}

// set shows how much is done of what is known to be due: in a crawl both grow.
func (p progress) set(done, due int) {
	if p.bar != nil {
		p.bar.ChangeMax(done + due)
		_ = p.bar.Set(done)
	}
}

// clear wipes the bar, so that a line can be printed.
func (p progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
