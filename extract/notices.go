package extract

import (
	"slices"
	"strings"
	"unicode"

	"mingpao/extract/internal/block"
	"mingpao/extract/internal/byline"
	"mingpao/extract/internal/chars"
	"mingpao/extract/site"
)

// rules sign the lines that are not body, most certain first. A new notice is a new row here and a saved page in
// testdata/pages. The wording is the site's own, as counted over its pages.
var rules = []block.Rule{
	// Lists of other articles, and the page's furniture where no markup sets it apart from the article.
	{Name: "related-list", Effect: block.DropRest, When: isRelatedHeading},
	{Name: "related-daily", Effect: block.DropRest, When: starts("日報新聞-相關報道")},
	{Name: "page-furniture", Effect: block.DropRest, When: isFurniture},
	{Name: "share-bar", Effect: block.Drop, When: isShareBar},
	{Name: "player", Effect: block.Drop, When: isPlayerText},
	{Name: "subscription-box", Effect: block.DropRest, When: isSubscription},
	{Name: "keyword-line", Effect: block.KeywordLine, When: isKeywordLine},
	{Name: "related-line", Effect: block.Drop, When: isRelatedLine},

	// Standing notices.
	{Name: "submission-rules", Effect: block.Drop, When: isSubmissionRule},
	{Name: "disclaimer", Effect: block.Disclaimer, When: isDisclaimer},
	{Name: "hotline", Effect: block.Drop, When: isHotline},
	{Name: "editorial-feedback", Effect: block.Drop, Where: block.Tail, When: short(60, "歡迎回應", "@mingpao.com")},
	{Name: "promotion", Effect: block.Drop, Where: block.Tail, When: isOwnPromotion},
	{Name: "supplement-contact", Effect: block.Drop, Where: block.Tail, When: isSupplementContact},
	{Name: "residue", Effect: block.Drop, When: is(">", "〉", "點擊觀看更多圖片")},
	{Name: "stray-character", Effect: block.Drop, Where: block.Tail, When: isStrayCharacter},
	{Name: "photo-strip", Effect: block.Drop, When: isPictureCount},
	{Name: "embed", Effect: block.Drop, When: starts("Made with Flourish")},

	// Pictures, labels, credits and notes about the author.
	{Name: "figure-caption", Effect: block.Caption, When: isFigureCaption},
	{Name: "series-tag", Effect: block.Series, When: isSeriesTag},
	{Name: "topic-tag", Effect: block.Topic, Where: block.Tail, When: isTopicTag},
	{Name: "label", Effect: block.Label, Where: block.Tail, When: isLabel},
	{Name: "reporter", Effect: block.Reporter, When: isReporterLine},
	{Name: "byline", Effect: block.Credit, Where: block.Edges, When: isByline},
	{Name: "desk", Effect: block.Credit, Where: block.Edges, When: isDesk},
	{Name: "source", Effect: block.Credit, Where: block.Tail, When: isSource},
	{Name: "signature", Effect: block.Credit, Where: block.Tail, When: isSignature},
	{Name: "author-bio", Effect: block.Note, Where: block.Tail, When: isAuthorBio},
	{Name: "column-note", Effect: block.Note, Where: block.Tail, When: isColumnNote},
	{Name: "author-contact", Effect: block.Note, Where: block.Tail, When: isAddressOnly},
	{Name: "job-title", Effect: block.Note, Where: block.Tail, When: isJobTitle},
}

// relatedHeadings introduce links to other articles.
var relatedHeadings = []string{"其他報道", "相關報道", "相關新聞"}

// isRelatedHeading is a heading of its own with links below it. Where a page has no links to see, the heading is
// enough.
func isRelatedHeading(s block.Spot) bool {
	if !slices.Contains(relatedHeadings, chars.TrimColon(s.Text())) {
		return false
	}
	return s.Bare || linksFollow(s)
}

// linksFollow reports whether a link is among the next lines, or no line follows: a time stamp may come between.
func linksFollow(s block.Spot) bool {
	seen := 0
	for i := s.At + 1; i < len(s.Signed) && seen < 3; i++ {
		if s.Signed[i].Box != "" || isKeywordLine(s.Beside(i)) {
			continue
		}
		if s.Signed[i].Linked {
			return true
		}
		seen++
	}
	return seen == 0
}

// isRelatedLine is one line that names another article.
func isRelatedLine(s block.Spot) bool {
	if !chars.HasAnyPrefix(s.Text(), relatedHeadings...) {
		return false
	}
	head, rest, ok := chars.CutColon(s.Text())
	return ok && rest != "" && slices.Contains(relatedHeadings, head) && !strings.HasSuffix(rest, "。")
}

// isKeywordLine is 相關字詞﹕ with the words after it, and nothing else; or the page's own keywords, all of them and
// nothing else.
func isKeywordLine(s block.Spot) bool {
	head, words, ok := chars.CutColon(s.Text())
	switch isNamed := ok && (head == "相關字詞" || head == "標籤"); {
	case isNamed && (head == "相關字詞" || s.Bare) && !chars.EndsSentence(words):
		return true
	case isNamed:
		return isList(words, s.Keywords)
	}
	return len(s.Keywords) > 1 && isList(s.Text(), s.Keywords)
}

// isList reports whether a text lists some words and nothing else, in any order and with any marks between them.
func isList(text string, words []string) bool {
	length := 0
	for _, w := range words {
		length += len(w)
	}
	if len(text) < length || len(text) > 3*length { // told without looking
		return false
	}
	listed, wanted := strings.FieldsFunc(text, isMark), strings.FieldsFunc(strings.Join(words, " "), isMark)
	slices.Sort(listed)
	slices.Sort(wanted)
	return slices.Equal(listed, wanted)
}

func isMark(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// isHotline is the line with the newsroom's address and number. A sentence that names the hotline is text.
func isHotline(s block.Spot) bool {
	rest, ok := strings.CutPrefix(trimBullet(s.Text()), "明報報料熱線")
	head, address, _ := chars.CutColon(rest)
	return ok && head == "" && strings.ContainsAny(address, "@0123456789") && !chars.EndsSentence(address)
}

func trimBullet(t string) string { return strings.TrimLeft(t, "■●◆▇ ") }

// maxItems bounds how far above a numbered item its heading may be.
const maxItems = 20

// isSubmissionRule is 稿例 or one of the numbered items below it.
func isSubmissionRule(s block.Spot) bool {
	for top := max(0, s.At-maxItems); s.At >= top; s.At-- {
		switch t := trimBullet(chars.TrimColon(s.Text())); {
		case s.Signed[s.At].Box != "":
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
func isDisclaimer(s block.Spot) bool {
	t := strings.TrimLeft(s.Text(), "（(■ ")
	return (t != s.Text() || chars.HasAnyPrefix(t, "本網", "本報", "編者按：本網") || chars.HasAnySuffix(t, "）", ")")) &&
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
func isStrayCharacter(s block.Spot) bool {
	return chars.Count(s.Text()) == 1 && !chars.IsHan(chars.First(s.Text()))
}

func isOwnPromotion(s block.Spot) bool {
	return starts("■", "●", "◆")(s) && short(60, "mingpao.com")(s) && !chars.EndsSentence(s.Text())
}

// isSupplementContact is the address of a supplement: its mail, page or account. Other people's addresses are text.
func isSupplementContact(s block.Spot) bool {
	t := strings.ToLower(s.Text())
	return chars.Count(t) <= 100 && !chars.EndsSentence(t) && strings.Contains(t, "mingpao") &&
		(strings.ContainsAny(t, "@/") || strings.Contains(t, ".com")) ||
		chars.Count(t) <= 30 && chars.HasAnyPrefix(t, "facebook @", "facebook@", "fb @", "fb：@", "instagram @",
			"instagram@", "ig：@", "ig@", "ig @") && !strings.Contains(t, " ：")
}

// isSeriesTag is a column with the number of its instalment: （欄名‧五十五）.
func isSeriesTag(s block.Spot) bool {
	_, ok := byline.SeriesColumn(s.Text())
	return ok
}

// isLabel is a column or author in brackets at the very end.
func isLabel(s block.Spot) bool {
	in, ok := byline.LabelText(s.Text())
	return ok && chars.Count(in) <= 40 && !s.Signed[s.At].Linked && !chars.HasAny(in, "連結", "直播", "報道")
}

func isReporterLine(s block.Spot) bool {
	_, ok := byline.Reporters(s.Text())
	return ok
}

func isByline(s block.Spot) bool { return len(byline.Credits(s.Text())) > 0 && !isAnswer(s) }

// isDesk is a desk alone on its line: 娛樂組, 明報中國組.
func isDesk(s block.Spot) bool {
	t := s.Text()
	return t == byline.EntertainmentDesk ||
		strings.HasPrefix(t, "明報") && strings.HasSuffix(t, "組") && chars.Count(t) <= 6
}

// isSource is the agency that a text is taken from, on a line of its own.
func isSource(s block.Spot) bool {
	in, ok := chars.Bracketed(s.Text())
	return ok && chars.Count(in) <= 16 && (strings.HasSuffix(in, "社") || strings.HasSuffix(in, "報道") ||
		strings.HasSuffix(in, "外電") || strings.HasSuffix(in, "時報"))
}

// isSignature repeats the author that the page names elsewhere.
func isSignature(s block.Spot) bool {
	names := byline.OfPage(s.Form)
	return len(names) > 0 && (slices.Contains(names, s.Text()) || s.Byline != "" && s.Text() == s.Byline)
}

// isAuthorBio is 作者是…. Outside of the opinion pages a whole sentence is taken for the author's own words.
func isAuthorBio(s block.Spot) bool {
	t := s.Text()
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
	return !chars.EndsSentence(t) || s.Ref.Section().Traits.Forum && strings.HasPrefix(t, "作者")
}

// isColumnNote reports whether a line in brackets describes a column, its days or its author.
func isColumnNote(s block.Spot) bool {
	in, ok := chars.Bracketed(s.Text())
	if !ok || chars.HasAny(in, "編者按", "筆者按", "編按") {
		return false
	}
	above := s.Previous()
	return chars.HasAny(in, "刊出", "隔周", "逢周", "隔星期", "逢星期") || above != nil && len(byline.Credits(above.Text)) > 0
}

// isAddressOnly is a mail address alone on the line.
func isAddressOnly(s block.Spot) bool {
	t := trimContactWord(s.Text())
	at := strings.IndexByte(t, '@')
	return at > 0 && strings.Contains(t[at:], ".") &&
		!strings.ContainsAny(t, " ，。") && chars.Count(t) <= 60 && isOpinion(s.Form)
}

func trimContactWord(t string) string {
	if head, rest, ok := chars.CutColon(t); ok &&
		slices.Contains([]string{"電郵", "作者電郵", "Email", "email", "E-mail", "e-mail"},
			head) {
		return rest
	}
	return t
}

// isOpinion reports whether an article is in a section of columnists.
func isOpinion(f *block.Form) bool {
	return f.Ref.Edition == site.Finance || f.Ref.Section().Traits.Columns
}

// isJobTitle is an economics columnist's post, bare, directly above the disclaimer or the column's label.
func isJobTitle(s block.Spot) bool {
	next := s.Next()
	if next == nil || next.Rule == nil || !isOpinion(s.Form) || s.Ref.Section().Traits.Forum {
		return false
	}
	t := s.Text()
	return (next.Rule.Effect == block.Disclaimer || next.Rule.Effect == block.Label) && chars.Count(t) <= 40 &&
		!strings.ContainsAny(t, "。，；！？：、") && s.At > 0
}
