package saved

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
)

// TestNotesAreReadOnce asks for the metadata.json of a folder of a ZIP over and over, and of another one in between.
func TestNotesAreReadOnce(t *testing.T) {
	const text = `{"url": "https://news.mingpao.com/x"}`
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range []string{"a/metadata.json", "metadata.json"} {
		f, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(f, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	z, err := newZipped(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	before := z.left
	for range 100 {
		for _, dir := range []string{"a", "."} {
			if n, err := z.notesIn(dir)(); err != nil || string(n.only) != text {
				t.Fatalf("%s: %q, %v", dir, n.only, err)
			}
		}
	}
	if unpacked := before - z.left; unpacked != int64(2*len(text)) {
		t.Errorf("%d bytes were unpacked, want each file once: %d", unpacked, 2*len(text))
	}
}
