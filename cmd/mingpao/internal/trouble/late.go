package trouble

import (
	"fmt"
	"strings"

	"mingpao/extract/site"
	"mingpao/scraper"
	"mingpao/store/queue"
)

// isLate tells the causes of lists that name less than they usually do.
func isLate(c queue.Cause) bool { return c.Kind == queue.Stale || c.Kind == queue.Dry }

// lateLine says which list is late, or which edition where none of its lists names anything newer.
func lateLine(c scraper.Cause) string {
	switch {
	case c.Kind == queue.Dry:
		return c.Subject + " has named nothing since " + c.Detail
	case strings.Contains(c.Subject, "/"):
		return c.Subject + " names nothing newer than " + c.Detail
	}
	return fmt.Sprintf("%s names nothing newer than %s in any of %s", c.Subject, c.Detail, counted(len(c.Lists), "list"))
}

// lateAdvice is what a person may know better, or look at.
func lateAdvice(c scraper.Cause) string {
	switch {
	case c.Kind == queue.Dry:
		return "mingpao sources quiet " + c.Subject + ", if that is known"
	case c.Subject == site.Daily:
		return `mingpao calendar add DAY "no paper", if there was none`
	case strings.Contains(c.Subject, "/"):
		return "mingpao sources " + c.Subject
	}
	return "mingpao sources"
}

// MetLine says that the site has a section that no list covers, and how it is read.
func MetLine(s site.Section) string {
	name := s.Edition + "/" + s.Code
	return fmt.Sprintf("%s %s has no list; try: mingpao sources add %s --section %s --name '%s'", name, s.Name,
		site.Section{Edition: s.Edition, Code: s.Code}.Feed(), name, s.Name)
}
