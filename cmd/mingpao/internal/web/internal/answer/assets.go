package answer

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"net/http"
)

// assets are the style and the keys, with the address that changes when they do.
type assets map[string]asset

type asset struct {
	body      []byte
	mediaType string
	version   string
}

func loadAssets(static fs.FS) (assets, error) {
	all := assets{}
	for name, mediaType := range map[string]string{
		"style.css": "text/css; charset=utf-8", "print.css": "text/css; charset=utf-8",
		"dark.css": "text/css; charset=utf-8",
		"keys.js":  "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml",
	} {
		body, err := fs.ReadFile(static, "static/"+name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(body)
		all[name] = asset{body, mediaType, fmt.Sprintf("%x", sum[:6])}
	}
	return all, nil
}

func (a assets) address(name string) string { return "/static/" + name + "?v=" + a[name].version }

// Static sends an asset. Its address changes when it does: a browser may keep it.
func (r *Room) Static(w http.ResponseWriter, hr *http.Request) {
	a, ok := r.look.assets[hr.PathValue("file")]
	if version := hr.URL.RawQuery; !ok || version != "" && version != "v="+a.version {
		http.NotFound(w, hr)
		return
	}
	w.Header().Set("Cache-Control", "max-age=31536000, immutable")
	w.Header().Set("Content-Type", a.mediaType)
	_, _ = w.Write(a.body)
}

// Icon sends the icon to browsers that look for it at the usual place.
func (r *Room) Icon(w http.ResponseWriter, hr *http.Request) {
	if hr.URL.RawQuery != "" {
		http.NotFound(w, hr)
		return
	}
	w.Header().Set("Content-Type", r.look.assets["icon.svg"].mediaType)
	_, _ = w.Write(r.look.assets["icon.svg"].body)
}

// Robots asks search engines to stay away: what is kept here is for those who keep it.
func Robots(w http.ResponseWriter, hr *http.Request) {
	if hr.URL.RawQuery != "" {
		http.NotFound(w, hr)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "User-agent: *\nDisallow: /\n")
}
