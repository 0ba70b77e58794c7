// Package saved reads pages as people have them: files, folders, gzip, zstd, ZIP, WARC and WACZ, MHTML, Safari's
// webarchives, HAR files, what SingleFile, Chrome, HTTrack and wget leave behind, copies of the Wayback Machine and
// of Google's cache. It gives them one after another, as they were before somebody kept them, with their address and
// the time at which they were seen.
//
// What a file is, is told by its bytes and not by its name. Memory is that of one page, however large the file is.
//
//	saved.go      Reader: from inputs to pages
//	walk.go       arguments, files, devices; folders.go what lies in folders, behind symbolic links, too; size.go how
//	              much that will be
//	form.go      a file read as the form it has (internal/form), gzip or zstd around it
//	zip.go        ZIP and WACZ; zipped.go holds their table of contents to a limit
//	warc.go       WARC, record by record (internal/warc finds them, after damage, too): pages, what is no page,
//	              warcrevisit.go pages that were the same as before, warcours.go what an export of ours adds,
//	              warcwitness.go whom it has it from
//	mhtml.go webarchive.go har.go
//	              the pages in what browsers save as one file (internal/bundle opens it)
//	lines.go      corpora made of web crawls, a page a line (internal/lines)
//	pictures.go   pictures that records hold; shelf.go those that a page was saved with (internal/shown)
//	origin.go     which file, folder or stream of those that a person named a page is from
//	page.go       one page: as it was before it was kept (internal/undo), then
//	times.go      whose word on its time is believed; metadata.go reads what stands beside it
//	limits.go     how much is read, and why no more
package saved
