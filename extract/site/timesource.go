package site

import "slices"

// TimeSource says who vouches for the time at which a page was seen. The values are written into archives and do not
// change.
type TimeSource string

// The sources of a time, the most believed first.
const (
	TimeFetched     TimeSource = "fetched"      // the program's own look at the page
	TimeWARC        TimeSource = "warc-date"    // WARC-Date of the record
	TimeMetadata    TimeSource = "metadata"     // scraped_at of a metadata.json
	TimeSingleFile  TimeSource = "singlefile"   // "saved date" of SingleFile's header
	TimeWayback     TimeSource = "wayback"      // the address of a copy in a web archive
	TimeHAR         TimeSource = "har"          // startedDateTime of the entry
	TimeMHTML       TimeSource = "mhtml"        // Date of the message
	TimeHTTP        TimeSource = "http-date"    // Date of an answer saved with its header, by wget --save-headers
	TimeHTTrack     TimeSource = "httrack"      // HTTrack's comment
	TimeGoogleCache TimeSource = "google-cache" // "as it appeared on" in the cache's header
	TimeGiven       TimeSource = "given"        // a person's word: --seen
	TimeFile        TimeSource = "file-time"    // when the file was last written
)

var believed = []TimeSource{
	TimeFetched, TimeWARC, TimeMetadata, TimeSingleFile, TimeWayback, TimeHAR, TimeMHTML, TimeHTTP, TimeHTTrack,
	TimeGoogleCache, TimeGiven, TimeFile,
}

// Belief orders the sources: of two times of the same sighting, the one of greater belief holds. It is 0 for an
// unknown source.
func (s TimeSource) Belief() int {
	i := slices.Index(believed, s)
	if i < 0 {
		return 0
	}
	return len(believed) - i
}
