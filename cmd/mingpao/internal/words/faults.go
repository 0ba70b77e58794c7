package words

import (
	"cmp"
	"fmt"
	"strings"
)

// findingWords say in Chinese what the health check finds, by its own sentences.
var findingWords = map[string]string{
	"the last crawl ended %d hours ago: is cron running?":         "最後一次讀取於%d小時前結束：cron 仍在運行嗎？",
	"the last crawl began %s ago and never ended":                 "最後一次讀取於%s前開始，一直沒有結束",
	"the last crawl ended with status %d":                         "最後一次讀取失敗（狀態 %d）",
	"%s not read: %s":                                             "未能讀取 %s：%s",
	"%s not asked since they were due":                            "%s 到時間後一直沒有讀取",
	"no list was read in the day up to the last crawl":            "最後一次讀取前的一日內，沒有讀到任何目錄",
	"no article was new in the day up to the last crawl":          "最後一次讀取前的一日內，沒有新文章",
	"%d days of %s not covered: %s":                               "%d日的 %s 未有讀取：%s",
	"%d pages not read: %s":                                       "%d頁未能讀取：%s",
	"a notice? in %d articles: %s":                                "這是告示嗎？%d篇文章都有：%s",
	"%s: %d articles, usually %d":                                 "%s：%d篇文章，平常有%d篇",
	"%s: no article for %d days, the longest pause before was %d": "%s：%d日沒有文章，以往最長%d日",
	"%s: %d %% with an author, usually %d %%":                     "%s：%d%% 有作者，平常有 %d%%",
	"%s: %d characters an article, usually %d":                    "%s：平均每篇%d字，平常%d字",
}

// faultWords say in Chinese why something could not be read, and why pages wait.
var faultWords = map[string]string{
	"out of scope": "不屬明報網站", "robots.txt": "robots.txt 不容許", "unreachable": "連接不到", "too slow": "太慢", "too large": "太大",
	"bad encoding": "編碼有誤", "redirect loop": "不停轉址", "refused": "被拒絕", "gone": "已下架", "server error": "伺服器出錯",
	"not a page":  "不是網頁",
	"interrupted": "被中斷", "left alone": "暫不讀取",
	"no complete answer in time": "逾時未有完整回應", "cut off": "內容不完整", "no answer": "沒有回應", "more than 10 redirects": "轉址超過十次",
	"nothing names its articles": "沒有目錄列出文章", "robots.txt disallows it": "robots.txt 不容許",
	"unknown page design": "版面設計未能辨認",
	"empty page":          "空白網頁", "broken markup": "網頁標記損壞", "an article without an identity": "文章沒有編號",
	"new": "新文章", "missing": "網站說沒有，再查一次", "another look": "再看一次",
}

// Text is a reason in the reader's language, or as it was recorded.
type Text struct {
	Text    string
	English bool // on a page that is not
}

// Fault is a reason that was recorded, "kind: detail" or one of them, in the reader's language.
func (s Speech) Fault(reason string) Text {
	if s == English {
		return Text{Text: reason}
	}
	if said, ok := faultWords[reason]; ok {
		return Text{Text: said}
	}
	if kind, detail, ok := strings.Cut(reason, ": "); ok && faultWords[kind] != "" {
		rest := s.Fault(detail)
		return Text{faultWords[kind] + "：" + rest.Text, false}
	}
	return Text{reason, !strings.HasPrefix(reason, "HTTP ")}
}

// spanText translates a duration as health.Span writes it; any other text stays as it is.
func spanText(span string) string {
	n, unit, _ := strings.Cut(span, " ")
	if word := map[string]string{"min": "分鐘", "h": "小時", "days": "日"}[unit]; word != "" {
		return n + word
	}
	return span
}

// Finding translates a finding of the health check, by its format.
func (s Speech) Finding(format string, args []any, text string) Text {
	form, ok := findingWords[format]
	if s == English || !ok {
		return Text{text, s != English}
	}
	said := make([]any, len(args))
	for i, a := range args {
		if said[i] = a; i == len(args)-1 {
			if reason, ok := a.(string); ok {
				said[i] = cmp.Or(faultWords[reason], spanText(reason))
			}
		}
	}
	return Text{fmt.Sprintf(form, said...), false}
}
