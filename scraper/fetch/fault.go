package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
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

	"mingpao/store/queue"
)

// Fault is the reason why an address gave no page.
type Fault struct {
	Kind       queue.Kind
	Subject    string        // of its cause
	Detail     string        // what was seen, for people and logs
	Status     int           // of the answer, 0 without one
	Head       string        // of the answer: its status line and header, "" without one
	Host       string        // that was asked last, "" where none was
	To         string        // the foreign host that it leads to, "" for any other fault
	RetryAfter time.Duration // what the host asked for, 0 if it did not
	Answer     *Answer       // that came and was of no use, nil where none came
	Held       queue.Cause   // for which the host is left alone, with that kind
}

// Cause is what faults of one sort have in common. A host is left alone for the cause of what it did before.
func (f *Fault) Cause() queue.Cause {
	if f.Held != (queue.Cause{}) {
		return f.Held
	}
	return queue.Cause{Kind: f.Kind, Subject: f.Subject}
}

func (f *Fault) Error() string {
	kind := strings.ReplaceAll(string(f.Kind), "-", " ")
	if f.Detail == "" {
		return kind
	}
	return kind + ": " + f.Detail
}

// unkept is an error of the archive, which must record requests, or a wrong clock. It is not the site's fault: the run
// ends.
type unkept struct{ err error }

func (u *unkept) Error() string { return u.err.Error() }

// Retry reports whether a later try may succeed.
func (f *Fault) Retry() bool {
	switch f.Kind {
	case queue.Unreachable, queue.TooSlow, queue.Refused, queue.ServerError, queue.BadEncoding, queue.Interrupted,
		queue.TooLarge, queue.NotAPage, queue.Loop:
		return true
	}
	return false
}

// statusFault returns the fault of an answer that is neither 2xx nor 304.
func statusFault(status int, header http.Header, now time.Time) *Fault {
	f := &Fault{Kind: queue.ServerError, Subject: strconv.Itoa(status), Status: status,
		Detail:     fmt.Sprintf("HTTP %d %s", status, http.StatusText(status)),
		RetryAfter: retryAfter(header.Get("Retry-After"), now)}
	f.Detail = strings.TrimSpace(f.Detail)
	switch {
	case status == 401 || status == 403 || status == 429 || status == 503:
		f.Kind = queue.Refused
	case status == 404 || status == 410:
		f.Kind = queue.Gone
	case status == http.StatusUnavailableForLegalReasons:
		f.Kind, f.Subject = queue.Legal, ""
	case status < 400:
		f.Kind = queue.NotAPage
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
		return &Fault{Kind: queue.Interrupted}
	case errors.As(err, &dns):
		return &Fault{Kind: queue.Unreachable, Subject: "no-name", Detail: "cannot resolve " + dns.Name}
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return &Fault{Kind: queue.TooSlow, Detail: "no complete answer in time"}
	}
	return &Fault{Kind: queue.Unreachable, Subject: connectionSubject(err), Detail: detail(err)}
}

// connectionSubject names the reason why a connection gave no answer.
func connectionSubject(err error) string {
	var authority x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case errors.As(err, &authority):
		return "unknown-authority"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "expired-certificate"
	case errors.As(err, &certificate):
		return "certificate"
	case errors.As(err, &record), errors.As(err, &alert):
		return "tls"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "refused"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "reset"
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return "no-route"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "closed"
	}
	return "other"
}

// detail drops the method and address that net/http puts before an error: who reports it names the address.
func detail(err error) string {
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
