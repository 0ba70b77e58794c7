// Package migrate brings archives of earlier schemas up to date, without loss. The steps are db's; what they cannot do
// in SQL, the move of what version 1 recorded, is here.
//
//	migrate.go     the steps, and what an archive says of itself
//	migrate_v1.go  what version 1 recorded becomes sightings
//	migrate_witnesses.go  whose word the sightings of before are
package migrate
