package words

import (
	"cmp"
	"fmt"
	"strings"

	"mingpao/store/frontier"
	"mingpao/store/queue"
)

// causeWords say why something could not be read, by kind and by cause. Where a language has no words for a cause, the
// words of its kind and what was seen say it. What follows a colon in a subject is put into the sentence, else what was
// seen.
var causeWords = map[string][2]string{
	"out-of-scope":           {"不屬明報網站", ""},
	"out-of-scope/to":        {"轉到 %s", "redirected to %s"},
	"out-of-scope/downgrade": {"轉到沒有加密的網址", "redirect from https to http"},
	"robots.txt":             {"robots.txt 不容許", "disallowed by robots.txt"},

	"unreachable":                     {"連接不到", ""},
	"unreachable/no-name":             {"找不到網站的位址", "its name cannot be resolved"},
	"unreachable/refused":             {"連接被拒", "connection refused"},
	"unreachable/reset":               {"連接中斷", "connection reset by peer"},
	"unreachable/no-route":            {"沒有通往網站的路由", "no route to host"},
	"unreachable/closed":              {"連接中斷", "the connection was closed before the end"},
	"unreachable/tls":                 {"未能建立加密連接", ""},
	"unreachable/unknown-authority":   {"憑證由不明機構簽發", "its certificate is signed by an unknown authority"},
	"unreachable/expired-certificate": {"憑證已過期或未生效", "its certificate has expired or is not yet valid"},
	"unreachable/certificate":         {"憑證未能核實", ""},
	"unreachable/takes-back":          {"網站每次都取消請求", "it cancels every request"},

	"too-slow":                    {"逾時未有完整回應", "no complete answer in time"},
	"too-large":                   {"太大", ""},
	"bad-encoding":                {"編碼有誤", ""},
	"bad-encoding/unknown-coding": {"壓縮方式不明", ""},
	"bad-encoding/characters":     {"文字未能解碼", "characters that cannot be decoded"},
	"redirect-loop":               {"轉址超過十次", "more than 10 redirects"},

	"refused":                {"被拒絕", ""},
	"refused/robots":         {"robots.txt 回覆 HTTP %s：不得讀取", "robots.txt answers HTTP %s: keep out"},
	"refused/robots-at":      {"robots.txt 轉到 %s：不得讀取", "robots.txt leads to %s: keep out"},
	"refused/access-refused": {"不准讀取", "access refused"},
	"refused/login-page":     {"要求登入", "login page"},
	"gone":                   {"已下架", ""},
	"gone/home-page":         {"轉到首頁", "home page"},
	"gone/page-not-found":    {"沒有這一頁", "page not found"},
	"withheld":               {"因法律原因不予顯示", "withheld for legal reasons"},
	"server-error":           {"伺服器出錯", ""},

	"not-a-page":                     {"不是網頁", ""},
	"not-a-page/no-answer":           {"沒有回應", "no answer"},
	"not-a-page/unasked-304":         {"未問有沒有改動，卻答沒有改動", "“not modified” to a plain request"},
	"not-a-page/content-type":        {"檔案類型不是網頁", ""},
	"not-a-page/cut-off":             {"內容不完整", "cut off"},
	"not-a-page/defect":              {"程式未能處理", ""},
	"not-a-page/no-identity":         {"文章沒有編號", "an article without an identity"},
	"not-a-page/other-article":       {"是另一篇文章", "the page is another article"},
	"not-a-page/unknown-page-design": {"版面設計未能辨認", "unknown page design"},
	"not-a-page/empty-page":          {"空白網頁", "empty page"},
	"not-a-page/broken-markup":       {"網頁標記損壞", "broken markup"},
	"not-a-page/section-list":        {"是目錄，不是文章", "section list"},
	"not-a-page/not-a-text-page":     {"不是文字網頁", "not a text page"},
	"not-a-page/altered-text":        {"文字被程式改過", "a program has changed its words"},
	"not-a-page/garbled-text":        {"文字是亂碼", "garbled text"},
	"not-a-page/led-away":            {"轉到另一頁", ""},
	"not-a-page/empty":               {"目錄是空的", "empty"},
	"not-a-page/names-no-article":    {"沒有列出文章", "names no article"},
	"not-a-page/html-page":           {"只有網頁「%s」", "an HTML page “%s” instead"},
	"not-a-page/no-feed":             {"不是訂閱檔", "not a feed"},
	"not-a-page/no-listing":          {"不是目錄", ""},
	"not-a-page/no-search-result":    {"不是搜尋結果", "not a search result"},
	"not-a-page/no-sitemap":          {"不是網站地圖", "not a sitemap"},
	"not-a-page/unnamed":             {"沒有目錄列出文章", "nothing names its articles"},
	"not-a-page/no-siblings":         {"文章沒有列出其他文章", "its articles name no others"},
	"not-a-page/no-known-article":    {"當日未有已知的文章", "no article of that day is known that could name the others"},
	"not-a-page/search-asked":        {"不再搜尋", "the site’s search is not tried again"},

	"not-a-picture":                 {"不是圖片", "not a picture"},
	"not-a-picture/truncated":       {"圖片不完整", "a picture that is cut off"},
	"not-a-picture/unsupported":     {"圖片格式不保存", "a kind of picture that is not kept"},
	"not-a-picture/too-large":       {"圖片超過 8 MiB", "a picture of more than 8 MiB"},
	"not-a-picture/too-many-pixels": {"圖片像素過多", "a picture of too many pixels"},

	"stale": {"沒有新內容", "nothing new"},
	"dry":   {"久無內容", "silent"},

	"interrupted":       {"被中斷", "interrupted"},
	"gap":               {"有些日子未有讀取", ""},
	"left-alone":        {"暫不讀取", ""},
	"left-alone/wait":   {"網站要求稍候", ""},
	"left-alone/budget": {"今日的請求已用完", "today’s requests are used up"},
	"archive":           {"檔案未能寫入", ""},
	"clock":             {"這部電腦的時鐘不準", ""},
	"limit/time":        {"--max-time 的時間已到", "--max-time was up"},
	"limit/pages":       {"已達 --max-pages 的頁數", "--max-pages was reached"},
}

// waitingWords say why pages wait that did not fail.
var waitingWords = map[string]string{"new": "新文章", "missing": "網站說沒有，再查一次", "another look": "再讀一次"}

// Text is a sentence in the reader's language, or in the words in which it was recorded.
type Text struct {
	Text    string
	English bool // on a page that is not
}

// Reason is a cause with what was seen of it.
type Reason struct {
	Cause queue.Cause
	Seen  string // in the words in which it was recorded
}

// Reason says why something could not be read, or why a page waits.
func (s Speech) Reason(r Reason) Text {
	if r.Cause == (queue.Cause{}) { // not recorded
		if said := waitingWords[r.Seen]; said != "" && s == Chinese {
			return Text{Text: said}
		}
		return Text{r.Seen, s != English}
	}
	name, part, isPut := strings.Cut(r.Cause.String(), ":")
	if !isPut {
		part = r.Seen
	}
	switch said := causeWords[name][s]; {
	case strings.Contains(said, "%s"):
		return Text{Text: fmt.Sprintf(said, part)}
	case said != "":
		return Text{Text: said}
	case strings.Trim(r.Cause.Subject, "0123456789") == "" && r.Cause.Subject != "":
		return Text{Text: "HTTP " + r.Cause.Subject}
	}
	kind := causeWords[string(r.Cause.Kind)][s]
	if kind == "" || r.Seen == "" {
		return Text{Text: cmp.Or(kind, r.Seen, r.Cause.String())}
	}
	return Text{Text: kind + "（" + r.Seen + "）"}
}

// Trouble is a trouble that was told, and is kept in English.
func (s Speech) Trouble(t frontier.Trouble) string {
	why := s.Reason(Reason{Cause: t.Cause})
	switch {
	case s == English || why.English || why.Text == t.Cause.String():
		return t.Line
	case len(t.Of) == 0:
		return why.Text
	}
	return s.names(t.Of) + "：" + why.Text
}
