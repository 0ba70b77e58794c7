package schedule

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"mingpao/cmd/mingpao/internal/file"
	"mingpao/extract/pathless"
	"mingpao/extract/told"
)

// Systemd is where systemd's units are kept: the machine's, or those of the account that asks.
type Systemd struct {
	Folder  string
	PerUser bool
}

// Write writes units to the folder. Those of another archive, or of somebody else, are not replaced.
func (s Systemd) Write(p Plan, units []Unit) error {
	for _, u := range units {
		switch first, err := s.firstLine(u.Name); {
		case err != nil:
			return err
		case first != "" && first+"\n" != p.mark():
			return told.Errorf("schedule: %s is not of this archive's schedule; its first line: %s",
				filepath.Join(s.Folder, u.Name), first)
		}
	}
	if err := os.MkdirAll(s.Folder, 0o755); err != nil {
		return told.Errorf("schedule: %s: %w", s.Folder, pathless.Error(err))
	}
	for _, u := range units {
		err := file.Write(filepath.Join(s.Folder, u.Name), func(w io.Writer) error {
			_, err := io.WriteString(w, u.Text)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// firstLine is the first line of a unit in the folder, "" where there is none.
func (s Systemd) firstLine(name string) (string, error) {
	text, err := os.ReadFile(filepath.Join(s.Folder, name))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	first, _, _ := strings.Cut(string(text), "\n")
	return first, err
}

// Install writes the units, has systemd read them, and starts those that are to be enabled. It returns their names. A
// reading room that was installed stays, and so does a folder that is watched.
func (s Systemd) Install(ctx context.Context, p Plan) (enabled []string, err error) {
	_, hasRoom := s.installed(p, room)
	p.Serve = p.Serve || hasRoom
	if text, isWatched := s.installed(p, reader); isWatched && p.Watch == "" {
		p.Watch = after(folderMark, text)
	}
	units, err := p.Units()
	if err != nil {
		return nil, err
	}
	if err := s.Write(p, units); err != nil {
		return nil, err
	}
	if err := s.systemctl(ctx, "daemon-reload"); err != nil {
		return nil, err
	}
	enabled = Enabled(units)
	return enabled, s.systemctl(ctx, append([]string{"enable", "--now"}, enabled...)...)
}

// Enabled are the names of the units that are to be enabled, all others follow them.
func Enabled(units []Unit) (names []string) {
	for _, u := range units {
		if u.Enabled() {
			names = append(names, u.Name)
		}
	}
	return names
}

// Remove stops and deletes the units of this archive. It returns their names.
func (s Systemd) Remove(ctx context.Context, p Plan) (removed []string, err error) {
	p.Serve, p.Watch = true, "/"
	units, err := p.Units()
	if err != nil {
		return nil, err
	}
	units = slices.DeleteFunc(units, func(u Unit) bool {
		first, readErr := s.firstLine(u.Name)
		err = errors.Join(err, readErr)
		return first+"\n" != p.mark()
	})
	if err != nil || len(units) == 0 {
		return nil, err
	}
	if enabled := Enabled(units); len(enabled) > 0 {
		if err := s.systemctl(ctx, append([]string{"disable", "--now"}, enabled...)...); err != nil {
			return nil, err
		}
	}
	for _, u := range units {
		if err := os.Remove(filepath.Join(s.Folder, u.Name)); err != nil {
			return removed, told.Errorf("schedule: remove %s: %w", filepath.Join(s.Folder, u.Name), pathless.Error(err))
		}
		removed = append(removed, u.Name)
	}
	return removed, s.systemctl(ctx, "daemon-reload")
}

// Contact is the contact in the units of this archive, "" without them.
func (s Systemd) Contact(p Plan) string {
	text, _ := s.installed(p, "mingpao.service")
	return after(contactMark, text)
}

// installed is the text of a unit of this archive's.
func (s Systemd) installed(p Plan, name string) (text string, isOurs bool) {
	b, err := os.ReadFile(filepath.Join(s.Folder, name))
	if err != nil || !strings.HasPrefix(string(b), p.mark()) {
		return "", false
	}
	return string(b), true
}

func (s Systemd) systemctl(ctx context.Context, args ...string) error {
	if s.PerUser {
		args = append([]string{"--user"}, args...)
	}
	_, err := output(exec.CommandContext(ctx, "systemctl", args...),
		"where there is no systemd, cron does it: mingpao schedule cron --install",
		"the units are in "+s.Folder+"; mingpao schedule systemd --remove takes them back")
	return err
}
