// Package saved reads pages as people have them: files, folders, gzip, ZIP, WARC and WACZ, MHTML, Safari's
// webarchives, HAR files, what SingleFile, Chrome, HTTrack and wget leave behind, copies of the Wayback Machine and
// of Google's cache. It gives them one after another, as they were before somebody kept them, with their address and
// the time at which they were seen.
//
// What a file is, is told by its bytes and not by its name. Memory is that of one page, however large the file is.
//
//	saved.go      Reader: from inputs to pages
//	walk.go       arguments, folders, symbolic links, devices
//	form.go       which form a file has (the table forms), gzip around it
//	zip.go zipped.go warc.go mhtml.go webarchive.go har.go
//	              the forms that hold several pages; internal/warc finds the records and goes on after damage
//	page.go       one page: undo what a tool did to it (comments.go onefile.go wayback.go google.go answer.go),
//	times.go      then whose word on its time is believed; metadata.go reads what stands beside it
//	limits.go     how much is read, and why no more
package saved
