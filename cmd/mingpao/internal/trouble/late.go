package trouble

import (
	"strings"

	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/store/queue"
)

// isLate tells the causes of lists that name less than they usually do.
func isLate(c queue.Cause) bool { return c.Kind == queue.Stale || c.Kind == queue.Dry }

// lateLine says which list is late, or which edition where none of its lists names anything newer.
func lateLine(in words.Speech, c scraper.Cause) string {
	switch {
	case c.Kind == queue.Dry:
		return in.Sprintf("%s has named nothing since %s", c.Subject, c.Detail)
	case strings.Contains(c.Subject, "/"):
		return in.Sprintf("%s names nothing newer than %s", c.Subject, c.Detail)
	}
	return in.Sprintf("%s names nothing newer than %s in any of %s", c.Subject, c.Detail, counted(len(c.Lists), "list"))
}

// lateAdvice is what a person may know better, or look at.
func lateAdvice(in words.Speech, c scraper.Cause) string {
	switch {
	case c.Kind == queue.Dry:
		return in.Sprintf("mingpao sources quiet %s, if that is known", c.Subject)
	case c.Subject == site.Daily:
		return in.Sprintf(`mingpao calendar add DAY "no paper", if there was none`)
	case strings.Contains(c.Subject, "/"):
		return "mingpao sources " + c.Subject
	}
	return "mingpao sources"
}

// MetLine says that the site has a section that no list covers, and how it is read.
func MetLine(in words.Speech, s site.Section) string {
	name := s.Edition + "/" + s.Code
	return in.Sprintf("%s %s has no list; try: mingpao sources add %s --section %s --name '%s'", name, s.Name,
		site.Section{Edition: s.Edition, Code: s.Code}.Feed(), name, s.Name)
}
