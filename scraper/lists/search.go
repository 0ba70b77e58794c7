package lists

import (
	"encoding/json"
	"strings"
)

// searchSize is the most articles that the site's search names in one answer.
const searchSize = 100

// Search reads the answer of the site's search.
func Search(_ string, body []byte) (List, error) {
	var answer struct {
		Results []struct {
			Summary struct {
				Link string `json:"sharelink"`
			} `json:"SUMMARY"`
		} `json:"data_Result"`
		Message string `json:"data_Msg"`
	}
	if err := json.Unmarshal([]byte(listText(body)), &answer); err != nil {
		return List{}, noList(string(body), &Fault{"no-search-result", "no search result"})
	}
	l := List{named: len(answer.Results)}
	for _, r := range answer.Results[:min(len(answer.Results), searchSize)] {
		if e, ok := entry("", strings.TrimSpace(r.Summary.Link), "", ""); ok {
			l.Entries = append(l.Entries, e)
		}
	}
	return l.Finish()
}
