package words

import (
	"errors"
	"strings"

	"mingpao/store/search"
)

// queryWords say what to type instead of what was typed, by the kind of the mistake. %s is the part that is one.
var queryWords = map[string][2]string{
	"nothing": {"請輸入要找的字詞。", "name what to look for"},
	"and":     {"不用寫 %s：所有字詞本來就必須同時出現。", "%s is not needed: all words must occur anyway"},
	"not":     {"要排除字詞，請寫「-字詞」，不寫 %s。", "to leave a word out, write -word instead of %s"},
	"near": {"沒有 %s；連在一起的字詞請加引號，或寫 \"%s\"。",
		"there is no %s; put words that stand together in quotes, or write \"%s\""},
	"or": {"OR 要放在兩個詞中間：颱風 OR 暴雨。", "OR stands between two words: 颱風 OR 暴雨"},
	"or-not": {"「-%s」不能與 OR 連用：排除的字詞適用於整個搜尋。",
		"-%s and OR do not go together: a word is left out of the whole search"},
	"only-not": {"除了要排除的詞，還要寫要找的詞：颱風 -%s。", "name a word to find beside the one to leave out: 颱風 -%s"},
	"brackets": {"括號不能分組：OR 連接左右兩個詞；要照原文找 %s，請加引號。",
		"brackets group nothing: OR joins the two words beside it; put %s in quotes to look for it as it stands"},
	"wildcard": {"沒有萬用字元：「%s」會作為完整字詞搜尋，請刪去 *。",
		"there are no wildcards: %s is looked for as a whole; leave the * out"},
	"field": {"沒有「%s:」這一欄，只有 title: 和 author:；要照原文找，請加引號。",
		"there is no field %s: (there are title: and author:); put the words in quotes to look for them as they stand"},
	"field-of-nothing": {"請在「%s:」後面寫要找的字詞。", "name what to look for after %s:"},
}

// Query says in a language what is wrong with a query, and what to type.
func (s Speech) Query(err error) string {
	var wrong search.QueryError
	if !errors.As(err, &wrong) {
		return err.Error()
	}
	return strings.ReplaceAll(queryWords[wrong.Kind][s], "%s", wrong.Subject)
}

// QueryError is a mistake in a query, to be told in the reader's language.
type QueryError struct{ Err error }

// Error is the mistake in English.
func (e QueryError) Error() string { return English.Query(e.Err) }

// In is the mistake in a language.
func (e QueryError) In(s Speech) string { return s.Query(e.Err) }

// Unwrap is the error itself.
func (e QueryError) Unwrap() error { return e.Err }
