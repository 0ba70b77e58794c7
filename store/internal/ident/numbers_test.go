package ident

import (
	"testing"

	"mingpao/extract/site"
)

// TestArticleNumber pins the numbers of articles, which stand in archives, and reads them back.
func TestArticleNumber(t *testing.T) {
	for _, c := range []struct {
		name, edition, id string
		want              int64
		readable          bool
	}{
		{"the daily paper", site.Daily, "1772380801001", 17723808010011, true},
		{"instant news", site.Instant, "1772380801001", 17723808010012, true},
		{"finance", site.Finance, "1772380801001", 17723808010013, true},
		{"entertainment", site.Entertainment, "1772380801001", 17723808010014, true},
		{"zeros in front", site.Daily, "0000000000001", 11, true},
		{"none", site.Daily, "", 0, false},
		{"the paper of 2013", site.Daily, "20130507-gaa1", 2281835441066450, false},
		{"a sign", site.Daily, "-177238080100", 3170058214260278, false},
		{"an edition that is not known", "xyz", "1772380801001", 3708099714727550, false},
	} {
		got := ArticleNumber(c.edition, c.id)
		if got != c.want || got >= 1<<53 {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
		if ref := IdentityOf(got, ""); c.readable != (ref == site.Ref{Edition: c.edition, ID: c.id}) {
			t.Errorf("%s: %d is read as %+v", c.name, got, ref)
		}
	}
}

// TestIdentityOfAddress: of an identity of another form the address tells.
func TestIdentityOfAddress(t *testing.T) {
	const url = "https://news.mingpao.com/pns/x/article/20260302/s00001/1772380801001"
	if ref := IdentityOf(ArticleNumber(site.Daily, "20130507-gaa1"), url); ref.ID != "1772380801001" {
		t.Errorf("%+v", ref)
	}
	for number, want := range map[int64]string{17723808010011: "pns 1772380801001", 5: "5"} {
		if got := IdentityText(number); got != want {
			t.Errorf("%d is %q, want %q", number, got, want)
		}
	}
}
