// Package health is what status and check say of an archive.
//
//	status.go coverage.go   the state of runs, lists, queue, orders, days, hosts and file
//	holdings.go             what the archive holds, and what could not be read
//	known.go                how much is known of any days and sections
//	text.go                 the same for people
//	check.go sections.go    what looks wrong, compared with the archive's own past
//	pictures.go             pictures that do not come
//	marks.go                marks of a page's design that have gone
//	notices.go              paragraphs that may be new notices
//	silence.go              when the site was last looked at, and how much of it
//	metrics.go              the figures for Prometheus
package health
