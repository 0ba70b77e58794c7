// Package verdict says whether an answer is the article that was asked for, and when a page's turn comes again. Pure.
//
//	verdict.go  the article or the picture of an answer, or why there is none
//	again.go    the next look at a page that was read, has failed, or is gone
package verdict

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime"
	"strings"
	"time"

	"mingpao/extract"
	"mingpao/extract/picture"
	"mingpao/extract/site"
	"mingpao/scraper/fetch"
	"mingpao/store/queue"
)

// Judge reads the article of an answer, or says why there is none. An article that it returns may be kept.
func Judge(ctx context.Context, asked site.Ref, a *fetch.Answer) (*extract.Article, *fetch.Fault) {
	if kind, _, err := mime.ParseMediaType(a.ContentType); a.ContentType != "" &&
		(err != nil || kind != "text/html" && kind != "application/xhtml+xml") {
		return nil, &fetch.Fault{Kind: queue.NotAPage, Subject: "content-type",
			Detail: "content type " + strings.Join(strings.Fields(a.ContentType), " ")}
	}
	if lower := bytes.ToLower(a.Body[max(0, len(a.Body)-4096):]); len(a.Body) > 0 &&
		!bytes.Contains(lower, []byte("</html")) && !bytes.Contains(lower, []byte("</body")) {
		return nil, &fetch.Fault{Kind: queue.NotAPage, Subject: extract.CutOff.Key(),
			Detail: "cut off: the page does not end"}
	}
	article, err := inTime(ctx, extract.Parse, extract.Page{URL: a.URL, ContentType: a.ContentType, Body: a.Body})
	var no *extract.NotArticle
	switch {
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		return nil, &fetch.Fault{Kind: queue.Interrupted}
	case errors.As(err, &no):
		return nil, notArticle(no)
	case err != nil:
		return nil, &fetch.Fault{Kind: queue.NotAPage, Subject: "defect", Detail: err.Error()}
	}
	return article, checkArticle(asked, article)
}

// Reread judges a page that was kept because it could not be read when it came, by the address that was asked and the
// same rules: what was cut off, undecodable or another article then is so still.
func Reread(ctx context.Context, url, contentType string, body []byte) (*extract.Article, error) {
	asked, _ := site.ParseURL(url)
	article, fault := Judge(ctx, asked,
		&fetch.Answer{Answer: queue.Answer{ContentType: contentType, Body: body}, URL: url})
	if fault != nil {
		return nil, fault
	}
	return article, nil
}

// parseTime is the time that the extraction of a page may take: the slowest real one takes some milliseconds.
const parseTime = 10 * time.Second

// inTime ends the wait for a page that takes too long, and for any page when the run ends. The work itself cannot be
// stopped: it goes on beside the run, and ends with the program.
func inTime(ctx context.Context, parse func(extract.Page) (*extract.Article, error), p extract.Page) (*extract.Article,
	error) {
	type result struct {
		article *extract.Article
		err     error
	}
	done := make(chan result, 1)
	go func() {
		a, err := parse(p)
		done <- result{a, err}
	}()
	ended, stop := fetch.WithGrace(ctx, parseTime)
	defer stop()
	select {
	case r := <-done:
		return r.article, r.err
	case <-ended.Done():
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("the page cannot be read in %v", parseTime)
	}
}

// JudgePicture says why an answer is no picture that may be kept, nil where it is one. What it is its bytes say.
func JudgePicture(a *fetch.Answer) *fetch.Fault {
	_, err := picture.Read(a.Body)
	if err == nil {
		return nil
	}
	var no picture.Refusal
	errors.As(err, &no)
	f := &fetch.Fault{Kind: queue.NotAPicture, Subject: strings.ReplaceAll(string(no), " ", "-"), Detail: string(no),
		Host: site.HostOf(a.URL)}
	if no == picture.NotPicture {
		f.Subject, f.Detail = "", strings.Join(strings.Fields(a.ContentType), " ")
	}
	return f
}

func notArticle(no *extract.NotArticle) *fetch.Fault {
	f := &fetch.Fault{Kind: queue.NotAPage, Subject: no.Reason.Key(), Detail: no.Error()}
	switch no.Reason {
	case extract.HomePage, extract.NotFound:
		f.Kind = queue.Gone
	case extract.AccessRefused, extract.LoginPage:
		f.Kind = queue.Refused
	}
	return f
}

// checkArticle refuses an article that is not the one asked for nor one that the site leads to from there, or that was
// not decoded.
func checkArticle(asked site.Ref, a *extract.Article) *fetch.Fault {
	switch {
	case a.ID == "":
		return &fetch.Fault{Kind: queue.NotAPage, Subject: "no-identity", Detail: "an article without an identity"}
	case !asked.LeadsTo(site.Ref{Edition: a.Edition, ID: a.ID}):
		return &fetch.Fault{Kind: queue.NotAPage, Subject: "other-article",
			Detail: "the page is article " + a.Edition + " " + a.ID}
	case strings.ContainsRune(a.Title, '\uFFFD'), strings.Count(a.Body, "\uFFFD")*200 > len([]rune(a.Body)):
		return &fetch.Fault{Kind: queue.BadEncoding, Subject: "characters", Detail: "characters that cannot be decoded"}
	}
	return nil
}
