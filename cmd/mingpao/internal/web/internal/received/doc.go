// Package received shows a page as it was received: in a frame of its own, without scripts, and with nothing that the
// archive does not have.
//
//	received.go          which page of an article; by whom it was received, and when
//	sheet.go pictures.go that page as a document, with the pictures that are kept
//	inert.go allowed.go  what of its markup stays, and what of its style
//	marks.go             where a text stands in it
//
// The frame keeps the page away from the words that say whose it is: its style could lie over them otherwise. Three
// walls stand one behind the other. The markup is built of elements and attributes that are listed, none of which runs,
// loads, sends or leads anywhere; the answer's headers let it load pictures of the room and data: pictures, and nothing
// else; and the sandbox, which the headers name as well as the frame, runs no script and sends no form. The sandbox
// lets the page be of the room's origin, without which it could not show the room's pictures: only a script would have
// use for more.
package received
