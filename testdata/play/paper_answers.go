package play

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"mingpao/extract/site"
	"mingpao/testdata"
)

// answer answers as the paper does at a time.
func (p *Paper) answer(w http.ResponseWriter, r *http.Request, kind string, now time.Time) {
	switch kind {
	case "robots.txt":
		testdata.Answer(w, r, "text/plain", []byte("User-agent: *\nDisallow: /php/login\n"))
	case "feed":
		m := p.is.Feed.FindStringSubmatch(r.URL.Path)
		testdata.Answer(w, r, "text/xml; charset=utf-8", p.feed(m[1], m[2], now))
	case "list":
		q := r.URL.Query()
		testdata.Answer(w, r, "text/html; charset=utf-8", p.listing(q.Get("section"), q.Get("startissue"), now))
	case "day page":
		m := p.is.Day.FindStringSubmatch(r.URL.Path)
		testdata.Answer(w, r, "text/html; charset=utf-8", p.dayPage(m[1], m[2], m[3], now))
	case "article":
		p.article(w, r, now)
	case "picture":
		testdata.Answer(w, r, "image/jpeg", photograph(r.URL.Path))
	default:
		http.NotFound(w, r)
	}
}

// recent are the stories of a section that are listed, the newest first, from an issue on.
func (p *Paper) recent(edition, code, from string, now time.Time) (found []Story) {
	listed := p.Stories(now)
	for i := len(listed) - 1; i >= 0; i-- {
		if s := listed[i]; s.Ref.Edition == edition && (s.Ref.SectionCode == code || code == "all") && s.Ref.Date >= from {
			found = append(found, s)
		}
	}
	return found
}

func daysBefore(t time.Time, days int) string {
	return t.In(site.Zone).AddDate(0, 0, -days).Format("20060102")
}

// oldest is the oldest issue in a feed: of the daily paper three papers back, of instant news three days.
func (p *Paper) oldest(edition, code string, now time.Time) string {
	if edition != site.Daily {
		return daysBefore(now, feedDays-1)
	}
	var issues []string
	for _, s := range p.recent(edition, code, "", now) {
		if !slices.Contains(issues, s.Ref.Date) && len(issues) < feedDays && s.Ref.Date <= daysBefore(now, 0) {
			issues = append(issues, s.Ref.Date)
		}
	}
	return slices.Min(append(issues, daysBefore(now, 0)))
}

func (p *Paper) feed(edition, code string, now time.Time) []byte {
	stories := p.recent(edition, code, p.oldest(edition, code, now), now)
	if code == "all" {
		stories = stories[:min(len(stories), allEntries)]
	}
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>明報新聞網</title>`)
	for _, s := range stories {
		b.WriteString("<item><title>")
		_ = xml.EscapeText(&b, []byte(s.Title))
		fmt.Fprintf(&b, "</title><link>%s</link><pubDate>%s</pubDate></item>", s.Ref.URL(),
			s.Listed.UTC().Format(http.TimeFormat))
	}
	b.WriteString("</channel></rss>\n")
	return b.Bytes()
}

// listing is the JSON of instant news: three days up to a date.
func (p *Paper) listing(code, until string, now time.Time) []byte {
	last, err := time.ParseInLocation("20060102", until, site.Zone)
	if err != nil {
		return []byte(`{"listing":[]}`)
	}
	var entries []string
	for _, s := range p.recent(site.Instant, code, daysBefore(last, 2), now) {
		if s.Ref.Date <= until {
			entries = append(entries, fmt.Sprintf(`{"link":%q,"nodeid":%q,"heading1":%q,"time2":%q}`, s.Ref.URL(), s.Ref.ID,
				s.Title, s.Listed.In(site.Zone).Format("15:04")))
		}
	}
	return []byte(`{"listing":[` + strings.Join(entries, ",") + `]}`)
}

func (p *Paper) dayPage(edition, date, code string, now time.Time) []byte {
	var b bytes.Buffer
	b.WriteString(`<!DOCTYPE html><html><head><title>section</title></head><body><div id="tabcontentlistnewslist2edi">`)
	for _, s := range p.recent(edition, code, date, now) {
		if s.Ref.Date == date {
			fmt.Fprintf(&b, `<div class="contentwrapper"><h2><a href="%s">%s</a></h2></div>`, s.Ref.URL(), s.Title)
		}
	}
	b.WriteString("</div></body></html>")
	return b.Bytes()
}

func (p *Paper) article(w http.ResponseWriter, r *http.Request, now time.Time) {
	ref, _ := site.ParseURL("https://" + hostOf(r) + r.URL.EscapedPath())
	i, ok := p.byKey[ref.Edition+" "+ref.ID]
	if !ok || p.stories[i].Listed.After(now) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write(testdata.Page("no-404.html"))
		return
	}
	s := p.stories[i]
	if ref.Edition != s.Answer.Edition {
		http.Redirect(w, r, s.Answer.URL()+"/x", http.StatusFound)
		return
	}
	testdata.Answer(w, r, "text/html; charset=utf-8", []byte(p.illustrated(string(p.page(s, now)), s)))
}

// models are the saved pages that articles are made of: what is in them is exchanged for the story's.
var models = map[string]struct{ name, id, date, code, day, title string }{
	site.Daily:         {"pns-anonymous-topic.html", "1772380801002", "20260302", "s00001", "2026年3月2日", "山徑封閉兩周修石級"},
	site.Instant:       {"ins-flash.html", "1772420000001", "20260302", "s00001", "2026年3月2日", "天文台：今晚有薄霧　駕車人士小心"},
	site.Finance:       {"fin-redirected.html", "1772500000777", "20260303", "instantf", "2026年3月3日", "離島小店轉用電子帳單"},
	site.Entertainment: {"ol-full.html", "1772712000001", "20260305", "showbiz/latest", "2026-03-05", "新劇開鏡　主角先學煮飯"},
}

// page is an article of the paper, with the list of its section's day.
func (p *Paper) page(s Story, now time.Time) []byte {
	m := models[s.Answer.Edition]
	day, err := time.ParseInLocation("20060102", s.Answer.Date, site.Zone)
	if err != nil {
		panic(err) // the paper made it
	}
	printed := day.Format("2006年1月2日")
	if s.Answer.Edition == site.Entertainment {
		printed = day.Format(time.DateOnly)
	}
	text := strings.NewReplacer(m.id, s.Answer.ID, m.date+"/"+m.code, s.Answer.Date+"/"+s.Answer.SectionCode,
		m.code+"/"+m.date, s.Answer.SectionCode+"/"+s.Answer.Date, "- "+m.date+" -", "- "+s.Answer.Date+" -", m.day, printed,
		m.title, s.Title).Replace(string(testdata.Page(m.name)))
	var siblings strings.Builder
	siblings.WriteString(`<select name="menu1" id="menu1">`)
	for _, other := range p.recent(s.Ref.Edition, s.Ref.SectionCode, s.Ref.Date, now) {
		if other.Ref.Date == s.Ref.Date {
			fmt.Fprintf(&siblings, `<option value="%s">%s</option>`, other.Ref.URL(), other.Title)
		}
	}
	start, end := strings.Index(text, `<select name="menu1"`), strings.Index(text, "</select>")
	if start < 0 || end < start {
		return []byte(text)
	}
	text = text[:start] + siblings.String() + text[end:]
	if i := strings.Index(text, `<select name="menu2"`); i >= 0 { // the same list again, below the article
		n := strings.Index(text[i:], "</select>")
		text = text[:i] + text[i+n+len("</select>"):]
	}
	return []byte(text)
}
