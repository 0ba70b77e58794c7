package record

import "context"

// OthersPages counts the pages of an article that another program than a run's has read, and are to be read again.
func (t *Writer) OthersPages(ctx context.Context, run, article int64) (int, error) {
	looks, err := looksAt(ctx, t.View, article, nil, "")
	if err != nil {
		return 0, err
	}
	others, err := t.readByOthers(ctx, run, looks)
	return len(others), err
}
