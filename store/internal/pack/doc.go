// Package pack compresses pages. A page is a little text in much chrome: pages of the same kind are packed with one
// another. It knows bytes only.
package pack
