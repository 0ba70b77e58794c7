package queue

import "testing"

func TestCauseIsRefusal(t *testing.T) {
	for cause, want := range map[Cause]bool{
		{Refused, "403"}: true, {Refused, Robots + "503"}: true, {Kind: Disallowed}: true, {Held, Wait}: true,
		{Held, "budget"}: false, {Gone, "404"}: false, {Unreachable, "refused"}: false, {}: false,
	} {
		if got := cause.IsRefusal(); got != want {
			t.Errorf("%s: %t", cause, got)
		}
	}
}
