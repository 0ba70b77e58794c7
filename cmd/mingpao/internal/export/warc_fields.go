package export

import (
	"cmp"
	"encoding/base32"
	"encoding/hex"
	"strings"
	"time"

	"github.com/google/uuid"
	whatwg "github.com/nlnwa/whatwg-url/url"

	"mingpao/extract/saved"
	"mingpao/store/record"
)

// identityOf is the same for the same sighting, whenever it is written.
func identityOf(s record.Sighting) string {
	return identity(s.URL, s.At.UTC().Format(time.RFC3339Nano), witnessOf(&s.Witness).Field(), string(s.Seen), s.SHA256,
		s.Detail)
}

// witnessOf is a witness as a file tells it.
func witnessOf(w *record.Witness) *saved.Witness {
	if w == nil {
		return nil
	}
	return &saved.Witness{Kind: string(w.Kind), Archive: w.Archive, Source: w.Source, Name: w.Name, SHA256: w.SHA256,
		Claims: w.Claims, Behind: witnessOf(w.Behind)}
}

func identity(parts ...string) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("mingpao "+strings.Join(parts, "\n"))).URN()
}

// target is the address that a record is found by: the one that was looked at, else the article's.
func target(s record.Sighting) string {
	if isTarget(s.URL) {
		return s.URL
	}
	if s.Article != nil && isTarget(s.Article.URL) {
		return s.Article.URL
	}
	return "urn:sha256:" + cmp.Or(s.SHA256, "none")
}

// isTarget tells what every reader of WARC files takes for a web address, the library's strict one included.
func isTarget(address string) bool {
	if strings.IndexFunc(address, func(r rune) bool { return r <= ' ' || r > '~' }) >= 0 {
		return false
	}
	_, err := whatwg.Parse(address)
	return err == nil && isWebAddress(address)
}

// digestField is a digest as other tools write it: SHA-1 in base 32.
func digestField(digest string) string {
	algorithm, sum, _ := strings.Cut(digest, ":")
	if b, err := hex.DecodeString(sum); err == nil && algorithm == "sha1" {
		return algorithm + ":" + base32.StdEncoding.EncodeToString(b)
	}
	return digest
}
