package saved

import (
	"io/fs"
	"os"
	"path/filepath"
)

// Size is how many bytes of files a Reader will have read at the end of the inputs, for a progress bar; -1 where
// nobody knows. It does not follow symbolic links to folders: a bar may jump, the reading may not.
func Size(inputs ...string) (total int64) {
	for _, input := range inputs {
		info, err := os.Stat(input)
		if err != nil || input == "-" {
			return -1
		}
		if !info.IsDir() {
			total += info.Size()
			continue
		}
		err = filepath.WalkDir(input, func(_ string, e fs.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() {
				if info, err := e.Info(); err == nil {
					total += info.Size()
				}
			}
			return nil // what cannot be read is said when it is read
		})
		if err != nil {
			return -1
		}
	}
	return total
}
