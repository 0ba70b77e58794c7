package main

import (
	"os"

	"mingpao/scraper/fetch"
)

// fetchConfig is how this program introduces itself.
func fetchConfig(contact string) fetch.Config {
	if contact == "" {
		contact = os.Getenv("MINGPAO_CONTACT")
	}
	return fetch.Config{Version: version(), Contact: oneLine(contact)}
}
