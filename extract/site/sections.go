package site

import (
	"slices"
	"time"
)

// Section is a section of an edition. The same code means another section in the other edition.
type Section struct {
	Edition string
	Code    string // s00012; on finance the path
	Name    string // as in addresses; "" where they do not name it
	Label   string // as printed above an article: 觀點, 即時港聞
	Traits  Traits
}

// Traits are how a section uses its places; the zero value is a section of plain news.
type Traits struct {
	Byline    bool // the line below the section names the author
	Confirmed bool // the same, where the headline begins with that name; else the line is a column
	Columns   bool // columnists write here
	Forum     bool // readers and experts write here: their names stand at the end, in brackets
	Topics    bool // the topic of a day may stand below the text, in brackets
	Sold      bool // some or all articles are sold: who has not paid sees their first paragraph
	Openings  bool // a short word before a headline's first colon is a column
}

// Sections are those that the site publishes, in the order in which it shows them.
var Sections = []Section{
	{Daily, "s00001", "要聞", "要聞", Traits{Topics: true}},
	{Daily, "s00002", "港聞", "港聞", Traits{Topics: true}},
	{Daily, "s00003", "社評", "社評", Traits{}},
	{Daily, "s00004", "經濟", "經濟", Traits{Confirmed: true, Columns: true, Topics: true, Sold: true}},
	{Daily, "s00005", "副刊", "副刊", Traits{Openings: true, Sold: true}},
	{Daily, "s00011", "教育", "教育", Traits{Topics: true}},
	{Daily, "s00012", "觀點", "觀點", Traits{Byline: true, Columns: true, Forum: true, Sold: true}},
	{Daily, "s00013", "中國", "中國", Traits{Topics: true}},
	{Daily, "s00014", "國際", "國際", Traits{Topics: true}},
	{Daily, "s00015", "體育", "體育", Traits{}},
	{Daily, "s00016", "娛樂", "娛樂", Traits{}},
	{Daily, "s00017", "英文", "英文", Traits{}},
	{Daily, "s00018", "作家專欄", "作家專欄", Traits{Byline: true, Columns: true, Sold: true}},
	{Instant, "s00001", "港聞", "即時港聞", Traits{}},
	{Instant, "s00002", "經濟", "即時經濟", Traits{}},
	{Instant, "s00003", "地產", "即時地產", Traits{}},
	{Instant, "s00004", "兩岸", "即時兩岸", Traits{}},
	{Instant, "s00005", "國際", "即時國際", Traits{}},
	{Instant, "s00006", "體育", "即時體育", Traits{}},
	{Instant, "s00007", "娛樂", "即時娛樂", Traits{}},
	{Instant, "s00022", "文摘", "即時文摘", Traits{}},
	{Instant, "s00024", "熱點", "即時熱點", Traits{}},
	{Finance, "instantf", "", "即時財經新聞", Traits{}},
	{Finance, "instantp", "", "即時地產新聞", Traits{}},
	{Finance, "daily", "", "報章內容", Traits{}},
}

// SectionOf finds a section by edition and code, the zero value where it is not known.
func SectionOf(edition, code string) Section {
	for _, s := range Sections {
		if s.Edition == edition && s.Code == code {
			return s
		}
	}
	return Section{}
}

// Labelled finds the section that an article's page calls by a label.
func Labelled(label string) (Section, bool) {
	for _, s := range Sections {
		if s.Label == label {
			return s, true
		}
	}
	return Section{}, false
}

// Listed are the sections that have a feed and lists of their own.
func Listed() []Section {
	return slices.DeleteFunc(slices.Clone(Sections), func(s Section) bool { return !IsNews(s.Edition) })
}

// Root is the news host as the start of an address.
const Root = "https://" + NewsHost

// InstantFeed has the instant news of all sections.
const InstantFeed = Root + "/rss/ins/all.xml"

// InstantMap is the index of the sitemaps of instant news, one a day.
const InstantMap = Root + "/sitemap/ins.xml"

// Feed is the address of the section's feed.
func (s Section) Feed() string { return Root + "/rss/" + s.Edition + "/" + s.Code + ".xml" }

// MayHaveFeed tells sections as the site names them today from topics, and from those of other hosts and of before.
func (s Section) MayHaveFeed() bool { return IsNews(s.Edition) && isSectionCode(s.Code) }

// Listing is the list that a page of instant news is filled from: three days up to a date.
func (s Section) Listing(date time.Time) string {
	return Root + "/php/getlisting.php?p=" + s.Edition + "&startissue=" + date.Format(issue) + "&section=" + s.Code +
		"&fixiss=3"
}

// Day is the section's page of a day.
func (s Section) Day(date time.Time) string {
	return address(NewsHost, s.Edition, escapeSegment(s.Name), "section", date.Format(issue), s.Code)
}
