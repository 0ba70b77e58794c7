package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// metrics writes the figures in Prometheus' text format.
func (h *health) metrics(w io.Writer) error {
	var b strings.Builder
	gauge := func(name, help string, value int64) {
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s gauge\n%s %d\n", name, help, name, name, value)
	}
	gauge("mingpao_last_run_timestamp_seconds", "When the last crawl ended.", h.end.Unix())
	gauge("mingpao_last_run_status", "The exit status of the last crawl, -1 while it runs.", int64(h.last.Status))
	gauge("mingpao_findings", "What mingpao check finds wrong.", int64(len(h.findings)))
	gauge("mingpao_pages_failed", "Pages that gave no article in the day up to the last crawl.", int64(h.failed))
	fmt.Fprintln(&b, "# HELP mingpao_articles New articles in the day up to the last crawl.\n# TYPE mingpao_articles gauge")
	for _, key := range sortedKeys(h.sections) {
		edition, code, _ := strings.Cut(key, "/")
		fmt.Fprintf(&b, "mingpao_articles{edition=%q,section=%q} %d\n", edition, code, h.sections[key].today.articles)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// ping tells a service of the healthchecks.io kind. The findings are the body.
func ping(ctx context.Context, url string, findings []string) error {
	if err := checkURL(url); err != nil {
		return usageError("check: --ping %s is no web address", plain(url))
	}
	if len(findings) > 0 {
		url = strings.TrimSuffix(url, "/") + "/fail"
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader([]byte(strings.Join(findings, "\n"))))
	if err != nil {
		return fmt.Errorf("ping: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("ping: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode/100 != 2 {
		return fmt.Errorf("ping: %s answers %s", url, resp.Status)
	}
	return nil
}
