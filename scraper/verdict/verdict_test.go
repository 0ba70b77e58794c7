package verdict

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mingpao/extract"
)

// TestInTime has a page whose extraction does not come to an end: it fails alone, and the end of the run ends the wait.
func TestInTime(t *testing.T) {
	for _, c := range []struct {
		name   string
		cancel time.Duration // when the run ends; 0: it does not
		takes  time.Duration
		most   time.Duration
		want   string
	}{
		{"in time", 0, time.Second, time.Second, ""},
		{"too long", 0, time.Hour, parseTime, "cannot be read in"},
		{"a signal", time.Second, time.Hour, 6 * time.Second, "canceled"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				if c.cancel > 0 {
					time.AfterFunc(c.cancel, cancel)
				}
				slow := func(extract.Page) (*extract.Article, error) {
					select {
					case <-time.After(c.takes):
					case <-t.Context().Done(): // the test is over
					}
					return &extract.Article{}, nil
				}
				began := time.Now()
				a, err := inTime(ctx, slow, extract.Page{})
				if took := time.Since(began); took > c.most {
					t.Errorf("it took %v", took)
				}
				if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) ||
					(a == nil) != (err != nil) {
					t.Errorf("%v, %v; want %s", a, err, c.want)
				}
				if c.cancel > 0 && !errors.Is(err, ctx.Err()) {
					t.Errorf("%v is not the end of the run", err)
				}
			})
		})
	}
}
