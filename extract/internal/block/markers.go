package block

import "strings"

// LeadMarkers open the first paragraph of the daily paper. The marker itself is not body.
var LeadMarkers = []string{"明報專訊", "明報文章", "明報社評"}

// CutMarker cuts the marker off the beginning of a text.
func CutMarker(s string) (marker, rest string) {
	for _, m := range LeadMarkers {
		if rest, ok := strings.CutPrefix(s, "【"+m+"】"); ok {
			return m, strings.TrimSpace(rest)
		}
	}
	return "", s
}
