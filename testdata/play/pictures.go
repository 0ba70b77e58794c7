package play

import (
	"fmt"
	"hash/fnv"
	"strings"

	"mingpao/extract/site"
	"mingpao/testdata"
)

// Illustrate has the paper's articles show pictures: four of five do, 1.75 each, as on the real site.
func (p *Paper) Illustrate() { p.isIllustrated = true }

var picturesOf = [...]int{1, 2, 0, 1, 3, 1, 2, 1, 0, 3} // by the number of an article

// Pictures are the addresses of a story's pictures.
func (p *Paper) Pictures(s Story) (urls []string) {
	if !p.isIllustrated {
		return nil
	}
	number := numberOf(s.Answer.ID)
	for i := range picturesOf[number%uint64(len(picturesOf))] {
		urls = append(urls, fmt.Sprintf("https://%s/%s/%s/s00001/%032x.jpg", site.PictureHost, s.Ref.Edition, s.Ref.Date,
			number+uint64(i)))
	}
	return urls
}

// illustrated is a page with the pictures of its story above the text.
func (p *Paper) illustrated(page string, s Story) string {
	var links strings.Builder
	for i, url := range p.Pictures(s) {
		fmt.Fprintf(&links, `<div><a href="%s" class="fancybox" title="圖%d（資料圖片）"><img class="lazy" `+
			`src="../image/grey.gif" data-original="%[1]s"></a></div>`, url, i+1)
	}
	if at := strings.Index(page, `id="zoomedimg`); at >= 0 {
		at += strings.IndexByte(page[at:], '>') + 1
		return page[:at] + links.String() + page[at:]
	}
	return strings.Replace(page, `<div id="topimage">`,
		`<div id="topimage"><div id="zoomedimg">`+links.String()+"</div>", 1)
}

// photograph is a picture with as many bytes as one for the web has, 50 to 250 KB.
func photograph(address string) []byte {
	return testdata.Picture(address, 800, 533, 50+int(numberOf(address)%200))
}

func numberOf(s string) uint64 {
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(s))
	return sum.Sum64()
}
