package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Fault is the reason why an address gave no page.
type Fault struct {
	Kind       FaultKind
	Detail     string
	Status     int           // of the answer, 0 without one
	Host       string        // that was asked last, "" where none was
	To         string        // the foreign host that it leads to, "" for any other fault
	RetryAfter time.Duration // what the host asked for, 0 if it did not
}

// FaultKind sorts faults by what to do about them.
type FaultKind string

// The kinds. They are recorded in the archive and do not change.
const (
	OutOfScope  FaultKind = "out of scope" // no address of Ming Pao, or a private one under its name
	Disallowed  FaultKind = "robots.txt"   // the host asks not to fetch it
	Unreachable FaultKind = "unreachable"  // no name, no connection, no TLS, or cut off
	TooSlow     FaultKind = "too slow"
	TooLarge    FaultKind = "too large"
	BadEncoding FaultKind = "bad encoding" // a compression that is unknown or broken
	Loop        FaultKind = "redirect loop"
	Refused     FaultKind = "refused" // 401, 403, 429, 503: not now, or not us
	Gone        FaultKind = "gone"    // 404, 410
	ServerError FaultKind = "server error"
	NotAPage    FaultKind = "not a page" // an answer that can hold no article: another type, no content
	Interrupted FaultKind = "interrupted"
	Held        FaultKind = "left alone" // a host that is not asked now
)

func (f *Fault) Error() string {
	if f.Detail == "" {
		return string(f.Kind)
	}
	return string(f.Kind) + ": " + f.Detail
}

// unkept is an error of the archive, which must record a request before it is made. It is not the site's fault: the run
// ends.
type unkept struct{ err error }

func (u *unkept) Error() string { return u.err.Error() }

// Retry reports whether a later try may succeed.
func (f *Fault) Retry() bool {
	switch f.Kind {
	case Unreachable, TooSlow, Refused, ServerError, BadEncoding, Interrupted, TooLarge, NotAPage, Loop:
		return true
	}
	return false
}

// statusFault returns the fault of an answer that is neither 2xx nor 304.
func statusFault(status int, header http.Header, now time.Time) *Fault {
	f := &Fault{Kind: ServerError, Status: status, Detail: fmt.Sprintf("HTTP %d %s", status, http.StatusText(status)),
		RetryAfter: retryAfter(header.Get("Retry-After"), now)}
	f.Detail = strings.TrimSpace(f.Detail)
	switch {
	case status == 401 || status == 403 || status == 429 || status == 503:
		f.Kind = Refused
	case status == 404 || status == 410:
		f.Kind = Gone
	case status < 400:
		f.Kind = NotAPage
	}
	return f
}

// maxRetryAfter bounds what a header can ask for: a nonsense date must not stop the crawl for years.
const maxRetryAfter = 24 * time.Hour

// retryAfter reads a Retry-After header: seconds or a date; 0 where it says nothing.
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	wait := time.Duration(0)
	if seconds, err := strconv.ParseInt(value, 10, 32); err == nil {
		wait = time.Duration(seconds) * time.Second
	} else if date, err := http.ParseTime(value); err == nil {
		wait = date.Sub(now)
	}
	return min(max(wait, 0), maxRetryAfter)
}

// AsFault makes a fault of any error that a fetch may end with.
func AsFault(err error) *Fault {
	var f *Fault
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, context.Canceled):
		return &Fault{Kind: Interrupted}
	case errors.As(err, &dns):
		return &Fault{Kind: Unreachable, Detail: "cannot resolve " + dns.Name}
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return &Fault{Kind: TooSlow, Detail: "no complete answer in time"}
	}
	return &Fault{Kind: Unreachable, Detail: cause(err)}
}

// cause drops the method and address that net/http puts before an error: who reports it names the address.
func cause(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		return number.Error() // without addresses and ports: they differ from one connection to the next
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "the connection was closed: unexpected EOF"
	}
	return strings.ReplaceAll(err.Error(), "\n", " ")
}
