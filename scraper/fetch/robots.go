package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/temoto/robotstxt"

	"mingpao/store/queue"
)

// RobotsCache keeps robots.txt between runs. The archive is one.
type RobotsCache interface {
	// LoadRobots returns what was saved for an origin and when; ok is false where nothing was.
	LoadRobots(ctx context.Context, origin string) (status int, body []byte, at time.Time, ok bool)
	// SaveRobots keeps the answer of an origin.
	SaveRobots(ctx context.Context, origin string, status int, body []byte, at time.Time) error
}

// robots answers what a host allows, by RFC 9309: 4xx allows everything, 5xx and silence nothing.
type robots struct {
	*transport
	rules map[string]robotRules // by origin
}

type robotRules struct {
	at     time.Time
	status int
	data   *robotstxt.RobotsData
}

// productToken is the name of this program in robots.txt.
const productToken = "mingpao"

func newRobots(t *transport) *robots { return &robots{t, map[string]robotRules{}} }

// check refuses an address that its host disallows.
func (r *robots) check(ctx context.Context, u *url.URL) error {
	rules, err := r.of(ctx, u)
	if err != nil {
		return err
	}
	if keepsOut(rules.status) {
		return &Fault{Kind: queue.Refused, Subject: queue.Robots + strconv.Itoa(rules.status), Status: rules.status, Host: u.Hostname(),
			Detail: fmt.Sprintf("robots.txt answers HTTP %d: keep out", rules.status)}
	}
	target := &url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery}
	if !rules.data.TestAgent(normalPath(target.RequestURI()), productToken) {
		return &Fault{Kind: queue.Disallowed, Detail: u.Hostname() + " disallows " + u.Path}
	}
	return nil
}

// of returns the rules of an origin: from memory, from the cache of earlier runs, or from the host.
func (r *robots) of(ctx context.Context, u *url.URL) (robotRules, error) {
	origin := u.Scheme + "://" + u.Host
	now := r.Now()
	if known, ok := r.rules[origin]; ok && isFresh(known.at, now) {
		return known, nil
	}
	if r.Robots != nil {
		if status, body, at, ok := r.Robots.LoadRobots(ctx, origin); ok && isFresh(at, now) {
			return r.remember(u, origin, status, body, at), nil
		}
	}
	status, body, err := r.fetch(ctx, origin)
	if err != nil {
		return robotRules{}, err
	}
	if r.Robots != nil && !keepsOut(status) {
		if err := r.Robots.SaveRobots(context.WithoutCancel(ctx), origin, status, body, now); err != nil {
			return robotRules{}, &unkept{err}
		}
	}
	return r.remember(u, origin, status, body, now), nil
}

// keepsOut reports whether a status of robots.txt disallows everything: the host cannot say now what it allows. That
// includes 429, although it begins with a 4.
func keepsOut(status int) bool { return status >= 500 || status == http.StatusTooManyRequests }

// isFresh reports whether an answer is less than a day old. One from the future, after a clock was set back, is not.
func isFresh(at, now time.Time) bool { return !at.After(now) && now.Sub(at) < RobotsAge }

func (r *robots) remember(u *url.URL, origin string, status int, body []byte, at time.Time) robotRules {
	data, err := robotstxt.FromStatusAndBytes(status, body)
	if err != nil { // the rules are rewritten from what is understood: no line can be bad
		data, _ = robotstxt.FromStatusAndBytes(http.StatusServiceUnavailable, nil)
	}
	if g := data.FindGroup(productToken); g != nil && g.CrawlDelay > 0 {
		r.pace.slow(u.Hostname(), g.CrawlDelay)
	}
	r.rules[origin] = robotRules{at, status, data}
	return r.rules[origin]
}

// fetch gets robots.txt, following up to five redirects. A host that does not answer disallows everything, for this
// run.
func (r *robots) fetch(ctx context.Context, origin string) (int, []byte, error) {
	address := origin + "/robots.txt"
	for range 6 {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return 0, nil, err
		}
		if err := inScope(req.URL); err != nil {
			return http.StatusNotFound, nil, nil // led away: the host has none of its own
		}
		resp, body, err := r.exchange(req)
		var own *unkept
		if errors.As(err, &own) {
			return 0, nil, own
		}
		if err != nil {
			f := *AsFault(err)
			f.Detail = "robots.txt: " + f.Detail
			return 0, nil, &f
		}
		if next, err := resp.Location(); err == nil && resp.StatusCode/100 == 3 {
			address = next.String()
			continue
		}
		return max(resp.StatusCode, 200), normalRules(body[:min(len(body), maxRobots)]), nil
	}
	return http.StatusNotFound, nil, nil
}

// normalRules rewrites robots.txt to the lines that count, paths in one percent-encoding: the parser refuses a file
// for one bad line and compares paths letter by letter. An Allow wins over the same Disallow.
func normalRules(body []byte) []byte {
	var out []string
	var group []string
	allowed := map[string]bool{}
	end := func() {
		for _, line := range group {
			if path, ok := strings.CutPrefix(line, "Disallow: "); !ok || !allowed[path] {
				out = append(out, line)
			}
		}
		group, allowed = nil, map[string]bool{}
	}
	for _, line := range strings.FieldsFunc(strings.ToValidUTF8(string(body), ""), isLineEnd) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		if !ok {
			continue
		}
		switch strings.ToLower(strings.Trim(key, " \t\ufeff")) {
		case "user-agent":
			if len(group) > 0 {
				end()
			}
			out = append(out, "User-agent: "+agentToken(value))
		case "disallow", "allow":
			if value == "" {
				continue
			}
			name := "Disallow: "
			if strings.EqualFold(strings.TrimSpace(key), "allow") {
				name = "Allow: "
				allowed[normalPath(value)] = true
			}
			group = append(group, name+normalPath(value))
		case "crawl-delay":
			if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 && seconds < 1e6 {
				group = append(group, "Crawl-delay: "+strconv.FormatFloat(seconds, 'f', -1, 64))
			}
		}
	}
	end()
	return []byte(strings.Join(out, "\n") + "\n")
}

// isLineEnd: RFC 9309 ends lines with CR, LF or both.
func isLineEnd(r rune) bool { return r == '\r' || r == '\n' }

// agentToken is the product token of a user-agent line: mingpao of Mingpao/1.0.
func agentToken(value string) string {
	token, _, _ := strings.Cut(strings.ToLower(value), "/")
	if strings.HasPrefix(token, "*") || token == "" {
		return "*"
	}
	return strings.Fields(token)[0]
}

// normalPath writes a path in one percent-encoding: raw Chinese, upper- and lower-case escapes compare equal. The
// marks * and $ of a rule stay; a percent sign that escapes nothing is escaped itself.
func normalPath(p string) string {
	var b strings.Builder
	for i := 0; i < len(p); i++ {
		c := p[i]
		if c == '%' && i+2 < len(p) {
			if v, err := strconv.ParseUint(p[i+1:i+3], 16, 8); err == nil {
				i += 2
				if isUnreserved(byte(v)) {
					b.WriteByte(byte(v))
				} else {
					writeEscape(&b, byte(v))
				}
				continue
			}
		}
		if c >= 0x80 || c <= ' ' || c == 0x7F || c == '%' {
			writeEscape(&b, c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

func writeEscape(b *strings.Builder, c byte) {
	const hex = "0123456789ABCDEF"
	b.WriteByte('%')
	b.WriteByte(hex[c>>4])
	b.WriteByte(hex[c&15])
}

func isUnreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
