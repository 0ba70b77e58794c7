// Package bugreport packs the answers that could not be used, with versions and causes, for who is to find out why: a
// WACZ, which is a ZIP of a WARC and what is said of it.
package bugreport

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"time"

	"mingpao/cmd/mingpao/internal/export"
	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/cmd/mingpao/internal/words"
	"mingpao/extract/site"
	"mingpao/extract/told"
	"mingpao/store"
	"mingpao/store/queue"
)

// part is a file of the report.
type part struct {
	name string
	text []byte
}

// Write writes the report of an archive, and returns how many answers are in it.
func Write(ctx context.Context, w io.Writer, a *store.Archive, version string, now time.Time) (n int, err error) {
	kept, err := a.Frontier().Unused(ctx, "")
	if err != nil {
		return 0, err
	}
	parts := []part{{"causes.txt", causes(kept, version)}}
	for _, make := range []func([]queue.Unused, string, string, time.Time) (part, error){answers, pages} {
		p, err := make(kept, filepath.Base(a.Path()), version, now)
		if err != nil {
			return 0, told.Errorf("report: %w", err)
		}
		parts = append(parts, p)
	}
	described, err := describe(parts, version, now)
	if err != nil {
		return 0, told.Errorf("report: %w", err)
	}
	return len(kept), pack(w, append(parts, described), now)
}

// causes says what came, and why it was of no use.
func causes(kept []queue.Unused, version string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "mingpao %s, %s, %s/%s\n%s that could not be used\n", version, runtime.Version(), runtime.GOOS,
		runtime.GOARCH, words.Numbered("%d answer|%d answers", len(kept)))
	for _, a := range kept {
		why := words.English.Reason(words.Reason{Cause: a.Cause}).Text
		fmt.Fprintf(&b, "\n%s\n%s\n%s, %s: %s (%s), %d of %d bytes\n", a.Source, a.URL, site.Stamp(a.At), a.Program,
			terminal.OneLine(why), a.Cause, len(a.Body), a.Size)
	}
	return b.Bytes()
}

func answers(kept []queue.Unused, archive, version string, now time.Time) (part, error) {
	var b bytes.Buffer
	file := export.WARC{Program: "mingpao/" + version, Archive: archive, Now: now}
	if err := file.Begin(&b, nil); err != nil {
		return part{}, err
	}
	for _, a := range kept {
		if err := file.Unused(a); err != nil {
			return part{}, err
		}
	}
	return part{"archive/answers.warc.gz", b.Bytes()}, nil
}

// pages is the list of pages that a WACZ has.
func pages(kept []queue.Unused, _, _ string, _ time.Time) (part, error) {
	var b bytes.Buffer
	lines := json.NewEncoder(&b)
	err := lines.Encode(map[string]string{"format": "json-pages-1.0", "id": "pages",
		"title": "Answers that could not be used"})
	for i, a := range kept {
		if err != nil {
			break
		}
		err = lines.Encode(map[string]string{"id": fmt.Sprint(i + 1), "url": a.URL, "ts": a.At.UTC().Format(time.RFC3339),
			"title": a.Source + ": " + a.Cause.String()})
	}
	return part{"pages/pages.jsonl", b.Bytes()}, err
}

// describe names the parts with their hashes.
func describe(parts []part, version string, now time.Time) (part, error) {
	var resources []map[string]any
	for _, p := range parts {
		sum := sha256.Sum256(p.text)
		resources = append(resources, map[string]any{"name": filepath.Base(p.name), "path": p.name, "bytes": len(p.text),
			"hash": "sha256:" + hex.EncodeToString(sum[:])})
	}
	text, err := json.MarshalIndent(map[string]any{"profile": "data-package", "wacz_version": "1.1.1",
		"title": "Answers that mingpao could not use", "software": "mingpao/" + version,
		"created": now.UTC().Format(time.RFC3339), "resources": resources}, "", "  ")
	return part{"datapackage.json", text}, err
}

// pack writes the parts, uncompressed: the WARC is compressed itself, and a reader may jump to its records.
func pack(w io.Writer, parts []part, now time.Time) error {
	z := zip.NewWriter(w)
	for _, p := range parts {
		file, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Store, Modified: now.UTC()})
		if err != nil {
			return err
		}
		if _, err := file.Write(p.text); err != nil {
			return err
		}
	}
	return z.Close()
}
