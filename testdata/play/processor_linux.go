package play

import (
	"runtime"
	"syscall"
	"time"
)

// ProcessorTime is what a function takes of the processor in its own goroutine: the machine may be busy meanwhile.
func ProcessorTime(do func()) time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	used := func() time.Duration {
		const thisThread = 1 // RUSAGE_THREAD
		var u syscall.Rusage
		_ = syscall.Getrusage(thisThread, &u)
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	start := used()
	do()
	return used() - start
}
