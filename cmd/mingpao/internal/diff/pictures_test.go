package diff

import (
	"fmt"
	"strings"
	"testing"

	"mingpao/extract"
)

// TestChangedPictures tells which pictures are others now, with both addresses, and where their captions differ.
func TestChangedPictures(t *testing.T) {
	images := func(all ...string) (images []extract.Image) {
		for _, one := range all {
			address, caption, _ := strings.Cut(one, " ")
			images = append(images, extract.Image{URL: address, Caption: caption})
		}
		return images
	}
	for _, c := range []struct {
		name          string
		before, after []string
		want          string
	}{
		{"the same", []string{"a 海邊", "b 山上"}, []string{"a 海邊", "b 山上"}, ""},
		{"another order", []string{"a 海邊", "b 山上"}, []string{"b 山上", "a 海邊"}, ""},
		{"a caption", []string{"a 海邊，早上。", "b 山上"}, []string{"a 海邊，傍晚。", "b 山上"}, "a>a 海邊，[-早上-]{+傍晚+}<。>"},
		{"another picture", []string{"a 海邊", "b 山上"}, []string{"c 海邊", "b 山上"}, "a>c 海邊"},
		{"another picture and caption", []string{"a 海邊"}, []string{"c 山上"}, "a>c [-海邊-]{+山上+}"},
		{"one comes", []string{"a 海邊"}, []string{"b 山上", "a 海邊"}, ">b {+山上+}"},
		{"one goes", []string{"a 海邊", "b 山上"}, []string{"b 山上"}, "a> [-海邊-]"},
		{"twice the same", []string{"a 海邊", "a 海邊"}, []string{"a 海邊"}, "a> [-海邊-]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, p := range ChangedPictures(&extract.Article{Images: images(c.before...)},
				&extract.Article{Images: images(c.after...)}) {
				var old, now string
				if p.Before != nil {
					old = p.Before.URL
				}
				if p.After != nil {
					now = p.After.URL
				}
				got = append(got, fmt.Sprintf("%s>%s %s", old, now, shown([]Row{{Line: p.Caption}})))
			}
			if all := strings.Join(got, "; "); all != c.want {
				t.Errorf("%s, want %s", all, c.want)
			}
		})
	}
	films := func(caption string) *extract.Article {
		return &extract.Article{Videos: []extract.Video{{URL: "f", Caption: caption}}}
	}
	if p := ChangedPictures(films("一"), films("二")); len(p) != 1 || !p[0].IsFilm {
		t.Errorf("films: %+v", p)
	}
}
