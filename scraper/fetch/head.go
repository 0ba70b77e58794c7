package fetch

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// maxHead bounds what is kept of an answer's header.
const maxHead = 8 << 10

// unkeptFields are what of a header is not kept: cookies, what frames the body, which is kept as unpacked, and what
// differs from one answer to the next and says nothing of the page. The look has its own time.
var unkeptFields = map[string]bool{
	"Set-Cookie": true, "Set-Cookie2": true,
	"Content-Encoding": true, "Content-Length": true, "Transfer-Encoding": true, "Trailer": true, "Connection": true,
	"Keep-Alive": true,
	"Date":       true, "Age": true, "Expires": true, "Cf-Ray": true, "Report-To": true, "Nel": true, "X-Request-Id": true,
	"X-Amz-Cf-Id": true, "X-Amz-Request-Id": true, "X-Amz-Id-2": true, "X-Timer": true, "X-Cache-Hits": true,
	"X-Runtime": true, "X-Served-By": true, "Server-Timing": true,
}

// headOf is the status line of an answer and its header as they are kept: the fields by name, up to the limit.
func headOf(r *http.Response) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\r\n", r.Proto, r.Status)
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		if unkeptFields[name] {
			continue
		}
		for _, value := range r.Header[name] {
			if line := name + ": " + strings.ToValidUTF8(value, "?") + "\r\n"; b.Len()+len(line) <= maxHead {
				b.WriteString(line)
			}
		}
	}
	return b.String()
}
