package web

import (
	"strings"
	"testing"
	"time"

	"mingpao/extract/site"
	"mingpao/store/queue"
)

// TestSourceStates shows what becomes of the lists: one that was not asked for hours after it was due is late.
func TestSourceStates(t *testing.T) {
	a := emptyArchive(t)
	hours := func(n int) time.Time { return noon.Add(time.Duration(n) * time.Hour) }
	for _, s := range []queue.Source{
		{Code: "s00001", Answered: hours(-1), Due: hours(1)},
		{Code: "s00002", Answered: hours(-9), Due: hours(-7)},
		{Code: "s00003", Answered: hours(-9), Due: hours(1), Failures: 2,
			Cause: queue.Cause{Kind: queue.Refused, Subject: "login-page"}},
		{Code: "s00012", Due: hours(-1)},
	} {
		s.Kind, s.Edition = queue.KindFeed, site.Daily
		if err := a.Frontier().SaveSource(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	server := testRoom(t, a)
	for language, states := range map[string][4]string{
		"/zh": {"正常", "逾時未讀", "失敗 <span>要求登入</span>", "未曾讀取"},
		"/en": {"well", "late", "failing <span>login page</span>", "not read yet"},
	} {
		_, body := get(t, server.URL+language+"/archive")
		for i, name := range []string{"要聞", "港聞", "社評", "觀點"} {
			_, row, found := strings.Cut(body, `<th scope="row">`+name+" <small>feed pns/")
			_, row, _ = strings.Cut(row, "<td>")
			if !found || !strings.HasPrefix(row, states[i]+"</td>") {
				t.Errorf("%s: %.80s, want %s", name, row, states[i])
			}
		}
	}
}
