package captures_test

import (
	"testing"

	"mingpao/extract"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/sample"
)

// TestFingerprint pins the hash that tells versions apart. A new field of an article must not change it: every article
// of every archive would look changed.
func TestFingerprint(t *testing.T) {
	art := sample.Article("1772380801001", "離島渡輪加班", "早班先試三個月。")
	art.Images = []extract.Image{{URL: "https://fs.mingpao.com/x.jpg", Caption: "碼頭"}}
	art.Videos = []extract.Video{{URL: "https://video.mingpao.com/x.mp4"}}
	const want = "32404740fddeeee4fde9b9664da1f05f88eec8047534024b41e37f434c03728f"
	if got := captures.Fingerprint(art); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for name, change := range map[string]func(){
		"layout": func() { art.Layout = "other" }, "address": func() { art.URL = "" },
		"language": func() { art.Language = "en" },
		"kinds":    func() { art.Blocks = nil }, "the desk's tag": func() { art.Keywords = append(art.Keywords, "編輯推介") },
		"no list for an empty one": func() { art.Credits = []string{} },
	} {
		if change(); captures.Fingerprint(art) != want {
			t.Errorf("%s counts", name)
		}
	}
}
