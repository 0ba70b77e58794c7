// Package versions shows what the site changed and took away.
//
//	versions.go history.go  an article's versions, two of them compared
//	changes.go              changes since a day, by section
//	cite.go                 citations of a version
package versions
