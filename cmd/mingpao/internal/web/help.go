package web

func (q *request) help() (answer, error) {
	return q.newView("help", q.say("help"), nil), nil
}
