package extract

import (
	"slices"
	"strings"

	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// rules are what is not body, most certain first. A new notice is a new row here and a saved page in testdata/pages.
// The wording is the site's own, as counted over its pages.
var rules = []rule{
	// Lists of other articles, and the page's furniture where it has no markup to tell it from the article.
	{"related-list", dropRest, anywhere, isRelatedHeading},
	{"related-daily", dropRest, anywhere, starts("日報新聞-相關報道")},
	{"page-furniture", dropRest, anywhere, isFurniture},
	{"share-bar", drop, anywhere, isShareBar},
	{"player", drop, anywhere, isPlayerText},
	{"subscription-box", dropRest, anywhere, isSubscription},
	{"keyword-line", keywordLine, anywhere, isKeywordLine},
	{"related-line", drop, anywhere, isRelatedLine},

	// Standing notices.
	{"submission-rules", drop, anywhere, isSubmissionRule},
	{"disclaimer", disclaimer, anywhere, isDisclaimer},
	{"hotline", drop, anywhere, isHotline},
	{"editorial-feedback", drop, tail, short(60, "歡迎回應", "@mingpao.com")},
	{"promotion", drop, tail, isOwnPromotion},
	{"supplement-contact", drop, tail, isSupplementContact},
	{"residue", drop, anywhere, is(">", "〉", "點擊觀看更多圖片")},
	{"stray-character", drop, tail, isStrayCharacter},
	{"photo-strip", drop, anywhere, isPictureCount},
	{"embed", drop, anywhere, starts("Made with Flourish")},

	// Pictures, labels, credits and notes about the author.
	{"figure-caption", caption, anywhere, isFigureCaption},
	{"series-tag", series, anywhere, isSeriesTag},
	{"topic-tag", topic, tail, isTopicTag},
	{"label", label, tail, isLabel},
	{"reporter", reporter, anywhere, isReporterLine},
	{"byline", credit, edges, isByline},
	{"desk", credit, edges, isDesk},
	{"source", credit, tail, isSource},
	{"signature", credit, tail, isSignature},
	{"author-bio", note, tail, isAuthorBio},
	{"column-note", note, tail, isColumnNote},
	{"author-contact", note, tail, isAddressOnly},
	{"job-title", note, tail, isJobTitle},
}

// relatedHeadings introduce links to other articles.
var relatedHeadings = []string{"其他報道", "相關報道", "相關新聞"}

// isRelatedHeading is a heading of its own with links below it. Where a page has no links to see, the heading is
// enough.
func isRelatedHeading(s spot) bool {
	if !slices.Contains(relatedHeadings, chars.TrimColon(s.text())) {
		return false
	}
	return s.bare || linksFollow(s)
}

// linksFollow tells that a link is among the next lines, or that there are none: a time stamp may stand between.
func linksFollow(s spot) bool {
	seen := 0
	for i := s.at + 1; i < len(s.signed) && seen < 3; i++ {
		if s.signed[i].box != "" || isKeywordLine(spot{s.form, s.signed, i}) {
			continue
		}
		if s.signed[i].linked {
			return true
		}
		seen++
	}
	return seen == 0
}

// isRelatedLine is one line that names another article.
func isRelatedLine(s spot) bool {
	if !chars.HasAnyPrefix(s.text(), relatedHeadings...) {
		return false
	}
	head, rest, ok := chars.CutColon(s.text())
	return ok && rest != "" && slices.Contains(relatedHeadings, head) && !strings.HasSuffix(rest, "。")
}

// isKeywordLine is 相關字詞﹕ with the words behind it, and nothing else.
func isKeywordLine(s spot) bool {
	if !chars.HasAnyPrefix(s.text(), "相關字詞", "標籤") {
		return false
	}
	head, _, ok := chars.CutColon(s.text())
	return ok && (head == "相關字詞" || head == "標籤" && s.bare) && !chars.EndsSentence(s.text())
}

// isHotline is the line with the newsroom's address and number. A sentence that names the hotline is text.
func isHotline(s spot) bool {
	rest, ok := strings.CutPrefix(trimBullet(s.text()), "明報報料熱線")
	head, address, _ := chars.CutColon(rest)
	return ok && head == "" && strings.ContainsAny(address, "@0123456789") && !chars.EndsSentence(address)
}

func trimBullet(t string) string { return strings.TrimLeft(t, "■●◆▇ ") }

// maxItems bounds how far above a numbered item its heading may stand.
const maxItems = 20

// isSubmissionRule is 稿例 or one of the numbered items below it.
func isSubmissionRule(s spot) bool {
	for top := max(0, s.at-maxItems); s.at >= top; s.at-- {
		switch t := trimBullet(chars.TrimColon(s.text())); {
		case s.signed[s.at].box != "":
		case t == "稿例" || t == "投稿須知":
			return true
		case !isNumbered(t):
			return false
		}
	}
	return false
}

func isNumbered(t string) bool {
	rest := strings.TrimLeft(t, "0123456789")
	return rest != t && chars.HasAnyPrefix(rest, ".", "．", "、", ")")
}

// isDisclaimer is the paper's standing notice below opinions: in brackets or by its first words, either of which may
// be damaged, as may be one of the phrases by which it is known.
func isDisclaimer(s spot) bool {
	t := strings.TrimLeft(s.text(), "（(■ ")
	return (t != s.text() || chars.HasAnyPrefix(t, "本網", "本報", "編者按：本網") || chars.HasAnySuffix(t, "）", ")")) &&
		chars.Count(t) <= maxDisclaimer &&
		countOf(t, "若提出批評", "旨在指出相關制度", "矯正或消除", "絕無意圖煽動") > 1
}

// maxDisclaimer is the length of the disclaimer with room for half as much again.
const maxDisclaimer = 150

func countOf(s string, parts ...string) (n int) {
	for _, p := range parts {
		if strings.Contains(s, p) {
			n++
		}
	}
	return n
}

// isStrayCharacter is a letter or a sign alone below the text, as damage leaves one among the tags.
func isStrayCharacter(s spot) bool {
	return chars.Count(s.text()) == 1 && !chars.IsHan(chars.First(s.text()))
}

func isOwnPromotion(s spot) bool {
	return starts("■", "●", "◆")(s) && short(60, "mingpao.com")(s) && !chars.EndsSentence(s.text())
}

// isSupplementContact is the address of a supplement: its mail, page or account. Other people's addresses are text.
func isSupplementContact(s spot) bool {
	t := strings.ToLower(s.text())
	return chars.Count(t) <= 100 && !chars.EndsSentence(t) && strings.Contains(t, "mingpao") &&
		(strings.ContainsAny(t, "@/") || strings.Contains(t, ".com")) ||
		chars.Count(t) <= 30 && chars.HasAnyPrefix(t, "facebook @", "facebook@", "fb @", "fb：@", "instagram @", "instagram@", "ig：@",
			"ig@", "ig @") && !strings.Contains(t, " ：")
}

// isSeriesTag is a column with the number of its instalment: （欄名‧五十五）.
func isSeriesTag(s spot) bool {
	_, ok := seriesColumn(s.text())
	return ok
}

// isLabel is a column or author in brackets at the very end.
func isLabel(s spot) bool {
	in, ok := labelText(s.text())
	return ok && chars.Count(in) <= 40 && !s.signed[s.at].linked && !chars.HasAny(in, "連結", "直播", "報道")
}

func isReporterLine(s spot) bool {
	_, ok := reporterNames(s.text())
	return ok
}

func isByline(s spot) bool { return len(parseCredits(s.text())) > 0 }

// isDesk is a desk alone on its line: 娛樂組, 明報中國組.
func isDesk(s spot) bool {
	t := s.text()
	return t == entertainmentDesk || strings.HasPrefix(t, "明報") && strings.HasSuffix(t, "組") && chars.Count(t) <= 6
}

// isSource is the agency that a text is taken from, on a line of its own.
func isSource(s spot) bool {
	in, ok := chars.Bracketed(s.text())
	return ok && chars.Count(in) <= 16 && (strings.HasSuffix(in, "社") || strings.HasSuffix(in, "報道") ||
		strings.HasSuffix(in, "外電") || strings.HasSuffix(in, "時報"))
}

// isSignature repeats the author that the page names elsewhere.
func isSignature(s spot) bool {
	names := authorsOfPage(s.form)
	return len(names) > 0 && (slices.Contains(names, s.text()) || s.byline != "" && s.text() == s.byline)
}

// isAuthorBio is 作者是…. Outside of the opinion pages a whole sentence is taken for the author's own words.
func isAuthorBio(s spot) bool {
	t := s.text()
	if in, ok := chars.Bracketed(t); ok {
		t = in
	}
	switch {
	case strings.HasPrefix(t, "作者簡介"):
		return true
	case !chars.HasAnyPrefix(t, "作者", "筆者是", "筆者為", "筆者現"):
		return false
	case !chars.HasAny(t, "是", "為", "任"):
		return false
	}
	return !chars.EndsSentence(t) || s.ref.Section().Traits.Forum && strings.HasPrefix(t, "作者")
}

// isColumnNote says in brackets what a column is or when it appears, or who its author is.
func isColumnNote(s spot) bool {
	in, ok := chars.Bracketed(s.text())
	if !ok || chars.HasAny(in, "編者按", "筆者按", "編按") {
		return false
	}
	above := s.previous()
	return chars.HasAny(in, "刊出", "隔周", "逢周", "隔星期", "逢星期") || above != nil && len(parseCredits(above.text)) > 0
}

// isAddressOnly is a mail address alone on the line.
func isAddressOnly(s spot) bool {
	t := trimContactWord(s.text())
	at := strings.IndexByte(t, '@')
	return at > 0 && strings.Contains(t[at:], ".") && !strings.ContainsAny(t, " ，。") && chars.Count(t) <= 60 && isOpinion(s.form)
}

func trimContactWord(t string) string {
	if head, rest, ok := chars.CutColon(t); ok && slices.Contains([]string{"電郵", "作者電郵", "Email", "email", "E-mail", "e-mail"},
		head) {
		return rest
	}
	return t
}

// isOpinion holds for the sections that columnists write in.
func isOpinion(f *form) bool {
	return f.ref.Edition == site.Finance || f.ref.Section().Traits.Columns
}

// isJobTitle is an economics columnist's post, bare, directly above the disclaimer or the column's label.
func isJobTitle(s spot) bool {
	next := s.next()
	if next == nil || next.rule == nil || !isOpinion(s.form) || s.ref.Section().Traits.Forum {
		return false
	}
	t := s.text()
	return (next.rule.effect == disclaimer || next.rule.effect == label) && chars.Count(t) <= 40 &&
		!strings.ContainsAny(t, "。，；！？：、") && s.at > 0
}
