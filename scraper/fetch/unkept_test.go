package fetch

import (
	"context"
	"errors"
	"net"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

// fullArchive cannot count requests: its disk is full.
type fullArchive struct{}

var errFull = errors.New("the disk is full")

func (fullArchive) Spend(context.Context, string, time.Time) error { return errFull }

func (fullArchive) Spent(context.Context, string, time.Time) (int, time.Time, error) {
	return 0, time.Time{}, nil
}

// TestArchiveFails: a request that cannot be counted is not made, and that is no fault of the site's.
func TestArchiveFails(t *testing.T) {
	config := Config{NoDelay: true, Traffic: fullArchive{}, Dial: func(context.Context, string, string) (net.Conn, error) {
		t.Error("asked")
		return nil, errFull
	}}
	_, err := New(config).Fetch(t.Context(), site.Root+"/pns/x", queue.Validators{})
	var f *Fault
	if !errors.Is(err, errFull) || errors.As(err, &f) {
		t.Errorf("%v", err)
	}
}
