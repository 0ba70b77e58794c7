package ident

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"

	"mingpao/extract/site"
)

// Numbers are made of what they stand for, so that archives agree on them whatever came first. They stay below 2^53:
// programs that read them as floating point lose nothing.
const numberBits = 52

// NumberOf is the number of a text or an address. Two may fall together: who gives a number away looks whether it is
// free.
func NumberOf(s string) int64 {
	sum := sha256.Sum256([]byte(s))
	return int64(binary.BigEndian.Uint64(sum[:8])>>(64-numberBits)) | 1
}

// editionDigits end the number of an article. They stand in archives and do not change.
var editionDigits = map[string]int64{site.Daily: 1, site.Instant: 2, site.Finance: 3, site.Entertainment: 4}

// ArticleNumber is the number of an article: its id and a digit for its edition, so that a person can read it.
// Identities of another form get a number of their own range. It is 0 for none.
func ArticleNumber(edition, id string) int64 {
	if id == "" {
		return 0
	}
	digit, known := editionDigits[edition]
	if n, err := strconv.ParseInt(id, 10, 64); err == nil && known && len(id) == 13 && n > 0 {
		return n*10 + digit
	}
	return 1<<(numberBits-1) | NumberOf(edition+"/"+id)>>1
}

// IdentityOf is the identity that a number stands for; of an identity of another form the address tells.
func IdentityOf(article int64, url string) site.Ref {
	if ref, ok := site.ParseURL(url); ok {
		return ref
	}
	for edition, digit := range editionDigits {
		if article < 1<<(numberBits-1) && article%10 == digit {
			return site.Ref{Edition: edition, ID: fmt.Sprintf("%013d", article/10)}
		}
	}
	return site.Ref{}
}

// AddressNumber is the number of an address.
func AddressNumber(url string) int64 { return NumberOf("address " + url) }

// Hash is how pages are known again, by their bytes as served.
func Hash(page []byte) string { return HashOf(page) }

// HashOf is how pages and versions are known again.
func HashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func IdentityText(article int64) string {
	if ref := IdentityOf(article, ""); ref.ID != "" {
		return ref.Edition + " " + ref.ID
	}
	return fmt.Sprint(article)
}
