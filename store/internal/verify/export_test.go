package verify

// IndexedText is what a test looks at.
var IndexedText = indexedText
