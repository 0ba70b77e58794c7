package unpack

import (
	"fmt"
	"io"
)

// TooLarge is the error for more bytes than a limit.
type TooLarge int64

func (n TooLarge) Error() string {
	if n < 1<<20 {
		return fmt.Sprintf("larger than %d KiB", int64(n)>>10)
	}
	return fmt.Sprintf("larger than %d MiB: not a page", int64(n)>>20)
}

// atMost reads no more than left bytes; more are an error, not an end.
type atMost struct {
	r           io.Reader
	limit, left int64
}

// AtMost reads up to a limit. What is longer ends with the error TooLarge.
func AtMost(r io.Reader, limit int64) io.Reader { return &atMost{r, limit, limit} }

func (c *atMost) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.left -= int64(n)
	if c.left < 0 {
		return 0, TooLarge(c.limit)
	}
	return n, err
}
