package queue

// Pictures says which pictures of articles an archive takes without being asked each time.
type Pictures string

// What archives may say. The values stand in them and do not change.
const (
	NoPictures    Pictures = "off"
	ShownPictures Pictures = "on"    // in the size in which articles show them
	LargePictures Pictures = "large" // in the size to which they lead
)
