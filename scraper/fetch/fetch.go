package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gocolly/colly/v2"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

// Fetcher fetches pages, one at a time. It is not for concurrent use.
//
// It sets right what colly leaves to chance: bodies silently cut off and a limit applied before decompression (no
// limit in colly, our own after decompression), ignored robots.txt (our own), addresses marked visited before they
// are fetched (revisits allowed, the archive decides), statuses above 202 and 304 taken for errors, COLLY_* variables
// that override code (fields set last), transcoded bodies (ours are as served), a clock that starts before the wait
// (our own deadline).
type Fetcher struct {
	transport *transport
	collector *colly.Collector
	answer    *Answer
}

// Answer is the answer of an address: a page, or word that it has not changed.
type Answer struct {
	queue.Answer
	Requested string // the address asked for
	URL       string // the address that answered, after all redirects
	Status    int    // 2xx or 304
	At        time.Time

	header http.Header
	made   time.Time
}

// NotModified reports whether the page is the one that the validators were taken from.
func (a *Answer) NotModified() bool { return a.Status == http.StatusNotModified }

// Made is when the answer was made, by its own word: a cache may have held it for long.
func (a *Answer) Made() time.Time { return a.made }

// New makes a fetcher.
func New(config Config) *Fetcher {
	config = config.withDefaults()
	f := &Fetcher{transport: newTransport(config)}
	c := colly.NewCollector()
	c.UserAgent = config.UserAgent()
	c.AllowURLRevisit = true
	c.ParseHTTPErrorResponse = true
	c.IgnoreRobotsTxt = true
	c.MaxBodySize = 0
	c.MaxDepth = 0
	c.MaxRequests = 0
	c.CacheDir = ""
	c.Async = false
	c.DetectCharset = false
	c.AllowedDomains, c.DisallowedDomains = nil, nil
	c.SetRequestTimeout(0)
	c.WithTransport(f.transport)
	c.SetRedirectHandler(f.redirect)
	c.OnResponse(f.take)
	f.collector = c
	return f
}

// Close closes idle connections.
func (f *Fetcher) Close() { f.transport.connections.CloseIdleConnections() }

// Spent returns the number of requests that a host has had today.
func (f *Fetcher) Spent(host string) int { return f.transport.pace.spent(host) }

// CheckClock has hosts say what time it is. The error is a *WrongClock, or one of the archive.
func (f *Fetcher) CheckClock(ctx context.Context) error {
	c := f.transport.clock
	if !c.TellsTime || c.isSettled {
		return nil
	}
	return c.ask(ctx)
}

// Clock reports whether a host says that the clock is right, and which one alone says that it is not, "" for none.
func (f *Fetcher) Clock() (isRight bool, doubt string) {
	return f.transport.clock.isRight, f.transport.clock.doubt
}

// Fetch gets an address, following redirects, and ends when the context does. Every error is a *Fault, or one of the
// archive that counts the requests.
func (f *Fetcher) Fetch(ctx context.Context, address string, v queue.Validators) (*Answer, error) {
	return f.get(ctx, address, v, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
}

// Picture gets a picture as Fetch gets a page: from the paper's host of pictures, and from no other.
func (f *Fetcher) Picture(ctx context.Context, address string, v queue.Validators) (*Answer, error) {
	f.transport.hosts = []string{site.PictureHost}
	defer func() { f.transport.hosts = site.Hosts }()
	return f.get(ctx, address, v, "image/*,*/*;q=0.8")
}

func (f *Fetcher) get(ctx context.Context, address string, v queue.Validators, accept string) (*Answer, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, &Fault{Kind: queue.OutOfScope, Subject: "address", Detail: "not a web address"}
	}
	if err := inScope(u, f.transport.hosts); err != nil {
		return nil, err
	}
	header := http.Header{"Accept": {accept}, "Accept-Language": {"zh-HK,zh-Hant;q=0.9,en;q=0.5"}}
	v = usable(v.ETag, v.LastModified)
	if v.ETag != "" {
		header.Set("If-None-Match", v.ETag)
	}
	if v.LastModified != "" {
		header.Set("If-Modified-Since", v.LastModified)
	}
	f.answer, f.collector.Context = nil, ctx
	if err := f.collector.Request(http.MethodGet, u.String(), nil, nil, header); err != nil {
		return nil, fault(ctx, err, u.Hostname())
	}
	a := f.answer
	if a == nil {
		return nil, &Fault{Kind: queue.NotAPage, Subject: "no-answer", Detail: "no answer"}
	}
	a.Requested = address
	if a.NotModified() && v == (queue.Validators{}) {
		return nil, &Fault{Kind: queue.NotAPage, Subject: "unasked-304", Status: a.Status,
			Detail: "not modified, though it was not asked for"}
	}
	if a.Status/100 != 2 && !a.NotModified() {
		f := statusFault(a.Status, a.header, a.At)
		f.Host, f.Head, f.Answer = site.HostOf(a.URL), a.Head, a
		return nil, f
	}
	return a, nil
}

// fault returns the fault of a failed request; the end of a run is no fault of the host.
func fault(ctx context.Context, err error, host string) error {
	var own *unkept
	if errors.As(err, &own) {
		return own.err
	}
	f := AsFault(err)
	if ctx.Err() != nil && f.Kind == queue.TooSlow && f.Host == "" {
		return &Fault{Kind: queue.Interrupted}
	}
	if f.Host == "" { // a redirect that is not followed
		f.Host = host
	}
	return f
}

// redirect leaves the next hop to the transport to judge, and ends chains that would not end.
func (f *Fetcher) redirect(next *http.Request, via []*http.Request) error {
	if err := inScope(next.URL, f.transport.hosts); err != nil {
		return err
	}
	if via[len(via)-1].URL.Scheme == "https" && next.URL.Scheme == "http" {
		return &Fault{Kind: queue.OutOfScope, Subject: "downgrade", Detail: "redirect from https to http"}
	}
	if len(via) >= maxHops {
		return &Fault{Kind: queue.Loop, Detail: "more than 10 redirects"}
	}
	next.Header.Del("If-None-Match") // validators of one address say nothing about another
	next.Header.Del("If-Modified-Since")
	return nil
}

// take keeps what colly received. The body is the transport's: colly has transcoded its own.
func (f *Fetcher) take(r *colly.Response) {
	a := &Answer{
		Answer: queue.Answer{ContentType: r.Headers.Get("Content-Type"), Head: f.transport.lastHead,
			Validators: usable(r.Headers.Get("ETag"), r.Headers.Get("Last-Modified"))},
		URL:    r.Request.URL.String(),
		Status: r.StatusCode,
		At:     f.transport.Now(),
		header: *r.Headers,
		made:   f.transport.clock.made(*r.Headers),
	}
	if !a.NotModified() {
		a.Body = f.transport.last
	}
	f.answer = a
}

// maxValidator is the length of an ETag that is kept and sent back, in bytes: the longest in use have some hundred. One
// of 200 KB would be in every request.
const maxValidator = 1 << 10

// usable are validators of a length that they may have.
func usable(etag, lastModified string) (v queue.Validators) {
	if len(etag) <= maxValidator {
		v.ETag = etag
	}
	if len(lastModified) <= maxValidator {
		v.LastModified = lastModified
	}
	return v
}
