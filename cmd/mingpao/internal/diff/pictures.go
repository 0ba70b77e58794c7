package diff

import "mingpao/extract"

// Picture is a picture or a film of which something differs between two versions.
type Picture struct {
	IsFilm        bool
	Before, After *extract.Image // nil: that version has none in its place
	Caption       Line
}

// ChangedPictures are the pictures and films that differ: a picture is known again by its address, else by its caption,
// else by its place among those that are left.
func ChangedPictures(before, after *extract.Article) []Picture {
	return append(picturesOf(before.Images, after.Images, false),
		picturesOf(asImages(before.Videos), asImages(after.Videos), true)...)
}

func asImages(videos []extract.Video) (all []extract.Image) {
	for _, v := range videos {
		all = append(all, extract.Image(v))
	}
	return all
}

func picturesOf(before, after []extract.Image, isFilm bool) (all []Picture) {
	became := make([]*extract.Image, len(before))
	taken := make([]bool, len(after))
	for _, isOne := range []func(a, b extract.Image) bool{
		func(a, b extract.Image) bool { return a == b },
		func(a, b extract.Image) bool { return a.URL == b.URL && a.URL != "" },
		func(a, b extract.Image) bool { return a.Caption == b.Caption && a.Caption != "" },
		func(_, _ extract.Image) bool { return true },
	} {
		for i := range before {
			for j := range after {
				if became[i] == nil && !taken[j] && isOne(before[i], after[j]) {
					became[i], taken[j] = &after[j], true
				}
			}
		}
	}
	for i := range before {
		if became[i] == nil || *became[i] != before[i] {
			all = append(all, pictureOf(&before[i], became[i], isFilm))
		}
	}
	for j := range after {
		if !taken[j] {
			all = append(all, pictureOf(nil, &after[j], isFilm))
		}
	}
	return all
}

func pictureOf(before, after *extract.Image, isFilm bool) Picture {
	p := Picture{IsFilm: isFilm, Before: before, After: after}
	var was, now string
	if before != nil {
		was = before.Caption
	}
	if after != nil {
		now = after.Caption
	}
	p.Caption = Words(was, now)
	return p
}
