package queue

// Pictures says which pictures of articles an archive takes without being asked each time.
type Pictures string

// What archives may say. The values stand in them and do not change. Every page that is known leads from a picture to
// the very file that it shows: what is large is what is shown, as long as that is so.
const (
	NoPictures    Pictures = "off"
	ShownPictures Pictures = "on"    // in the size in which articles show them
	LargePictures Pictures = "large" // in the size to which they lead
)

// Wish is which pictures are to be fetched of articles that are read already.
type Wish struct {
	Want          // whose articles
	Now     bool  // what failed is tried again at once
	Again   bool  // what is kept is looked at again
	OfOrder int64 // what this order will bring, too; 0: of none
}
