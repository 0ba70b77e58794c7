package schedule

import (
	"context"
	"errors"
	"mingpao/extract/told"
	"os"
	"os/exec"
	"strings"
)

// Crontab is the table of an account; "" is the one that asks.
type Crontab struct {
	Account string
}

const (
	beginMark   = "# BEGIN mingpao "
	endMark     = "# END mingpao "
	contactMark = "# Contact: "
	folderMark  = "# Folder: "
)

func (p Plan) begin() string { return beginMark + p.DB }
func (p Plan) end() string   { return endMark + p.DB }

// Install puts the plan's lines into the crontab, in the place of those that it has for this archive. It reports
// whether the crontab was changed.
func (c Crontab) Install(ctx context.Context, p Plan) (changed bool, err error) {
	lines, err := p.Lines()
	if err != nil {
		return false, err
	}
	return c.edit(ctx, p, lines)
}

// Remove takes the plan's lines out of the crontab. It reports whether there were any.
func (c Crontab) Remove(ctx context.Context, p Plan) (removed bool, err error) {
	return c.edit(ctx, p, "")
}

func (c Crontab) edit(ctx context.Context, p Plan, lines string) (changed bool, err error) {
	old, err := c.read(ctx)
	if err != nil {
		return false, err
	}
	edited, err := p.edited(old, lines)
	if err != nil || edited == old {
		return false, err
	}
	_, err = c.run(ctx, edited, "-")
	return err == nil, err
}

// Contact is the contact in the lines for this archive, "" without such lines.
func (c Crontab) Contact(ctx context.Context, p Plan) (string, error) {
	table, err := c.read(ctx)
	if err != nil {
		return "", err
	}
	_, block, _ := strings.Cut("\n"+table, "\n"+p.begin()+"\n")
	block, _, _ = strings.Cut(block, "\n"+p.end()+"\n")
	return after(contactMark, block), nil
}

// after is what follows a mark at the begin of a line, in lines or a unit.
func after(mark, text string) string {
	_, rest, _ := strings.Cut("\n"+text, "\n"+mark)
	rest, _, _ = strings.Cut(rest, "\n")
	return rest
}

// edited is a crontab with lines in the place of the block of this archive, or at its end; without lines the block
// goes. All others stay as they are.
func (p Plan) edited(table, lines string) (string, error) {
	var out strings.Builder
	inside, placed := false, false
	for line := range strings.Lines(table) {
		text := strings.TrimSuffix(line, "\n")
		switch {
		case text == p.begin() && !inside:
			if !placed {
				out.WriteString(lines)
			}
			inside, placed = true, true
		case text == p.end() && inside:
			inside = false
		case text == p.end() || inside && strings.HasPrefix(text, beginMark):
			return "", told.Errorf("schedule: the crontab has one of %q and %q without the other; "+
				"crontab -e lets you delete the rest of that block", p.begin(), p.end())
		case !inside:
			out.WriteString(line)
		}
	}
	if inside {
		return "", told.Errorf("schedule: the crontab has %q without %q; crontab -e lets you delete the rest of that block",
			p.begin(), p.end())
	}
	if !placed && lines != "" {
		if out.Len() > 0 && !strings.HasSuffix(table, "\n") {
			out.WriteString("\n")
		}
		out.WriteString(lines)
	}
	return out.String(), nil
}

// read is the crontab as it is, "" where there is none. That one cannot be read is never taken for there being none:
// what is written replaces all of it.
func (c Crontab) read(ctx context.Context) (string, error) {
	table, err := c.run(ctx, "", "-l")
	var failed *failure
	if errors.As(err, &failed) && isMissing(failed.said) {
		return "", nil
	}
	return table, err
}

// isMissing reports whether crontab -l says that there is no crontab: Vixie's cron and those that come from it, then
// busybox. There is no status for it.
func isMissing(said string) bool {
	return strings.Contains(said, "no crontab for") ||
		strings.Contains(said, "can't open") && strings.Contains(said, "No such file")
}

func (c Crontab) run(ctx context.Context, input string, args ...string) (string, error) {
	if c.Account != "" {
		args = append([]string{"-u", c.Account}, args...)
	}
	cmd := exec.CommandContext(ctx, "crontab", args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "CRONTAB_NOHEADER=Y")
	cmd.Stdin = strings.NewReader(input)
	return output(cmd, "install cron, or let systemd do it: mingpao schedule systemd --install",
		"/etc/cron.allow and cron.deny say who may have a crontab; mingpao schedule cron prints the lines")
}
