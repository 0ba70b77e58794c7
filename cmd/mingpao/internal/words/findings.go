package words

import (
	"fmt"
	"strings"
	"time"
)

// findingWords say what the health check finds.
var findingWords = map[string][2]string{
	"crawl-old":     {"最後一次抓取於%d小時前結束：cron 仍在運行嗎？", "the last crawl ended %d hours ago: is cron running?"},
	"crawl-held":    {"%d小時以來的抓取都未能寫入檔案：%s", "no crawl could write for %d hours: %s"},
	"crawl-unended": {"最後一次抓取於%s前開始，一直沒有結束", "the last crawl began %s ago and never ended"},
	"crawl-failed":  {"最後一次抓取失敗（狀態 %d）", "the last crawl ended with status %d"},
	"lists-unread":  {"未能讀取 %s：%s", "%s not read: %s"},
	"lists-stale":   {"%s 沒有 %s 以後的內容", "%s: nothing newer than %s"},
	"lists-late":    {"%s 到時間後一直沒有讀取", "%s not read since they were due"},
	"no-list": {
		"最後一次抓取前的一日內，沒有讀到任何目錄", "no list was read in the day up to the last crawl",
	},
	"no-article":   {"最後一次抓取前的一日內，沒有新文章", "no article was new in the day up to the last crawl"},
	"days-missing": {"%d日的 %s 沒有讀取：%s", "%d day of %s not covered: %s|%d days of %s not covered: %s"},
	"pages-unread": {"%d頁未能讀取：%s", "%d page not read: %s|%d pages not read: %s"},
	"pictures-unread": {
		"%d張圖片未能讀取：%s", "%d picture not read: %s|%d pictures not read: %s",
	},
	"pictures-late": {
		"最近數日的%d張圖片等了一日以上：抓取有足夠時間嗎？",
		"%d picture of the last days not fetched for a day: have crawls time enough?|" +
			"%d pictures of the last days not fetched for a day: have crawls time enough?",
	},
	"notice":       {"這是告示嗎？%d篇文章都有：%s", "a notice? in %d articles: %s"},
	"few-articles": {"%s：%d篇文章，平常有%d篇", "%s: %d article, usually %d|%s: %d articles, usually %d"},
	"long-pause": {
		"%s：%s沒有文章，以往最長%s", "%s: no article for %s; the longest pause before was %s",
	},
	"few-authors": {"%s：%d%% 有作者，平常有 %d%%", "%s: %d %% with an author, usually %d %%"},
	"mark-lost": {
		"%s：%s：%d篇文章都沒有，自 %s 起，平常有%d篇：版面改了嗎？",
		"%s: %s in 0 of %d articles since %s, usually %d: has the design changed?",
	},
	"short-texts": {"%s：平均每篇%d字，平常%d字", "%s: %d characters an article, usually %d"},
}

// Mark is a mark of a page's design.
type Mark string

var markWords = map[Mark][2]string{
	"section": {"欄目", "the section"}, "time": {"時間", "the time"}, "pictures": {"圖片", "pictures"},
	"keywords": {"關鍵詞", "keywords"}, "column": {"專欄名", "the column"}, "excerpt": {"登入框", "the login box"},
}

// Names are names of lists: a few are said, many are counted.
type Names []string

// Days is a number of them.
type Days int

// Finding says what the health check found.
func (s Speech) Finding(kind string, args ...any) string {
	both, ok := findingWords[kind]
	if !ok {
		panic("no words for " + kind) // a test looks at every kind
	}
	said := make([]any, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case Reason:
			said[i] = s.Reason(arg).Text
		case Names:
			said[i] = s.names(arg)
		case Mark:
			said[i] = markWords[arg][s]
		case Days:
			said[i] = fmt.Sprintf(numbered([]string{"%d日", "%d day|%d days"}[s], int(arg)), int(arg))
		case time.Duration:
			said[i] = s.Span(arg)
		default:
			said[i] = arg
		}
	}
	return fmt.Sprintf(numbered(both[s], args...), said...)
}

func (s Speech) names(names Names) string {
	const few = 3
	if len(names) <= few {
		return strings.Join(names, []string{"、", ", "}[s])
	}
	return fmt.Sprintf([]string{"%d個目錄（%s…）", "%d lists (%s …)"}[s], len(names), names[0])
}

// Span says how long something takes, in the unit that tells most: 12 min, 3 h, 2 days.
func (s Speech) Span(d time.Duration) string {
	switch {
	case d < time.Hour:
		return fmt.Sprintf([]string{"%d分鐘", "%d min"}[s], int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf([]string{"%d小時", "%d h"}[s], int(d.Hours()))
	}
	return fmt.Sprintf([]string{"%d日", "%d days"}[s], int(d.Hours()/24))
}
