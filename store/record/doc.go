// Package record turns sightings into revisions.
//
//	sightings.go witness.go         a sighting, and its row; whose word it is
//	record.go imports.go            one is recorded, alone or in a batch, in four steps
//	identify.go                     1: its address, its article, its page; whether it is here or kept out
//	readings.go                     2: the page is kept, and what the rules made of it
//	add.go answer.go                3: the row is added, with the head of the answer, and the looks that waited follow:
//	retraction.go ahead.go          (if it was not taken back, and its day has come)
//	unmodified.go original.go       those that found its page unmodified, or name it as the one that they found
//	rebuild.go looks.go             4: the history of its articles, from the looks that count, now or at a run
//	derived.go                      the tables that follow from it; internal/index writes the index
//	leaf.go seal.go                 what a look says for good; the days on which looks are taken in, sealed
//	writer.go                       the transaction, with what it has noted for its end
package record
