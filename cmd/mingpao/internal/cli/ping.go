package cli

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"mingpao/cmd/mingpao/internal/terminal"
	"mingpao/extract/told"
)

// Ping tells a service of the healthchecks.io kind. The findings are the body.
func Ping(ctx context.Context, address string, findings []string) error {
	if err := CheckURL(address); err != nil {
		return Usagef("check: --ping %s is not a web address", terminal.Plain(address))
	}
	if len(findings) > 0 {
		address = strings.TrimSuffix(address, "/") + "/fail"
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address,
		bytes.NewReader([]byte(strings.Join(findings, "\n"))))
	if err != nil {
		return told.Errorf("ping: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return told.Errorf("ping: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode/100 != 2 {
		return told.Errorf("ping: %s answers %s", address, resp.Status)
	}
	return nil
}

// CheckURL refuses what looks like an address and is none, before anything is fetched.
func CheckURL(raw string) error {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return told.Errorf("not a web address; it looks like https://news.mingpao.com/…")
	}
	return nil
}
