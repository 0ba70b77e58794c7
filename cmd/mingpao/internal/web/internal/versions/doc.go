// Package versions shows what the site changed and took away.
//
//	versions.go history.go  an article's versions, two of them compared
//	changes.go              changes since a day, by section
//	cite.go linked.go       citations of a version, for people and machines
//	hash.go                 the version that was cited, by its page's hash, and that page
package versions
