package byline

import "mingpao/extract/site"

// opening is a column that opens its headlines with its name, 灣區手記：….
type opening struct{ edition, section, name string }

// openings are columns of sections in whose headlines other words stand before a colon, too: speakers, agencies,
// topics. The evidence are the sections' own lists of three weeks: most of these came back on several days with other
// titles, the rest, of a week's supplement, are neither a speaker nor a topic. What a section's Traits or
// OpeningColumns tell needs no row.
var openings = []opening{
	{site.Daily, "s00002", "灣區手記"}, {site.Daily, "s00002", "灣區熱搜"}, {site.Daily, "s00002", "九市速遞"},
	{site.Daily, "s00002", "潮行GBA"},
	{site.Daily, "s00004", "技術取勝"},
	{site.Daily, "s00005", "Short D"}, {site.Daily, "s00005", "A to Z藝術字典"}, {site.Daily, "s00005", "6A爸媽"},
	{site.Daily, "s00005", "教大GPS"}, {site.Daily, "s00005", "超人DadDad"}, {site.Daily, "s00005", "跟Gen Z去散步"},
	{site.Daily, "s00005", "什麼人訪問什麼人"}, {site.Daily, "s00005", "Friday Planner"}, {site.Daily, "s00005", "Quicknote"},
	{site.Daily, "s00011", "講故事"}, {site.Daily, "s00011", "見聞識玩"}, {site.Daily, "s00011", "大人物小故事"},
	{site.Daily, "s00011", "小明看新聞"}, {site.Daily, "s00011", "關鍵詞卡"}, {site.Daily, "s00011", "自我增值站"},
	{site.Daily, "s00011", "不正經中文"}, {site.Daily, "s00011", "人形圖鑑"}, {site.Daily, "s00011", "公民點對點"},
	{site.Daily, "s00011", "名家學堂"}, {site.Daily, "s00011", "圖表開箱"}, {site.Daily, "s00011", "大觀園"},
	{site.Daily, "s00011", "寫乜東東"}, {site.Daily, "s00011", "書之異世界"}, {site.Daily, "s00011", "有價講"},
	{site.Daily, "s00011", "潮看文史"}, {site.Daily, "s00011", "穿越古今山"}, {site.Daily, "s00011", "站站停"},
	{site.Daily, "s00011", "舞台劇速遞"}, {site.Daily, "s00011", "遊住學"},
	{site.Daily, "s00011", "公民議題CLOSE-UP"},
}
