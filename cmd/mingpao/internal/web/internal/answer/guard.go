package answer

import (
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxAddress bounds what may be asked for, in bytes: a query of the longest length, percent-encoded, with every filter.
const maxAddress = 8 << 10

// Guard lets through what a browser of this machine asks for. A page of another site cannot read the archive through
// it: neither under a name that it has led to this address, nor as a part of itself. The room itself notes nothing; the
// reader's browser keeps one cookie for it (visitor.go), and another site's page neither has it sent nor sets it.
func Guard(names []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setHeaders(w.Header())
		if status := objection(r, names); status != 0 {
			if status == http.StatusMethodNotAllowed {
				w.Header().Set("Allow", "GET, HEAD")
			}
			http.Error(w, http.StatusText(status), status)
			return
		}
		if plain := withoutSlash(r.URL.Path); plain != r.URL.Path {
			to := url.URL{Path: plain, RawQuery: r.URL.RawQuery}
			http.Redirect(w, r, to.String(), http.StatusPermanentRedirect)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func setHeaders(h http.Header) {
	h.Set("Content-Security-Policy", policy(nil))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-cache")
}

// policy lets a page load our own files, and pictures of the hosts that a reader has agreed to.
func policy(pictureHosts []string) string {
	images := "img-src 'self'"
	for _, host := range pictureHosts {
		images += " https://" + host
	}
	return "default-src 'none'; style-src 'self'; script-src 'self'; " + images +
		"; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}

// objection is the status that a request is refused with, 0 for one that is let through.
func objection(r *http.Request, names []string) int {
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed
	case !isCalledBy(r, names):
		return http.StatusMisdirectedRequest
	case !isOwnOrigin(r):
		return http.StatusForbidden
	case r.ContentLength != 0 || len(r.TransferEncoding) > 0:
		return http.StatusRequestEntityTooLarge
	case len(r.RequestURI) > maxAddress:
		return http.StatusRequestURITooLong
	case !isPlainAddress(r.URL):
		return http.StatusBadRequest
	}
	return 0
}

// isCalledBy reports whether the Host of a request is the address that it came to, localhost there, or a name that was
// given.
func isCalledBy(r *http.Request, names []string) bool {
	if slices.Contains(names, r.Host) {
		return true
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return false
	}
	address, port, err := net.SplitHostPort(local.String())
	if err != nil {
		return false
	}
	hosts := []string{address}
	if ip := net.ParseIP(address); ip.IsLoopback() {
		hosts = append(hosts, "localhost")
	}
	return slices.ContainsFunc(hosts, func(h string) bool {
		return r.Host == net.JoinHostPort(h, port) || port == "80" && r.Host == h
	})
}

// isOwnOrigin reports whether a person or a page of ours asks, not another site's page. A link that a person follows is
// no danger.
func isOwnOrigin(r *http.Request) bool {
	if origin := r.Header.Values("Origin"); len(origin) > 0 && !slices.Equal(origin, []string{"http://" + r.Host}) &&
		!slices.Equal(origin, []string{"https://" + r.Host}) {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return true
	}
	return r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

// isPlainAddress reports whether an address names one thing in one way, and does not probe how paths and queries are
// parsed.
func isPlainAddress(u *url.URL) bool {
	if path.Clean(u.Path) != withoutSlash(u.Path) || !isText(u.Path) {
		return false
	}
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return false
	}
	for name, all := range values {
		if len(all) > maxValues || !isText(name) || slices.ContainsFunc(all, func(v string) bool { return !isText(v) }) {
			return false
		}
	}
	return true
}

// withoutSlash is a path without the slash that some put after it.
func withoutSlash(p string) string {
	if len(p) > 1 {
		return strings.TrimSuffix(p, "/")
	}
	return p
}

// maxValues is the number of values that a filter may have: as many as there are sections.
const maxValues = 30

func isText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7F })
}
