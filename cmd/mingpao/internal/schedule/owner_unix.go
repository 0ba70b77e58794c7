//go:build unix

package schedule

import (
	"io/fs"
	"os/user"
	"strconv"
	"syscall"
)

// owner is the account that a file belongs to.
func owner(info fs.FileInfo) (string, error) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return "", nil
	}
	u, err := user.LookupId(strconv.FormatUint(uint64(stat.Uid), 10))
	if err != nil {
		return "", err
	}
	return u.Username, nil
}
