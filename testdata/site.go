package testdata

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
)

// Site plays news., finance. and ol.mingpao.com from the saved pages: robots.txt, feeds, the listing of instant news,
// sections' pages of a day, articles with their redirects and pictures, the soft 404 and the 403 page. On its second
// day an article has changed and another is gone.
type Site struct {
	is Patterns

	mu       sync.Mutex
	day      int
	requests []string

	articles  map[string]sitePage // by host, edition and id
	redirects map[string]string   // by the same key
}

type sitePage struct {
	body    []byte
	edition string
	code    string
	date    string
	id      string
	title   string
	clock   string
	address string // canonical, with slug
}

// Patterns match the kinds of addresses of the site.
type Patterns struct{ News, Dated, Feed, Day *regexp.Regexp }

// NewPatterns compiles them: only a played site needs them.
func NewPatterns() Patterns {
	return Patterns{
		News:  regexp.MustCompile(`/(pns|ins)/[^/]+/article/(\d{8})/(s\d{5})/(\d{13})`),
		Dated: regexp.MustCompile(`/(fin|ldy)/([^0-9]+)/(\d{8})/(\d{13})`),
		Feed:  regexp.MustCompile(`^/rss/(pns|ins)/(s\d{5}|all)\.xml$`),
		Day:   regexp.MustCompile(`^/(pns|ins)/[^/]+/section/(\d{8})/(s\d{5})$`),
	}
}

// What the site does besides serving pages.
const (
	SiblingOnly = "1772380801002" // an article that no feed lists, only its siblings
	ChangedID   = "1772500000001" // an article whose text is another on the second day
	GoneID      = "1772700000004" // an article that is gone on the second day
)

// NewSite makes the site on its first day.
func NewSite() *Site {
	s := &Site{is: NewPatterns(), day: 1, articles: map[string]sitePage{}, redirects: map[string]string{
		"news.mingpao.com ins 1772500000666": "https://finance.mingpao.com/fin/instantf/20260303/1772500000777/x",
		"news.mingpao.com ins 1772711000001": "https://ol.mingpao.com/ldy/showbiz/latest/20260305/1772712000001/x",
		"news.mingpao.com ins 1772599999999": "https://finance.mingpao.com/fin/main.php",
	}}
	read := pageReader{s.is, regexp.MustCompile(`<link rel="canonical" href="([^"]+)">`),
		regexp.MustCompile(`<meta property="og:title" content="([^"]+)"`),
		regexp.MustCompile(`^(.*?)(?: \((\d\d:\d\d)\))? - \d{8} - `)}
	for _, name := range Pages() {
		if strings.HasPrefix(name, "no-") || !strings.HasSuffix(name, ".html") {
			continue
		}
		if p, host, ok := read.page(Page(name)); ok {
			s.articles[host+" "+p.edition+" "+p.id] = p
		}
	}
	return s
}

// pageReader reads what lists say of a page.
type pageReader struct {
	is                        Patterns
	canonical, title, ofTitle *regexp.Regexp
}

func (r pageReader) page(body []byte) (sitePage, string, bool) {
	link := r.canonical.FindSubmatch(body)
	if link == nil {
		return sitePage{}, "", false
	}
	u, err := url.Parse(string(link[1]))
	if err != nil {
		return sitePage{}, "", false
	}
	p := sitePage{body: body, address: u.String()}
	if m := r.is.News.FindStringSubmatch(u.EscapedPath()); m != nil {
		p.edition, p.date, p.code, p.id = m[1], m[2], m[3], m[4]
	} else if m := r.is.Dated.FindStringSubmatch(u.Path); m != nil {
		p.edition, p.code, p.date, p.id = m[1], m[2], m[3], m[4]
	} else {
		return sitePage{}, "", false
	}
	if m := r.title.FindSubmatch(body); m != nil {
		if t := r.ofTitle.FindStringSubmatch(string(m[1])); t != nil {
			p.title, p.clock = t[1], t[2]
		}
	}
	return p, u.Host, true
}

// NextDay moves the site to its second day.
func (s *Site) NextDay() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.day++
}

// Requests lists what was asked for, as METHOD host path.
func (s *Site) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Addresses lists the articles that a whole crawl must end up with: edition and id, sorted.
func (s *Site) Addresses() []string {
	var all []string
	for _, p := range s.articles {
		if p.edition == "pns" || p.edition == "ins" {
			all = append(all, p.edition+" "+p.id)
		}
	}
	sort.Strings(all)
	return append(all, "fin 1772500000777", "ol 1772712000001")
}

// URLs lists the addresses that a whole crawl asks for: feeds, and articles where they are listed.
func (s *Site) URLs() []string {
	all := []string{"https://news.mingpao.com/rss/ins/all.xml"}
	for _, p := range append(s.listed("pns", "all", 1), s.listed("ins", "all", 1)...) {
		all = append(all, "https://news.mingpao.com/rss/"+p.edition+"/"+p.code+".xml", p.address)
	}
	sort.Strings(all)
	return slices.Compact(all)
}

// ServeHTTP implements http.Handler.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, _, _ := strings.Cut(r.Host, ":")
	s.mu.Lock()
	s.requests = append(s.requests, r.Method+" "+host+" "+r.URL.Path)
	day := s.day
	s.mu.Unlock()
	switch path := r.URL.Path; {
	case path == "/robots.txt":
		Answer(w, r, "text/plain",
			[]byte("User-agent: *\nDisallow: /php/login\nDisallow: /pay\nSitemap: https://news.mingpao.com/sitemap.xml\n"))
	case host == "news.mingpao.com" && s.is.Feed.MatchString(path):
		m := s.is.Feed.FindStringSubmatch(path)
		Answer(w, r, "text/xml; charset=utf-8", s.feed(m[1], m[2], day))
	case host == "news.mingpao.com" && path == "/php/getlisting.php":
		q := r.URL.Query()
		Answer(w, r, "text/html; charset=utf-8", s.listing(q.Get("section"), q.Get("startissue"), day))
	case host == "news.mingpao.com" && s.is.Day.MatchString(path):
		m := s.is.Day.FindStringSubmatch(path)
		Answer(w, r, "text/html; charset=utf-8", s.section(m[1], m[2], m[3], day))
	case host == "fs.mingpao.com":
		Answer(w, r, "image/jpeg", Picture(path, 60, 40, 2))
	case path == "/fin/main.php":
		Answer(w, r, "text/html; charset=utf-8", Page("no-home.html"))
	default:
		s.article(w, r, host, day)
	}
}

func (s *Site) article(w http.ResponseWriter, r *http.Request, host string, day int) {
	key := ""
	if m := s.is.News.FindStringSubmatch(r.URL.EscapedPath()); m != nil {
		key = host + " " + m[1] + " " + m[4]
	} else if m := s.is.Dated.FindStringSubmatch(r.URL.Path); m != nil {
		key = host + " " + m[1] + " " + m[4]
	}
	if to, ok := s.redirects[key]; ok {
		http.Redirect(w, r, to, http.StatusFound)
		return
	}
	p, ok := s.articles[key]
	if !ok || p.id == GoneID && day > 1 {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write(Page("no-404.html"))
		return
	}
	Answer(w, r, "text/html; charset=utf-8", p.on(day))
}

// on is the page as it is on a day.
func (p sitePage) on(day int) []byte {
	if p.id != ChangedID || day == 1 {
		return p.body
	}
	b := bytes.ReplaceAll(p.body, []byte("逾三千人參加"), []byte("逾四千人參加"))
	return bytes.ReplaceAll(b, []byte("大會說秩序良好"), []byte("大會說秩序大致良好，十人不適送院"))
}

// Answer answers with validators, as the site's servers do.
func Answer(w http.ResponseWriter, r *http.Request, contentType string, body []byte) {
	sum := fnv.New64a()
	_, _ = sum.Write(body)
	etag := fmt.Sprintf(`"%x"`, sum.Sum64())
	w.Header().Set("ETag", etag)
	if r.Header.Get("If-None-Match") == etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", contentType)
	_, _ = w.Write(body)
}
