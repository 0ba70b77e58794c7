package play

import (
	"os"
	"path/filepath"
	"strings"

	"mingpao/testdata"
)

// RealSize is the median size of a real page, in bytes.
const RealSize = 280 << 10

// Padded brings a small page to real size with what fills real ones: menus before the article, lists and scripts
// after it.
func Padded(page []byte) []byte {
	menu := `<li><a class="menu" href="../pns/%E8%A6%81%E8%81%9E/section/latest/s00001">要聞</a></li>`
	script := "<script>window.dataLayer = window.dataLayer || []; if (a < b && c > d) { push('<div>'); }</script>\n"
	half := (RealSize - len(page)) / 2
	s := strings.Replace(string(page), "<body>", "<body><ul>"+strings.Repeat(menu, half/len(menu))+"</ul>", 1)
	return []byte(strings.Replace(s, "</body>", strings.Repeat(script, half/len(script))+"</body>", 1))
}

// BenchPages are the pages that benchmarks run on: the real ones of the folder that MINGPAO_CORPUS names, else padded
// ones of every layout.
func BenchPages() (pages [][]byte, err error) {
	if dir := os.Getenv("MINGPAO_CORPUS"); dir != "" {
		files, err := filepath.Glob(filepath.Join(dir, "*.html"))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			page, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			pages = append(pages, page)
		}
		return pages, nil
	}
	for _, name := range []string{"pns-browser.html", "ins-live.html", "fin-article.html", "ol-full.html"} {
		pages = append(pages, Padded(testdata.Page(name)))
	}
	return pages, nil
}
