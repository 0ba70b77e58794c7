package store

import (
	"fmt"
	"testing"
)

// TestDamageSaysNothing: what is damaged is told from other errors whatever stands around it, and only *Damaged says
// the word.
func TestDamageSaysNothing(t *testing.T) {
	err := fmt.Errorf("read: %w", damagedf("page %d is missing", 7))
	if !isDamage(err) || !isDamage(&Damaged{"1", err}) || isDamage(fmt.Errorf("damaged: no")) {
		t.Error("damage is not told from other errors")
	}
	if got, want := (&Damaged{"1", err}).Error(), "article 1 is damaged: read: page 7 is missing"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := err.Error(), "read: page 7 is missing"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
