package site

import "testing"

func TestBelief(t *testing.T) {
	falling := []TimeSource{TimeFetched, TimeWARC, TimeMetadata, TimeSingleFile, TimeGiven, TimeFile, "hearsay"}
	for i := 1; i < len(falling); i++ {
		if more, less := falling[i-1], falling[i]; more.Belief() <= less.Belief() {
			t.Errorf("%s is believed no more than %s: %d, %d", more, less, more.Belief(), less.Belief())
		}
	}
	if b := TimeSource("").Belief(); b != 0 {
		t.Errorf("an unknown source is believed: %d", b)
	}
}
