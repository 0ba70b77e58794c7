package store

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"mingpao/extract"
	"mingpao/store/internal/captures"
	"mingpao/store/internal/sample"
	"mingpao/store/internal/verify"
	"mingpao/store/record"
	"mingpao/testdata/play"
)

// BenchmarkImport keeps parsed pages (pack, store, index) beside its floors: packing the pages with zstd alone, and
// one prepared insert of their texts into a bare table. It reports what the stored pages cost of their gzip size,
// dictionaries included.
func BenchmarkImport(b *testing.B) {
	visits := benchVisits(b)
	zipped := gzipSize(b, visits)
	b.Run("store.Import", func(b *testing.B) {
		for b.Loop() {
			a, err := Open(b.Context(), filepath.Join(b.TempDir(), "mingpao.db"))
			if err != nil {
				b.Fatal(err)
			}
			if _, err := a.Import(b.Context(), 1, visits, sample.Noon); err != nil {
				b.Fatal(err)
			}
			var packed float64
			if err := a.db.SQL.QueryRow(`SELECT sum(length(data)) + (SELECT sum(length(data)) FROM dictionaries)
				FROM captures`).Scan(&packed); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(packed/float64(zipped), "packed/gzip")
			a.Close()
		}
	})
	b.Run("zstd", func(b *testing.B) {
		enc, err := zstd.NewWriter(nil)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			for _, v := range visits {
				enc.EncodeAll(v.Capture.Body, nil)
			}
		}
	})
	b.Run("insert", func(b *testing.B) {
		for b.Loop() {
			bareInsert(b, visits)
		}
	})
}

// BenchmarkVerify reads an archive whole beside its floor, unpacking and hashing its pages. Of 158 real pages it takes
// at most twice that; these are all looks at one address, which costs more.
func BenchmarkVerify(b *testing.B) {
	a, err := Open(b.Context(), filepath.Join(b.TempDir(), "mingpao.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	if _, err := a.Import(b.Context(), 1, benchVisits(b), sample.Noon); err != nil {
		b.Fatal(err)
	}
	b.Run("store.Verify", func(b *testing.B) {
		for b.Loop() {
			for f := range a.Verify(b.Context()) {
				b.Fatal(f.Err)
			}
		}
	})
	b.Run("unpack", func(b *testing.B) {
		c := verify.Checker{View: a.db.View()}
		for b.Loop() {
			if err := c.Pages(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func gzipSize(b *testing.B, visits []record.Sighting) (size int) {
	for _, v := range visits {
		var zipped bytes.Buffer
		z := gzip.NewWriter(&zipped)
		if _, err := z.Write(v.Capture.Body); err != nil {
			b.Fatal(err)
		}
		if err := z.Close(); err != nil {
			b.Fatal(err)
		}
		size += zipped.Len()
	}
	return size
}

// benchVisits are the articles of the benchmark's pages, each under an identity of its own; a hundred at least.
func benchVisits(b *testing.B) (visits []record.Sighting) {
	pages, err := play.BenchPages()
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; len(visits) < 100 || i < len(pages); i++ {
		page := pages[i%len(pages)]
		art, err := extract.Parse(extract.Page{Body: page})
		if err != nil {
			continue
		}
		art.ID = fmt.Sprintf("%013d", 1_772_380_801_000+i)
		body := append([]byte(fmt.Sprintf("<!-- %d -->", i)), page...) // no page is kept twice
		visits = append(visits, sample.Sighted(art, captures.Capture{Body: body}, sample.Noon))
	}
	return visits
}

func bareInsert(b *testing.B, visits []record.Sighting) {
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(b.TempDir(), "bare.db")+"?_journal_mode=WAL&_synchronous=NORMAL")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE articles (id TEXT PRIMARY KEY, title TEXT, body TEXT, seen TEXT)"); err != nil {
		b.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	insert, err := tx.Prepare("INSERT INTO articles (id, title, body, seen) VALUES (?, ?, ?, ?)")
	if err != nil {
		b.Fatal(err)
	}
	for _, v := range visits {
		if _, err := insert.Exec(v.Article.ID, v.Article.Title, v.Article.Body,
			sample.Noon.Format(time.RFC3339)); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}
