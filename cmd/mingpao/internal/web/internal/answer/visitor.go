package answer

import (
	"cmp"
	"net"
	"net/http"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/web/internal/visit"
)

// cookieAge is how long a browser keeps the cookie: the longest that browsers allow.
const cookieAge = 400 * 24 * time.Hour

// cookieName bears the port: a browser keeps one set of cookies for all servers of a machine.
func cookieName(r *http.Request) string {
	_, port, _ := net.SplitHostPort(r.Host)
	return "mingpao-" + cmp.Or(port, "80")
}

// visitOf reads the cookie; ok is false where there is none, or more than one, or one that the room has not made.
func visitOf(r *http.Request, now time.Time) (v visit.Visit, ok bool) {
	if sent := r.CookiesNamed(cookieName(r)); len(sent) == 1 {
		return visit.Parse(sent[0].Value, now)
	}
	return visit.Visit{}, false
}

// Noting is a document with which a visit is noted in the cookie.
func (d Document) Noting(v visit.Visit) Document {
	d.visit = &v
	return d
}

// IsOwn reports whether a person asks from a page of ours, and not a picture in it. A browser that does not say so has
// sent the cookie, which it does for no other site's page, or has none to lose.
func (q *Request) IsOwn() bool {
	from := q.Header.Get("Sec-Fetch-Site")
	return q.isOpened() && (from == "same-origin" || from == "")
}

// MayWrite reports whether a page of ours asks for something to be changed in the archive. A browser that does not say
// so must have sent the cookie.
func (q *Request) MayWrite() bool {
	return q.IsOwn() && (q.Header.Get("Sec-Fetch-Site") != "" || q.visited)
}

// isAhead reports whether a browser fetches what its reader may never look at.
func (q *Request) isAhead() bool {
	for _, name := range []string{"Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"} {
		if q.Header.Get(name) != "" {
			return true
		}
	}
	return q.Method != http.MethodGet
}

// isOpened reports whether what is asked for is to be a page of its own, before a reader's eyes.
func (q *Request) isOpened() bool {
	to := q.Header.Get("Sec-Fetch-Dest")
	return !q.isAhead() && (to == "" || to == "document")
}

// isReading reports whether a person opens the page. A page that another site leads to comes without the cookie, and
// must not put a new one in its place; nor may one of which the browser does not say whence it comes.
func (q *Request) isReading() bool {
	from := q.Header.Get("Sec-Fetch-Site")
	return q.isOpened() && (from == "same-origin" || from == "none" || from == "" && q.visited)
}

// note notes the visit in the cookie. What the cookie has a part in is nobody else's.
func (q *Request) note(h http.Header, d Document) {
	h.Add("Vary", "Cookie")
	if q.visited {
		h.Set("Cache-Control", "private, no-cache")
	}
	v := q.Visit
	switch isPage := strings.HasPrefix(d.mediaType, "text/html") && d.status == http.StatusOK; {
	case d.visit != nil:
		v = *d.visit
	case isPage && q.isReading():
		if v = v.Seen(q.Now()); d.reads != 0 {
			v = v.Reading(d.reads)
		}
	}
	text := v.String()
	if text == q.Visit.String() {
		return
	}
	h.Set("Cache-Control", "private, no-cache")
	cookie := http.Cookie{Name: cookieName(q.Request), Value: text, Path: "/", MaxAge: int(cookieAge / time.Second),
		HttpOnly: true, SameSite: http.SameSiteStrictMode}
	h.Add("Set-Cookie", cookie.String())
}
