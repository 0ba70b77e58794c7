package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"
)

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
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url,
		bytes.NewReader([]byte(strings.Join(findings, "\n"))))
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
