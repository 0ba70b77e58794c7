package record

import (
	"context"
	"strings"

	"mingpao/store/internal/captures"
	"mingpao/store/internal/db"
	"mingpao/store/internal/ident"
)

// maxAnswer bounds the status line and header that are kept of an answer.
const maxAnswer = 8 << 10

// isAnswer reports whether a text can be the status line and header of an answer, without cookies. Other archives and
// files hand them on.
func isAnswer(head string) bool {
	if len(head) > maxAnswer || !strings.HasPrefix(head, "HTTP/") || !strings.HasSuffix(head, "\r\n") {
		return false
	}
	for line := range strings.SplitSeq(head, "\r\n") {
		if !captures.IsHarmless(line) || strings.HasPrefix(strings.ToLower(line), "set-cookie") {
			return false
		}
	}
	return true
}

// saveAnswer keeps the head of an answer once and returns its number, 0 for none.
func saveAnswer(ctx context.Context, t *db.Tx, head string) (int64, error) {
	if !isAnswer(head) {
		return 0, nil
	}
	for number := ident.NumberOf("answer " + head); ; number++ {
		n, err := t.Changed(ctx, "INSERT INTO answers (answer, head) VALUES (?, ?) ON CONFLICT DO NOTHING", number, head)
		if n > 0 || err != nil {
			return number, err
		}
		kept, err := AnswerOf(ctx, t.View, number)
		if kept == head || err != nil {
			return number, err
		}
	}
}

// AnswerOf is the head of an answer with a number, "" for none.
func AnswerOf(ctx context.Context, v db.View, number int64) (head string, err error) {
	if number == 0 {
		return "", nil
	}
	head, _, err = db.One[string](ctx, v, "SELECT head FROM answers WHERE answer = ?", number)
	return head, err
}
