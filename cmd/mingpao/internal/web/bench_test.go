package web

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"testing"
	"time"

	"mingpao/store"
	"mingpao/store/catalog"
)

// BenchmarkPages makes pages that are made anew for everybody who asks, of the archive that MINGPAO_LOAD names.
func BenchmarkPages(b *testing.B) {
	path := os.Getenv("MINGPAO_LOAD")
	if path == "" {
		b.Skip("MINGPAO_LOAD names no archive")
	}
	a, err := store.OpenReader(context.Background(), path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { a.Close() })
	room, err := New(a, Options{})
	if err != nil {
		b.Fatal(err)
	}
	some, err := a.Catalog().Headlines(b.Context(), catalog.Filter{Limit: 2000})
	if err != nil {
		b.Fatal(err)
	}
	_ = ask(b, room, "/search?q=a") // what is counted once is counted
	time.Sleep(time.Second)
	page := func(name string, address func(i int) string) {
		b.Run(name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if answer := ask(b, room, address(i)); answer.Code != http.StatusOK {
					b.Fatalf("%s: %d", address(i), answer.Code)
				}
			}
		})
	}
	at := func(i int) catalog.Headline { return some[i*37%len(some)] }
	page("article", func(i int) string { return "/a/" + at(i).Edition + "/" + at(i).ID })
	page("history", func(i int) string { return "/a/" + at(i).Edition + "/" + at(i).ID + "/history" })
	page("day", func(i int) string { return "/day/" + at(i).Published[:10] })
	page("changes", func(int) string { return "/changes?since=-30d" })
	page("search", func(i int) string { return "/search?q=" + url.QueryEscape(string([]rune(at(i).Title)[:2])) })
}
