package scraper

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Section is a section of an edition. The same code means another section in the other edition.
type Section struct {
	Edition string // pns, ins
	Code    string // s00012
	Name    string // as in addresses
}

// Sections are those that the site publishes.
var Sections = []Section{
	{"pns", "s00001", "要聞"},
	{"pns", "s00002", "港聞"},
	{"pns", "s00003", "社評"},
	{"pns", "s00004", "經濟"},
	{"pns", "s00005", "副刊"},
	{"pns", "s00011", "教育"},
	{"pns", "s00012", "觀點"},
	{"pns", "s00013", "中國"},
	{"pns", "s00014", "國際"},
	{"pns", "s00015", "體育"},
	{"pns", "s00016", "娛樂"},
	{"pns", "s00017", "英文"},
	{"pns", "s00018", "作家專欄"},
	{"ins", "s00001", "港聞"},
	{"ins", "s00002", "經濟"},
	{"ins", "s00003", "地產"},
	{"ins", "s00004", "兩岸"},
	{"ins", "s00005", "國際"},
	{"ins", "s00006", "體育"},
	{"ins", "s00007", "娛樂"},
	{"ins", "s00022", "文摘"},
	{"ins", "s00024", "熱點"},
}

// ParseSections reads pns/s00012,ins/s00001.
func ParseSections(list string) ([]Section, error) {
	var found []Section
	for name := range strings.SplitSeq(list, ",") {
		edition, code, _ := strings.Cut(strings.TrimSpace(name), "/")
		i := slices.IndexFunc(Sections, func(s Section) bool { return s.Edition == edition && s.Code == code })
		if i < 0 {
			return nil, fmt.Errorf("no section %q; they are written like pns/s00012 or ins/s00001", name)
		}
		found = append(found, Sections[i])
	}
	return found, nil
}

const newsRoot = "https://news.mingpao.com"

func (s Section) feed() string { return newsRoot + "/rss/" + s.Edition + "/" + s.Code + ".xml" }

// instantFeed has the instant news of all sections.
const instantFeed = newsRoot + "/rss/ins/all.xml"

// listing is the list that a page of instant news is filled from: three days up to a date.
func (s Section) listing(date time.Time) string {
	return newsRoot + "/php/getlisting.php?p=" + s.Edition + "&startissue=" + date.Format("20060102") + "&section=" + s.Code + "&fixiss=3"
}

// day is the section's page of a day.
func (s Section) day(date time.Time) string {
	return newsRoot + "/" + s.Edition + "/" + strings.ToLower(url.PathEscape(s.Name)) + "/section/" + date.Format("20060102") + "/" + s.Code
}

// hongKong is the site's time. It has no daylight saving.
var hongKong = time.FixedZone("HKT", 8*60*60)
