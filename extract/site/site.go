package site

import (
	"slices"
	"strings"
	"time"
)

// The hosts that serve articles, and the only ones that are contacted where nobody asked for pictures.
const (
	NewsHost    = "news.mingpao.com"
	FinanceHost = "finance.mingpao.com"
	OLHost      = "ol.mingpao.com"
)

// Hosts are the hosts that serve articles.
var Hosts = []string{NewsHost, FinanceHost, OLHost}

// Domain is what every host of the site ends in; most serve no articles.
const Domain = "mingpao.com"

// Owns reports whether an address is on a host of the site, whatever it serves.
func Owns(raw string) bool {
	u, err := ParseAddress(raw)
	return err == nil && (u.Host == Domain || strings.HasSuffix(u.Host, "."+Domain))
}

// aliases are hosts that serve the same paths as another: phones were sent to m.mingpao.com.
var aliases = map[string]string{"m.mingpao.com": NewsHost}

// Zone is Hong Kong's time. It has no daylight saving, so times in it compare as text.
var Zone = time.FixedZone("HKT", 8*60*60)

// DayOf is the day of a time in Hong Kong, as 2025-12-03.
func DayOf(t time.Time) string { return t.In(Zone).Format(time.DateOnly) }

// AddDays moves a day, 2025-12-03, by so many; "" for what is no day.
func AddDays(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

// The editions.
const (
	Daily         = "pns"
	Instant       = "ins"
	Finance       = "fin"
	Entertainment = "ol"
)

// Edition is a publication of the site. Articles are unique within it by their identity.
type Edition struct {
	Code string // pns
	Name string // 每日明報
	Host string
	Base string // what links of its pages are relative to: not the page's address
}

// Editions are all editions, in the order in which they are shown.
var Editions = []Edition{
	{Daily, "每日明報", NewsHost, "https://" + NewsHost + "/htm/"},
	{Instant, "即時新聞", NewsHost, "https://" + NewsHost + "/htm/"},
	{Finance, "明報財經網", FinanceHost, "https://" + FinanceHost + "/fin/"},
	{Entertainment, "明報 OL", OLHost, "https://" + OLHost + "/ldy/"},
}

// EditionOf finds an edition by its code, the zero value where there is none.
func EditionOf(code string) Edition {
	if i := slices.IndexFunc(Editions, func(e Edition) bool { return e.Code == code }); i >= 0 {
		return Editions[i]
	}
	return Edition{}
}

// IsNews tells an edition of the news host. An article of instant news may answer from another host, under that one's
// identity; what the news host answers itself is what was asked for.
func IsNews(edition string) bool { return EditionOf(edition).Host == NewsHost }
