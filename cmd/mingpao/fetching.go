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
	return fetch.Config{Version: version(), Contact: oneLine(contact), TellsTime: tellsTime()}
}

// dateEnv says that a played site's Date keeps the time of MINGPAO_NOW.
const dateEnv = "MINGPAO_DATE"

// tellsTime reports whether the hosts' Date says what time it is: not in a time that is set.
func tellsTime() bool {
	return os.Getenv(clockEnv) == "" || !toLoopback() || os.Getenv(dateEnv) == "1"
}
