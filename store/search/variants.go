package search

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// variants are characters that Hong Kong's papers use for one another. The first of a group stands for all.
var variants = []string{
	"裏裡", "着著", "台臺", "群羣", "眾衆", "啟啓", "床牀", "毀毁燬", "說説", "為爲", "強强", "況况", "麵麪", "峰峯", "線綫", "鬥鬭鬪", "污汚汙", "煙烟菸", "恒恆",
	"啖啗", "厘釐", "癡痴", "晒曬", "佈布", "游遊", "溫温", "衞衛", "產産", "告吿", "脫脱", "悅悦", "銳鋭", "稅税", "閱閲", "查査", "蔥葱", "沖冲", "涼凉",
	"減减", "決决",
	"準准", "周週", "秘祕", "繡綉", "鋪舖", "莊庄", "雞鷄", "嘆歎", "妝粧", "杯盃", "灶竈", "岳嶽", "臟脏", "鑑鑒", "跡迹蹟", "唇脣", "託托", "蹤踪", "艷豔",
	"錄録",
	"顏顔", "戶户戸", "黃黄", "內内", "吳吴呉", "別别", "兔兎", "曾曽", "尚尙", "沒没", "青靑", "清淸", "絕絶", "綠緑", "虛虚", "教敎", "既旣", "真眞", "卽即",
	"鄉鄕",
	"獎奬", "俞兪", "呂吕", "值値", "黑黒", "步歩", "每毎", "涉渉", "賴頼", "郎郞", "高髙", "崎﨑", "爭争", "淨净凈", "滙匯", "鏽銹", "鎖鎻", "疏疎", "款欵",
	"考攷",
	"略畧", "姊姉", "筍笋", "稿稾", "粽糉", "捆綑", "胸胷", "腳脚", "虱蝨", "蠔蚝", "繞遶", "鈎鉤", "錘鎚", "礦鑛", "址阯", "堤隄", "韌靭", "敘叙敍", "兌兑",
	"吃喫",
	"媼媪", "慍愠", "搵揾", "敓敚", "枴柺", "棱稜", "榲榅", "枱檯", "涗涚", "濕溼", "熅煴", "抬擡", "偽僞", "皂皁", "縕緼", "才纔", "膃腽", "臥卧", "蘊藴", "蛻蜕",
	"踴踊", "醞醖", "缽鉢", "針鍼", "鰮鰛", "嫻嫺", "簷檐", "洩泄", "痹痺", "睪睾", "韁繮", "鯰鮎", "顎齶", "核覈", "蓋葢", "攜携擕", "晉晋", "冊册", "並竝",
	"麼麽",
	"鑽鑚", "劍劒", "效効", "勛勳", "柏栢", "柿杮", "暖煖", "燻熏", "牆墻", "獻献", "畫畵", "窗窓", "紥紮", "繫繋", "羨羡", "聰聡", "舉擧",
	"衹祇", "裙裠", "謠謡", "豬猪", "貓猫", "贊賛", "輝煇", "遙遥", "鄰隣", "酬醻", "飯飰", "館舘", "麯麴", "鬱欝", "墳坟", "坂阪",
}

// simplified is OpenCC's table of characters: a Simplified one, a tab, the Traditional ones that it may stand for.
// opencc/README says where it comes from. The index depends on it: TestSimplified.
//
//go:embed opencc/characters.txt
var simplified string

// forms says which character stands for another one in comparisons, and which Traditional ones a Simplified one may
// mean.
type forms struct {
	same      map[rune]rune
	oneWay    map[rune]bool // Simplified, with one Traditional form
	ambiguous map[rune]string
}

var known = sync.OnceValue(func() forms {
	f := forms{make(map[rune]rune, 5000), make(map[rune]bool, 4000), make(map[rune]string, 300)}
	for _, group := range variants {
		first, _ := utf8.DecodeRuneInString(group)
		for _, r := range group {
			if _, done := f.same[r]; !done {
				f.same[r] = first
			}
		}
	}
	for line := range strings.Lines(simplified) {
		from, to, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		r, _ := utf8.DecodeRuneInString(from)
		traditional, size := utf8.DecodeRuneInString(to)
		if size < len(to) {
			f.ambiguous[r] = to
			continue
		}
		f.oneWay[r] = true
		if _, done := f.same[r]; !done {
			f.same[r] = f.canonical(traditional)
		}
	}
	for r, to := range f.same { // 苎 is 苧, which is 薴 where it is Simplified
		f.same[r] = f.canonical(to)
	}
	return f
})

func (f forms) canonical(r rune) rune {
	if first, ok := f.same[r]; ok {
		return first
	}
	return r
}

// canonical is the character that stands for a character and its variants. A Simplified one that means one Traditional
// character is a variant of it; one that may mean several is left to the query.
func canonical(r rune) rune {
	switch {
	case r < firstHan:
		return r
	case r <= lastHan:
		return canonicalHan()[r-firstHan]
	}
	return known().canonical(r)
}

// canonicalHan is the same as a table of the ideographs, which are nearly all of a text.
var canonicalHan = sync.OnceValue(func() *[lastHan - firstHan + 1]rune {
	var table [lastHan - firstHan + 1]rune
	for r := range table {
		table[r] = known().canonical(firstHan + rune(r))
	}
	return &table
})
