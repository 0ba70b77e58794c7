package web

import (
	"net/http/httptest"
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

// slowlyRead notes until when it may be written to.
type slowlyRead struct {
	*httptest.ResponseRecorder
	until time.Time
}

func (s *slowlyRead) SetWriteDeadline(until time.Time) error {
	s.until = until
	return nil
}

func (s *slowlyRead) Write(p []byte) (int, error) {
	if s.until.IsZero() {
		s.until = time.Now() // too late
	}
	return s.ResponseRecorder.Write(p)
}

// TestExportHasTime: an export may take as long as a slow reader needs, far longer than the server gives a page; a page
// may not.
func TestExportHasTime(t *testing.T) {
	room, err := New(testArchive(t), Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	for path, enough := range map[string]time.Duration{"/export?format=csv": 9 * time.Minute, "/sections": 0} {
		w := &slowlyRead{ResponseRecorder: httptest.NewRecorder()}
		r := httptest.NewRequestWithContext(onLoopback(t), "GET", "http://127.0.0.1:8080"+path, nil)
		r.RequestURI = path
		room.ServeHTTP(w, r)
		left := time.Until(w.until)
		if w.Code != 200 || w.Body.Len() == 0 || left < enough-time.Minute || left > enough+time.Minute {
			t.Errorf("%s: status %d, %v left", path, w.Code, left)
		}
	}
}
