package words

import (
	"testing"

	"mingpao/store/catalog"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// TestMissed: a look that saw no text says what was there; what the page answered is no word of the list without it.
func TestMissed(t *testing.T) {
	for _, c := range []struct {
		seen             queue.Seen
		detail           string
		chinese, english string
	}{
		{queue.SeenGone, "gone: HTTP 404 Not Found", "網站沒有此文（HTTP 404 Not Found）", "gone (HTTP 404 Not Found)"},
		{queue.SeenGone, "", "網站沒有此文", "gone"},
		{queue.SeenAbsent, "gone: HTTP 404 Not Found", "目錄沒有列出", "not on a list that ought to name it"},
	} {
		look := catalog.Look{Seen: c.seen, Detail: c.detail, Witness: catalog.Witness{Kind: record.Fetched}}
		if got, want := Chinese.look(look), c.chinese+"，本檔案庫讀取"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if got, want := English.look(look), c.english+", fetched by this archive"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestWitness: a few words say whose word a time is, whoever it came through.
func TestWitness(t *testing.T) {
	theirs := &catalog.Witness{Kind: record.Fetched, Name: "f0d8b80e6cb2334d9841"}
	file := &catalog.Witness{Kind: record.FromFile, Name: "抓取.warc.gz"}
	for _, c := range []struct {
		name             string
		w                catalog.Witness
		chinese, english string
	}{
		{"nobody knows", catalog.Witness{}, "未有記錄來源", "not recorded"},
		{"our own run", catalog.Witness{Kind: record.Fetched, TakenIn: "2026-11-28"}, "本檔案庫讀取", "fetched by this archive"},
		{"a record of a file",
			catalog.Witness{Kind: record.FromFile, Name: "crawl.warc.gz", Record: 17, TakenIn: "2026-11-28"},
			"crawl.warc.gz#17，2026-11-28匯入", "crawl.warc.gz#17, imported 2026-11-28"},
		{"a file that claims",
			catalog.Witness{Kind: record.FromFile, Name: "頁.html", Claims: "fetched", TakenIn: "2026-11-28"},
			"頁.html（自稱「fetched」），2026-11-28匯入", "頁.html (claims “fetched”), imported 2026-11-28"},
		{"a file without a name", catalog.Witness{Kind: record.FromFile, TakenIn: "2026-11-28"}, "檔案，2026-11-28匯入",
			"a file, imported 2026-11-28"},
		{"a file of another archive", catalog.Witness{Kind: record.FromFile, Name: "a.warc", Record: 2, TakenIn: "2026-11-28",
			Behind: theirs}, "檔案庫f0d8b80e讀取，經a.warc#2，2026-11-28匯入",
			"fetched by archive f0d8b80e, through a.warc#2, imported 2026-11-28"},
		{"another archive's run",
			catalog.Witness{Kind: record.FromArchive, Name: theirs.Name, TakenIn: "2026-11-28", Behind: theirs},
			"檔案庫f0d8b80e讀取，2026-11-28併入", "fetched by archive f0d8b80e, merged 2026-11-28"},
		{"another archive's import",
			catalog.Witness{Kind: record.FromArchive, Name: theirs.Name, TakenIn: "2026-11-28", Behind: file},
			"抓取.warc.gz，經檔案庫f0d8b80e，2026-11-28併入", "抓取.warc.gz, through archive f0d8b80e, merged 2026-11-28"},
		{"what another archive's import claims", catalog.Witness{Kind: record.FromArchive, Name: theirs.Name,
			Behind: &catalog.Witness{Kind: record.FromFile, Name: "a.warc", Claims: "fetched"}},
			"a.warc（自稱「fetched」），經檔案庫f0d8b80e", "a.warc (claims “fetched”), through archive f0d8b80e"},
		{"a third archive's run", catalog.Witness{Kind: record.FromArchive, Name: "9999999999", Behind: theirs},
			"檔案庫f0d8b80e讀取，經檔案庫99999999", "fetched by archive f0d8b80e, through archive 99999999"},
		{"another archive, no more is known", catalog.Witness{Kind: record.FromArchive, TakenIn: "2026-11-28"},
			"另一檔案庫，2026-11-28併入", "another archive, merged 2026-11-28"},
		{"a person", catalog.Witness{Kind: record.FromPerson, Name: "a.html", TakenIn: "2026-11-28"}, "時間由人提供，2026-11-28匯入",
			"time given by a person, imported 2026-11-28"},
		{"nobody recorded it", catalog.Witness{Kind: record.FromFileDate, TakenIn: "2026-11-28"}, "只有檔案日期",
			"file’s date only"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Chinese.Witness(c.w); got != c.chinese {
				t.Errorf("%s, want %s", got, c.chinese)
			}
			if got := English.Witness(c.w); got != c.english {
				t.Errorf("%s, want %s", got, c.english)
			}
		})
	}
	for _, kind := range record.WitnessKinds {
		if English.Witness(catalog.Witness{Kind: kind}) == "" {
			t.Errorf("no words for %q", kind)
		}
	}
}
