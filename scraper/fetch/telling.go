package fetch

import (
	"fmt"
	"net/http"
	"strings"
)

// tellingFields are those that tell who answered, what, and how old it is. All others may be private.
var tellingFields = []string{"Date", "Age", "Server", "Via", "X-Cache", "Cf-Cache-Status", "Cf-Mitigated",
	"Cache-Control", "Expires", "Last-Modified", "Etag", "Content-Type", "Location", "Link", "Retry-After", "Vary"}

// maxField bounds what is told of a field.
const maxField = 1 << 10

// Telling is the status line of an answer and what of its header tells why it could not be used.
func (a *Answer) Telling() string {
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", a.Status, http.StatusText(a.Status))
	for _, name := range tellingFields {
		for _, value := range a.header.Values(name) {
			fmt.Fprintf(&b, "%s: %s\r\n", name, strings.ToValidUTF8(value[:min(len(value), maxField)], "?"))
		}
	}
	return b.String()
}
