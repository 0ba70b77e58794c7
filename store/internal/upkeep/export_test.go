package upkeep

// What the tests look at, and no other room needs.
var (
	EraseIndex     = eraseIndex
	PlanOf         = planOf
	RemoveOne      = removeOne
	SightingsQuery = sightingsQuery
)
