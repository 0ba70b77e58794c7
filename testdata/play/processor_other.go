//go:build !linux

package play

import "time"

// ProcessorTime is zero where the time of one thread is not to be had: what never ends is left to go test -timeout.
func ProcessorTime(do func()) time.Duration {
	do()
	return 0
}
