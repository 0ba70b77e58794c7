package site

import "testing"

func TestParseURL(t *testing.T) {
	const news = "https://news.mingpao.com/pns/%e8%a6%81%e8%81%9e/article/20260302/s00001/1772380801001"
	paper := Ref{Edition: Daily, ID: "1772380801001", Date: "20260302", SectionCode: "s00001", SectionName: "要聞"}
	for _, c := range []struct {
		name, in string
		want     Ref // zero: no article's address
	}{
		{"canonical", news, paper},
		{"slug, query, fragment", news + "/渡輪?x=1#top", paper},
		{"upper-case escapes", "https://news.mingpao.com/pns/%E8%A6%81%E8%81%9E/article/20260302/s00001/1772380801001",
			paper},
		{"raw Chinese, http, port, www",
			"http://www.news.mingpao.com:80/pns/要聞/article/20260302/S00001/1772380801001/", paper},
		{"host of phones", "https://m.mingpao.com/pns/要聞/article/20260302/s00001/1772380801001/x", paper},
		{"form of 2014", "https://news.mingpao.com/pns/dailynews/web_tc/article/20150302/s00001/1425232801001",
			Ref{Daily, "1425232801001", "20150302", "s00001", "dailynews"}},
		{"form of 2013", "http://news.mingpao.com/20130302/gaa1.htm",
			Ref{Edition: Daily, ID: "20130302-gaa1", Date: "20130302", SectionCode: "ga"}},
		{"topic", "https://news.mingpao.com/pns/俄烏局勢/article/20260302/special/1772380801001",
			Ref{Daily, "1772380801001", "20260302", "special", "俄烏局勢"}},
		{"finance", "https://finance.mingpao.com/fin/instantf/20260302/1772436000001/x",
			Ref{Edition: Finance, ID: "1772436000001", Date: "20260302", SectionCode: "instantf"}},
		{"ol", "https://ol.mingpao.com/ldy/showbiz/latest/20260305/1772712000001/x?page=1",
			Ref{Edition: Entertainment, ID: "1772712000001", Date: "20260305", SectionCode: "showbiz/latest"}},
		{"section", "https://news.mingpao.com/pns/%e8%a6%81%e8%81%9e/section/20260302/s00001", Ref{}},
		{"index of 2013", "http://news.mingpao.com/20130302/gaindex.htm", Ref{}},
		{"home page", "https://finance.mingpao.com/fin/main.php", Ref{}},
		{"another host", "https://example.com/pns/x/article/20260302/s00001/1772380801001", Ref{}},
		{"host that ends alike", "https://evilnews.mingpao.com.example/pns/x/article/20260302/s00001/1772380801001", Ref{}},
		{"short id", "https://news.mingpao.com/pns/x/article/20260302/s00001/177238080100", Ref{}},
		{"day that does not exist", "https://news.mingpao.com/pns/x/article/20260230/s00001/1772380801001", Ref{}},
		{"month that does not exist", "http://news.mingpao.com/20131302/gaa1.htm", Ref{}},
		{"markup in the name", "https://news.mingpao.com/pns/%3Cb%3E/article/20260302/s00001/1772380801001", Ref{}},
		{"line feed in the name", "https://news.mingpao.com/pns/x%0ay/article/20260302/s00001/1772380801001", Ref{}},
		{"markup in the section", "https://finance.mingpao.com/fin/%3Cscript%3E/20260302/1772436000001", Ref{}},
		{"no address", "article.html", Ref{}},
		{"bad escape", "https://news.mingpao.com/pns/%zz/article/20260302/s00001/1772380801001", Ref{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := ParseURL(c.in)
			if got != c.want || ok != (c.want != Ref{}) {
				t.Fatalf("ParseURL(%q) = %+v, %v, want %+v", c.in, got, ok, c.want)
			}
			if again, _ := ParseURL(got.URL()); again != got {
				t.Errorf("ParseURL of %s = %+v", got.URL(), again)
			}
			if ok && !IsID(got.ID) {
				t.Errorf("%s is no identity", got.ID)
			}
		})
	}
}

func TestLeadsTo(t *testing.T) {
	ref := func(edition, id string) Ref { return Ref{Edition: edition, ID: id, SectionCode: edition + id} }
	for _, c := range []struct {
		name     string
		from, to Ref
		want     bool
	}{
		{"itself, in another section", Ref{Edition: Daily, ID: "1", SectionCode: "s00001"}, ref(Daily, "1"), true},
		{"instant news to finance", ref(Instant, "1"), ref(Finance, "2"), true},
		{"instant news to entertainment", ref(Instant, "1"), ref(Entertainment, "2"), true},
		{"finance to instant news", ref(Finance, "2"), ref(Instant, "1"), false},
		{"the paper to finance", ref(Daily, "1"), ref(Finance, "2"), false},
		{"the paper to instant news", ref(Daily, "1"), ref(Instant, "1"), false},
		{"instant news to other instant news", ref(Instant, "1"), ref(Instant, "2"), false},
		{"finance to other finance", ref(Finance, "1"), ref(Finance, "2"), false},
	} {
		if got := c.from.LeadsTo(c.to); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestIsID(t *testing.T) {
	for id, want := range map[string]bool{
		"1772380801001": true, "20130302-gaa1": true,
		"177238080100": false, "177238080100x": false, "20130230-gaa1": false, "20130302-GAA1": false, "20130302-": false,
		"": false,
	} {
		if IsID(id) != want {
			t.Errorf("IsID(%q) = %v", id, !want)
		}
	}
}

func TestURLOfHalfAReference(t *testing.T) {
	whole := Ref{Daily, "1772380801001", "20260302", "s00001", "要聞"}
	for name, r := range map[string]Ref{
		"no identity": {whole.Edition, "", whole.Date, whole.SectionCode, whole.SectionName},
		"no day":      {whole.Edition, whole.ID, "", whole.SectionCode, whole.SectionName},
		"no section":  {whole.Edition, whole.ID, whole.Date, "", whole.SectionName},
		"no name":     {whole.Edition, whole.ID, whole.Date, whole.SectionCode, ""},
		"no edition":  {"", whole.ID, whole.Date, whole.SectionCode, whole.SectionName},
	} {
		if got := r.URL(); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func FuzzParseURL(f *testing.F) {
	f.Add("https://news.mingpao.com/pns/%e8%a6%81%e8%81%9e/article/20260302/s00001/1772380801001/x?y#z")
	f.Add("https://finance.mingpao.com/fin/instantf/20260302/1772436000001")
	f.Add("http://news.mingpao.com/20130302/gaa1.htm")
	f.Fuzz(func(t *testing.T, raw string) {
		r, ok := ParseURL(raw)
		if !ok {
			return
		}
		if again, ok := ParseURL(r.URL()); !ok || again != r {
			t.Fatalf("%q: %+v becomes %+v by %s", raw, r, again, r.URL())
		}
	})
}

// TestSectionsAreDistinct: a section is found by edition and code, and by its label.
func TestSectionsAreDistinct(t *testing.T) {
	for _, s := range Sections {
		if found := SectionOf(s.Edition, s.Code); found != s {
			t.Errorf("%s/%s finds %+v", s.Edition, s.Code, found)
		}
		if found, _ := Labelled(s.Label); found != s {
			t.Errorf("%s finds %+v", s.Label, found)
		}
		if EditionOf(s.Edition).Code == "" {
			t.Errorf("%s/%s: no such edition", s.Edition, s.Code)
		}
	}
}
