package words

import (
	"strings"

	"mingpao/extract"
	"mingpao/extract/saved"
	"mingpao/extract/site"
	"mingpao/extract/told"
	"mingpao/scraper/fetch"
	"mingpao/store"
	"mingpao/store/queue"
	"mingpao/store/search"
)

// Error is what an error says in a language, as far as it keeps what it was made of; what the system or a library says
// deep down stays as it is.
func (s Speech) Error(err error) string {
	if s == English {
		return err.Error()
	}
	switch e := any(err).(type) { // not errors.As: each layer says its own part
	case Localized:
		return e.In(s)
	case *told.Error:
		return s.Sprintf(e.Format, e.Args...)
	case search.QueryError:
		return s.Query(e)
	case *store.Damaged:
		return s.Sprintf("article %s is damaged: %v", e.Article, e.Err)
	case *extract.NotArticle:
		return s.notArticle(e)
	case *saved.PassedOver:
		return s.Sprintf("passed over: %s", s.Text(e.Kind))
	case *fetch.Fault:
		return s.Reason(Reason{queue.Cause{Kind: e.Kind, Subject: e.Subject}, e.Detail}).Text
	case *fetch.WrongClock:
		const minute = "2006-01-02 15:04"
		return s.Sprintf("this machine's clock says %s, but by %s it is %s: nothing was recorded; set the clock",
			e.Ours.In(site.Zone).Format(minute), Joined{e.Hosts, "and"}, e.Theirs.In(site.Zone).Format(minute))
	case interface{ Unwrap() error }:
		return s.wrapped(err, e.Unwrap())
	}
	return chinese(err.Error())
}

// wrapped is an error around another one.
func (s Speech) wrapped(err, inner error) string {
	text := err.Error()
	if before, after, ok := strings.Cut(text, inner.Error()); ok {
		return before + s.Error(inner) + after
	}
	return chinese(text)
}

// notArticle is why a page holds no article, with what was seen of it.
func (s Speech) notArticle(e *extract.NotArticle) string {
	text := s.Reason(Reason{queue.Cause{Kind: queue.NotAPage, Subject: e.Reason.Key()}, ""}).Text
	if e.Detail == "" {
		return text
	}
	return text + "（" + e.Detail + "）"
}
