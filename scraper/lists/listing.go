package lists

import (
	"encoding/json"
	"errors"
	"strings"

	"mingpao/store/queue"
)

// Listing reads the JSON that pages of instant news are filled from. An entry of another form costs itself only.
func Listing(source string, body []byte) (List, error) {
	text := listText(body)
	d := json.NewDecoder(strings.NewReader(text))
	if err := seekListing(d); err != nil {
		return List{}, noList(text, &Fault{"no-listing", "no listing: " + err.Error()})
	}
	var l List
	for l.named < maxEntries && d.More() {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			l.Cut = true
			l.salvageLinks(text[d.InputOffset():])
			break
		}
		l.named++
		if e, ok := listingEntry(source, raw); ok {
			l.Entries = append(l.Entries, e)
		}
	}
	if _, err := d.Token(); err != nil && l.named < maxEntries {
		l.Cut = true
	}
	return l.Finish()
}

// seekListing reads up to the entries: {"listing":[.
func seekListing(d *json.Decoder) error {
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return errors.New("no JSON object")
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		if key == "listing" {
			if t, err := d.Token(); err != nil || t != json.Delim('[') {
				return errors.New("its listing is no array")
			}
			return nil
		}
		var other json.RawMessage
		if err := d.Decode(&other); err != nil {
			return err
		}
	}
	return errors.New("it has no listing")
}

// listingEntry reads one entry. Its title and time may be of any type, or missing; its link may not.
func listingEntry(source string, raw json.RawMessage) (queue.Listing, bool) {
	var fields map[string]any
	if err := json.Unmarshal(raw, &fields); err != nil {
		return queue.Listing{}, false
	}
	text := func(key string) string {
		s, _ := fields[key].(string)
		return s
	}
	return entry(source, text("link"), text("heading1"), text("time2"))
}

var jsonLink = pattern(`"(?:link|url)"\s*:\s*"((?:[^"\\]|\\.)*)"`)

// salvageLinks reads the links after the place where the JSON breaks.
func (l *List) salvageLinks(text string) {
	for _, m := range jsonLink().FindAllStringSubmatch(text, maxEntries) {
		l.named++
		if e, ok := entry("", strings.ReplaceAll(m[1], `\/`, "/"), "", ""); ok {
			l.Entries = append(l.Entries, e)
		}
	}
}
