package extract

import (
	"slices"
	"strings"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/chars"
	"mingpao/extract/internal/layout"
	"mingpao/extract/site"
)

// isTopicTag is the topic of a day in brackets, as （宏福苑大火）, where news is printed. The article speaks of it; a note to
// the text, as （標題為編輯所擬）, speaks of the article.
func isTopicTag(s block.Spot) bool {
	in, ok := chars.Bracketed(s.Text())
	switch n := chars.Count(in); {
	case !ok || n <= 3 || n > 24 || isAboveTopic(s):
		return false
	case s.Ref.Edition == site.Entertainment || s.Layout == layout.OL ||
		s.Bare && s.Ref.Edition == "" && strings.HasPrefix(in, "即時"):
		return chars.HasAnyPrefix(in, "即時")
	case !s.Ref.Section().Traits.Topics && !(s.Bare && s.Ref.Edition == "") ||
		strings.ContainsAny(in, "。，；！？：:、") || isNote(in):
		return false
	}
	return slices.Contains(newsSeries, in) || strings.Contains(in, "系列之") || speaksOf(s, []rune(in))
}

// isNote reports whether a text in brackets has one of the words of notes to a text.
func isNote(in string) bool {
	return strings.ContainsAny(in, "註按見譯擬") ||
		chars.HasAny(in, "節錄", "摘錄", "轉載", "投稿", "讀者", "受訪", "化名", "匿名", "標題", "圖片", "資料")
}

// isAboveTopic reports whether the line below is a topic: a page has one.
func isAboveTopic(s block.Spot) bool {
	below := s.Next()
	return below != nil && below.Rule != nil && below.Rule.Effect == block.Topic
}

// newsSeries are printed in brackets below the articles of a series.
var newsSeries = []string{"灣區人物", "中經視界"}

// maxSpoken bounds, in bytes, how much of a text is searched for a topic: the first thousand characters.
const maxSpoken = 3000

// speaksOf reports whether headline, keywords and text have half of a topic or more: 宏福苑 of 宏福苑大火.
func speaksOf(s block.Spot, topic []rune) bool {
	var b strings.Builder
	b.WriteString(s.Title + "\n" + strings.Join(s.Keywords, "\n"))
	for i := 0; i < s.At && b.Len() < maxSpoken; i++ {
		b.WriteString("\n" + s.Signed[i].Text[:min(len(s.Signed[i].Text), maxSpoken)])
	}
	text, found := b.String(), make([]int, len(topic)+1) // found letters up to each
	for end := 1; end <= len(topic); end++ {
		found[end] = found[end-1]
		for start := range end - 1 {
			if all := found[start] + end - start; all > found[end] && strings.Contains(text, string(topic[start:end])) {
				found[end] = all
			}
		}
	}
	return 2*found[len(topic)] >= len(topic)
}
