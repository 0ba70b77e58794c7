package site

import "testing"

func TestPictureURL(t *testing.T) {
	const kept = "https://fs.mingpao.com/ins/20260302/s00001/0a1b2c.jpg"
	for _, c := range []struct{ name, in, want string }{
		{"as articles give it", kept, kept},
		{"http, port, capitals", "http://FS.Mingpao.com:80/ins/20260302/s00001/0a1b2c.jpg", kept},
		{"www", "https://www.fs.mingpao.com/ins/20260302/s00001/0a1b2c.jpg", kept},
		{"query and fragment", kept + "?timestamp=1#x", kept},
		{"dots and double strokes", "https://fs.mingpao.com/ins//20260302/x/../s00001/0a1b2c.jpg", kept},
		{"spaces around", "  " + kept + "\n", kept},
		{"needless escapes", "https://fs.mingpao.com/ins/20260302/s00001/0%611b2c.jpg", kept},
		{"escapes in small letters", "https://fs.mingpao.com/pns/%e5%9c%96.jpg", "https://fs.mingpao.com/pns/%E5%9C%96.jpg"},
		{"raw Chinese", "https://fs.mingpao.com/pns/圖.jpg", "https://fs.mingpao.com/pns/%E5%9C%96.jpg"},
		{"no ending, on the host of pictures", "https://fs.mingpao.com/pns/20260302/x",
			"https://fs.mingpao.com/pns/20260302/x"},
		{"capital ending", "https://fs.mingpao.com/a.JPG", "https://fs.mingpao.com/a.JPG"},
		{"of 2013", "http://news.mingpao.com/ftp/WebNews2/20130507/ga/ga/07GA004_.jpg",
			"https://news.mingpao.com/ftp/WebNews2/20130507/ga/ga/07GA004_.jpg"},
		{"host of phones", "https://m.mingpao.com/a.png", "https://news.mingpao.com/a.png"},
		{"a page", "https://news.mingpao.com/pns/main.php?file=a.jpg", ""},
		{"an article", "https://news.mingpao.com/pns/x/article/20260302/s00001/1772380801001/a.jpg", ""},
		{"the host alone", "https://fs.mingpao.com/?a.jpg", ""},
		{"another site", "https://example.com/a.jpg", ""},
		{"a host that ends alike", "https://fs.mingpao.com.example/a.jpg", ""},
		{"data", "data:image/png;base64,AAAA", ""},
		{"relative", "../image/grey.gif", ""},
		{"none", "", ""},
		{"bad escape", "https://fs.mingpao.com/%zz.jpg", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := PictureURL(c.in)
			if got != c.want {
				t.Fatalf("PictureURL(%q) = %q, want %q", c.in, got, c.want)
			}
			if again := PictureURL(got); again != got {
				t.Errorf("PictureURL(%q) = %q", got, again)
			}
		})
	}
}
