package chars

import "testing"

func TestNormalise(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing to do", "街市，風扇", "街市，風扇"},
		{"full-width space", "甲　乙", "甲 乙"},
		{"no-break and narrow spaces", "甲\u00a0\u202f乙", "甲 乙"},
		{"ends and runs", "  甲 \n\t 乙 ", "甲 乙"},
		{"zero width", "甲\u200b乙\u2060\ufeff丙\ufffc", "甲乙丙"},
		{"control characters", "甲\x1b[31m乙\x00", "甲[31m乙"},
		{"Kangxi radicals", "⽀⾏⼤⼯", "支行大工"},
		{"radicals that NFKC leaves alone", "⻑者與市⺠在⻄邊", "長者與市民在西邊"},
		{"emoji of several", "一家👨\u200d👩\u200d👧、🏴\U000e0067\U000e0062\U000e007f、❤\ufe0f\u200d🔥",
			"一家👨\u200d👩\u200d👧、🏴\U000e0067\U000e0062\U000e007f、❤\ufe0f\u200d🔥"},
		{"joiners and tags elsewhere", "甲\u200d乙👩\u200d \U000e0067丙", "甲乙👩 丙"},
		{"compatibility ideographs", "立樓度", "立樓度"},
		{"full-width forms stay", "Ａ股｜３％：", "Ａ股｜３％："},
		{"rare characters stay", "㗎𠵱𨋢", "㗎𠵱𨋢"},
		{"small forms stay", "相關字詞﹕", "相關字詞﹕"},
		{"only space", " \u3000 ", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Normalise(c.in); got != c.want {
				t.Errorf("Normalise(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestFits(t *testing.T) {
	for _, c := range []struct {
		s, form string
		want    bool
	}{
		{"2025-09", "0000-00", true},
		{"2025-9", "0000-00", false},
		{"2025/09", "0000-00", false},
		{"二零二五", "0000", false},
		{"[2025.09.01] 發表", "[0000.00.00] 發表", true},
		{"", "", true},
	} {
		if got := Fits(c.s, c.form); got != c.want {
			t.Errorf("Fits(%q, %q) = %v", c.s, c.form, got)
		}
	}
}
