package db_test

import (
	"fmt"
	"testing"

	"mingpao/store/internal/db"
)

// TestDamageSaysNothing: what is damaged is told from other errors whatever is around it, and only *Damaged says
// the word.
func TestDamageSaysNothing(t *testing.T) {
	err := fmt.Errorf("read: %w", db.Damagedf("page %d is missing", 7))
	if !db.IsDamage(err) || !db.IsDamage(&db.Damaged{Article: "1", Err: err}) || db.IsDamage(fmt.Errorf("damaged: no")) {
		t.Error("damage is not told from other errors")
	}
	if got, want := (&db.Damaged{Article: "1", Err: err}).Error(),
		"article 1 is damaged: read: page 7 is missing"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := err.Error(), "read: page 7 is missing"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
