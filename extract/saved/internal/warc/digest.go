package warc

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"
)

// digests are the algorithms that WARC files name. Here they find damage, and guard against nothing else.
var digests = map[string]func() hash.Hash{
	"md5": md5.New, "sha1": sha1.New, "sha-1": sha1.New,
	"sha256": sha256.New, "sha-256": sha256.New, "sha512": sha512.New, "sha-512": sha512.New,
}

// PayloadDigest is the digest of what the record holds, as an algorithm, a colon, and hexadecimal; "" where it has none
// that is known.
func (one Record) PayloadDigest() string {
	algorithm, digest, _ := strings.Cut(one.Field("WARC-Payload-Digest"), ":")
	algorithm = strings.ReplaceAll(strings.ToLower(algorithm), "-", "")
	newHash, ok := digests[algorithm]
	if !ok {
		return ""
	}
	size := newHash().Size()
	sum, err := hex.DecodeString(digest)
	if err != nil || len(sum) != size {
		sum, err = base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(strings.TrimRight(digest,
			"=")))
	}
	if err != nil || len(sum) != size {
		return ""
	}
	return algorithm + ":" + hex.EncodeToString(sum)
}

// vouched reports whether the record's bytes are here and are those of its digest.
func (one Record) vouched() bool {
	return one.Block != nil && one.Field("WARC-Block-Digest") != "" && one.Intact() == nil
}

// Intact compares a record with its digest, where it has one that is known.
func (one Record) Intact() error {
	claim := one.Field("WARC-Block-Digest")
	algorithm, digest, _ := strings.Cut(claim, ":")
	newHash, ok := digests[strings.ToLower(algorithm)]
	if !ok {
		return nil
	}
	h := newHash()
	h.Write(one.Block)
	sum := h.Sum(nil)
	in32 := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum)
	if strings.EqualFold(digest, hex.EncodeToString(sum)) || strings.EqualFold(strings.TrimRight(digest, "="), in32) {
		return nil
	}
	return fmt.Errorf("damaged: its bytes are not those of its digest %s", claim)
}
