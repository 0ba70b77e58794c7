package saved_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"mingpao/extract"
	"mingpao/extract/saved"
	"mingpao/testdata"
)

// The pages of a WARC file, one after another, each with its address. What is no page of the site is passed over.
func Example() {
	folder, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "crawl.warc")
	const url = "https://news.mingpao.com/ins/x/article/20260302/s00001/1772420000001"
	records := append(answerRecord(url, testdata.Page("ins-flash.html")),
		answerRecord("https://example.org/", []byte("<p>Hello"))...)
	if err := os.WriteFile(file, records, 0o600); err != nil {
		log.Fatal(err)
	}
	for page, err := range saved.NewReader(saved.Options{}).Pages(context.Background(), file) {
		if other := new(saved.PassedOver); errors.As(err, &other) {
			fmt.Println(filepath.Base(page.Source), other)
			continue
		}
		if err != nil {
			log.Fatal(err)
		}
		a, err := extract.Parse(page.Page)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(filepath.Base(page.Source), a.Published, a.Title)
	}
	// Output:
	// crawl.warc#1 2026-03-02T20:15:00+08:00 天文台：今晚有薄霧 駕車人士小心
	// crawl.warc#2 passed over: other site
}

// answerRecord is a page as a crawler keeps it: a record of what the server answered.
func answerRecord(url string, page []byte) []byte {
	answer := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n%s", page)
	return fmt.Appendf(nil, "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%x>\r\n"+
		"WARC-Target-URI: %s\r\nWARC-Date: 2026-03-02T04:00:00Z\r\n"+
		"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		len(answer), url, len(answer), answer)
}
