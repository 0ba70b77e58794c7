package sample

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"time"

	"mingpao/extract"
	"mingpao/extract/site"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/ident"
	"mingpao/store/queue"
	"mingpao/store/record"
)

// PictureURL is the address of a picture.
func PictureURL(i int) string {
	return fmt.Sprintf("https://fs.mingpao.com/pns/20260302/s00001/%04x.png", i)
}

// Image is a picture as an article gives it.
func Image(i int) extract.Image {
	return extract.Image{URL: PictureURL(i) + "?timestamp=1", Caption: fmt.Sprintf("圖%d", i)}
}

// Picture is a picture of 40 by 30 pixels, another one for every number.
func Picture(n int) []byte {
	m := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	for i := range m.Pix {
		m.Pix[i] = byte(i * (n + 7) * 31 >> 3)
	}
	m.Set(0, 0, color.NRGBA{byte(n), byte(n >> 8), 1, 255})
	return encoded(m)
}

// LargePicture is a picture that fills many pages of a file, and of which no two parts are alike.
func LargePicture(n int) []byte {
	r, m := rand.New(rand.NewPCG(uint64(n), 1)), image.NewNRGBA(image.Rect(0, 0, 100, 100))
	for i := range m.Pix {
		m.Pix[i] = byte(r.Uint32())
	}
	return encoded(m)
}

func encoded(m image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err) // a picture always encodes
	}
	return b.Bytes()
}

// SeenPicture is a look that found a picture at an address.
func SeenPicture(url string, n int, at time.Time, source site.TimeSource) record.Sighting {
	return record.Sighting{URL: url, At: at, Source: source, Seen: queue.SeenPicture,
		Capture: captures.Capture{ContentType: "image/jpeg", Body: Picture(n)}}
}

// pictureLooks are looks at the pictures of Looks' articles: one that was changed, one that two addresses have, one
// found as before, of which one came before the picture, one gone, one of which only a file tells, one of two articles.
func pictureLooks() []record.Sighting {
	still := func(i, at int, hash string) record.Sighting {
		return record.Sighting{URL: PictureURL(i), At: hour(at), Source: site.TimeFetched, Seen: queue.SeenUnmodified,
			SHA256: hash}
	}
	return []record.Sighting{
		SeenPicture(PictureURL(1), 1, hour(2), site.TimeFetched), SeenPicture(PictureURL(1)+"?x", 1, hour(9), site.TimeWARC),
		SeenPicture("http://FS.mingpao.com/pns/20260302/s00001/0001.png", 11, hour(5), site.TimeFetched),
		still(1, 6, ""), still(1, 10, ident.Hash(Picture(11))), still(1, 1, ""),
		SeenPicture(PictureURL(2), 1, hour(3), site.TimeMetadata), SeenPicture(PictureURL(3), 3, hour(90), site.TimeFile),
		SeenPicture(PictureURL(4), 4, hour(4), site.TimeFetched),
		{URL: PictureURL(4), At: hour(30), Source: site.TimeFetched, Seen: queue.SeenGone, Detail: "HTTP 404"},
	}
}
