// Package answer makes of a request an answer: who may ask, for what, in which language, how many at a time, and how
// the answer is rendered. What is answered comes from handlers.
//
//	guard.go language.go       who may ask; the language that an address or a browser asks for
//	room.go request.go         the room, and what was asked of it
//	turns.go stream.go         how many at a time; what is sent as it is made
//	memo.go state.go           answers that may be some seconds old
//	address.go held.go         addresses of the room; sections, names and counts that pages share
//	visitor.go                 what a reader's browser keeps: when it is read and set
//	silence.go                 when the site was last looked at, and how much of it
//	render.go view.go view_states.go  a page, and what its template may call
//	document.go assets.go      an answer that is ready; style and keys
//	picture.go                 a picture that is kept, as it is or smaller
package answer
