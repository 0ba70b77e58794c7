package main

import (
	"os"

	"mingpao/scraper"
)

// fetchConfig is how this program introduces itself.
func fetchConfig(contact string) scraper.Config {
	if contact == "" {
		contact = os.Getenv("MINGPAO_CONTACT")
	}
	return scraper.Config{Version: version(), Contact: oneLine(contact)}
}
