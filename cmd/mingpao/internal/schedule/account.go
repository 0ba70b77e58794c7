package schedule

import (
	"errors"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"

	"mingpao/extract/pathless"
	"mingpao/extract/told"
)

// Account is whom an archive is looked after by: the one that asks; where root asks, the one that the archive belongs
// to or, before there is one, its folder.
func Account(db string) (string, error) {
	me, err := user.Current()
	if err != nil {
		return "", told.Errorf("schedule: whose archive it is: %w; name an account: --user", err)
	}
	if me.Uid != "0" {
		return me.Username, nil
	}
	info, err := os.Stat(db)
	if errors.Is(err, fs.ErrNotExist) {
		info, err = os.Stat(filepath.Dir(db))
	}
	if err != nil {
		return "", told.Errorf("schedule: the folder of %s: %w", db, pathless.Error(err))
	}
	name, err := owner(info)
	if err != nil {
		return "", told.Errorf("schedule: whose archive it is: %w; name an account: --user", err)
	}
	return name, nil
}

// CrontabOf is the crontab of an account.
func CrontabOf(account string) (Crontab, error) {
	me, err := user.Current()
	switch {
	case err != nil:
		return Crontab{}, told.Errorf("schedule: who asks: %w", err)
	case account == me.Username:
		return Crontab{}, nil // only root may name an account
	}
	return Crontab{Account: account}, nil
}

// SystemdOf is where root has the machine's units, and others their own.
func SystemdOf(account string) (Systemd, error) {
	me, err := user.Current()
	if err != nil {
		return Systemd{}, told.Errorf("schedule: who asks: %w", err)
	}
	if me.Uid == "0" {
		return Systemd{Folder: "/etc/systemd/system"}, nil
	}
	if account != "" && account != me.Username {
		return Systemd{}, told.Errorf("schedule: only root can have units run as %s; without --user they run as you", account)
	}
	config, err := os.UserConfigDir()
	if err != nil {
		return Systemd{}, told.Errorf("schedule: where your units are: %w", err)
	}
	return Systemd{Folder: filepath.Join(config, "systemd", "user"), PerUser: true}, nil
}
