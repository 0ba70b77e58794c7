package words

import (
	"cmp"
	"fmt"

	"mingpao/extract"
	"mingpao/store/catalog"
	"mingpao/store/record"
)

// witnessWords say whose word a time is: who saw it or what tells it, through whom it came, and when.
var witnessWords = map[string][2]string{
	"":              {"未有記錄來源", "not recorded"},
	"fetched":       {"本檔案庫讀取", "fetched by this archive"},
	"fetched-by":    {"檔案庫%s讀取", "fetched by archive %s"},
	"file":          {"檔案", "a file"},
	"archive":       {"檔案庫%s", "archive %s"},
	"other-archive": {"另一檔案庫", "another archive"},
	"person":        {"時間由人提供", "time given by a person"},
	"none":          {"只有檔案日期", "file’s date only"},
	"opening":       {"只見開首", "opening only"},
	"through":       {"%s，經%s", "%s, through %s"},
	"claims":        {"%s（自稱「%s」）", "%s (claims “%s”)"},
	"on-import":     {"%s，%s匯入", "%s, imported %s"},
	"on-archive":    {"%s，%s併入", "%s, merged %s"},
	"on-person":     {"%s，%s匯入", "%s, imported %s"},
}

// phrase says something of a table in a language.
func (s Speech) phrase(table map[string][2]string, key string, args ...any) string {
	text := table[key][s]
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Witness is whose word a time is, in a few words.
func (s Speech) Witness(w catalog.Witness) string {
	text := s.told(w)
	if day := "on-" + string(w.Kind); w.TakenIn != "" && witnessWords[day] != [2]string{} {
		text = s.phrase(witnessWords, day, text, w.TakenIn)
	}
	return text
}

// told says who stands behind, then who handed it on.
func (s Speech) told(w catalog.Witness) string {
	name := s.teller(w)
	if w.Claims != "" {
		name = s.phrase(witnessWords, "claims", name, w.Claims)
	}
	switch b := w.Behind; {
	case b == nil:
		return name
	case w.Kind == record.FromArchive && b.Kind == record.Fetched && b.Name == w.Name: // its own run
		return s.teller(*b)
	default:
		return s.phrase(witnessWords, "through", s.told(*b), name)
	}
}

// Opening marks a version that is not known to be whole; "" of one that is.
func (s Speech) Opening(v catalog.Version) string {
	if v.Opening && v.Access == extract.Excerpt {
		return s.phrase(witnessWords, "opening")
	}
	return s.Access(v.Access)
}

// shortID is how much of an archive's id tells it from others.
const shortID = 8

func (s Speech) teller(w catalog.Witness) string {
	id := w.Name[:min(shortID, len(w.Name))]
	switch {
	case w.Kind == record.Fetched && id != "":
		return s.phrase(witnessWords, "fetched-by", id)
	case w.Kind == record.FromArchive && id != "":
		return s.phrase(witnessWords, "archive", id)
	case w.Kind == record.FromArchive:
		return s.phrase(witnessWords, "other-archive")
	case w.Kind == record.FromFile:
		name := cmp.Or(w.Name, s.phrase(witnessWords, "file"))
		if w.Record > 0 {
			name += fmt.Sprintf("#%d", w.Record)
		}
		return name
	}
	return s.phrase(witnessWords, string(w.Kind))
}
