package words

import (
	"cmp"
	"strings"

	"mingpao/store/queue"
)

// adviceWords are the first thing to try, by cause, else by kind. ADDRESS is where it was seen first, SITE
// that host's own page.
var adviceWords = map[string][2]string{
	"out-of-scope": {"在瀏覽器開啟 ADDRESS，看它轉到哪裏", "open ADDRESS in a browser to see where it leads"},
	"robots.txt":   {"看網站的 robots.txt，並向報館查詢", "read the site's robots.txt, and ask the paper"},

	"unreachable": {"檢查網絡，在瀏覽器開啟 SITE", "check the network; does SITE open in a browser?"},
	"unreachable/no-name": {
		"檢查這部電腦的網絡和 DNS", "check this machine's network and its DNS",
	},
	"unreachable/unknown-authority": {
		"檢查這部電腦的憑證，和中間有沒有代理伺服器",
		"check this machine's certificates, and whether a proxy stands in between",
	},
	"unreachable/expired-certificate": {
		"檢查這部電腦的時鐘；時鐘無誤，便要等網站更新憑證",
		"check this machine's clock; if it is right, the site has to renew its certificate",
	},
	"too-slow": {"在瀏覽器開啟 SITE，看它是否一樣慢", "open SITE in a browser: is it as slow there?"},
	"refused": {
		"在瀏覽器開啟 ADDRESS；開得到便以 --contact 表明身分，向報館查詢，或由 mingpao import --watch 匯入瀏覽器儲存的網頁",
		"open ADDRESS in a browser; if it opens there, say who you are with --contact and ask the paper, or have " +
			"mingpao import --watch take what your browser saves",
	},
	"gone": {"在瀏覽器開啟 ADDRESS，看它搬到哪裏", "open ADDRESS in a browser to see whether it has moved"},
	"withheld": {
		"在別處的瀏覽器開啟 ADDRESS，看是否只有這個網絡讀不到",
		"open ADDRESS from another network: is it withheld from everybody, or only from here?",
	},
	"server-error": {
		"等網站修好；在瀏覽器開啟 ADDRESS 看看", "wait for the site to mend it; ADDRESS in a browser shows whether it has",
	},
	"not-a-page": {"在瀏覽器開啟 ADDRESS，看它有甚麼", "open ADDRESS in a browser to see what is there"},
	"not-a-page/unknown-page-design": {
		"更新 mingpao；mingpao extract --explain ADDRESS 會說明原因",
		"see whether a newer mingpao knows it; mingpao extract --explain ADDRESS says why this one does not",
	},
	"not-a-page/no-known-article": {
		"以網址讀取當日一篇文章（mingpao crawl），它會列出其他", "crawl one article of that day by its address: it names the others",
	},
	"not-a-page/defect": {"更新 mingpao", "see whether a newer mingpao reads it"},

	"left-alone/wait":   {"等一等，不會有遺漏", "wait: nothing is lost"},
	"left-alone/budget": {"等到明日，不會有遺漏", "wait until tomorrow: nothing is lost"},
	"limit/time":        {"加長 --max-time，或增加運行次數", "raise --max-time, or run it more often"},
	"limit/pages":       {"加大 --max-pages，或增加運行次數", "raise --max-pages, or run it more often"},
	"gap": {
		"匯入當日儲存的網頁（mingpao import），或再以 mingpao crawl --from 讀取",
		"import pages saved on those days (mingpao import), or order them again with mingpao crawl --from",
	},
	"clock": {"校正這部電腦的時鐘", "set this machine's clock"},
}

// Advice is the first thing to try against a cause that was seen at an address of a host; "" where none is known.
func (s Speech) Advice(c queue.Cause, host, address string) string {
	root := "https://" + host + "/"
	both, ok := adviceWords[c.String()]
	if !ok {
		both = adviceWords[string(c.Kind)]
	}
	return strings.NewReplacer("ADDRESS", cmp.Or(address, root), "SITE", root).Replace(both[s])
}
