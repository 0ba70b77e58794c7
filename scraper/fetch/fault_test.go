package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"syscall"
	"testing"

	"mingpao/store/queue"
)

// TestCauseOfFault: what differs from one failure to the next is in the detail of a fault, never in its cause.
func TestCauseOfFault(t *testing.T) {
	get := func(err error) error { return &url.Error{Op: "Get", URL: "https://news.mingpao.com/x", Err: err} }
	untrusted := func(err error) error { return get(&tls.CertificateVerificationError{Err: err}) }
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"no name", get(&net.DNSError{Err: "no such host", Name: "news.mingpao.com"}), "unreachable/no-name"},
		{"nobody listens", get(&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}),
			"unreachable/refused"},
		{"reset", get(os.NewSyscallError("read", syscall.ECONNRESET)), "unreachable/reset"},
		{"no route", get(os.NewSyscallError("connect", syscall.ENETUNREACH)), "unreachable/no-route"},
		{"cut off", fmt.Errorf("read body: %w", io.ErrUnexpectedEOF), "unreachable/closed"},
		{"expired", untrusted(x509.CertificateInvalidError{Reason: x509.Expired, Detail: "current time 2026-03-02"}),
			"unreachable/expired-certificate"},
		{"of another name", untrusted(x509.HostnameError{Certificate: &x509.Certificate{}}), "unreachable/certificate"},
		{"of nobody", untrusted(x509.UnknownAuthorityError{}), "unreachable/unknown-authority"},
		{"no TLS", get(tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}), "unreachable/tls"},
		{"too slow", get(context.DeadlineExceeded), "too-slow"},
		{"anything else", errors.New("stream 17 was lost"), "unreachable/other"},
		{"a status", statusFault(404, nil, noon), "gone/404"},
		{"held for a status", &Fault{Kind: queue.Held, Held: queue.Cause{Kind: queue.Refused, Subject: "403"}},
			"refused/403"},
	} {
		if got := AsFault(c.err).Cause().String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
