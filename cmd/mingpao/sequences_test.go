package main

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"iter"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mingpao/extract/saved"
	"mingpao/store"
	"mingpao/store/catalog"
	"mingpao/store/search"
)

// element is what a sequence yields, whatever it is of.
type element struct {
	any
	error
}

func elements[T any](all iter.Seq2[T, error]) iter.Seq[element] {
	return func(yield func(element) bool) {
		for one, err := range all {
			if !yield(element{one, err}) {
				return
			}
		}
	}
}

// sequences are all that the packages export, each of two elements or more.
func sequences(t *testing.T) map[string]func(context.Context) iter.Seq[element] {
	t.Helper()
	sound, damaged := filepath.Join(t.TempDir(), "a.db"), filepath.Join(t.TempDir(), "b.db")
	lived(t, sound)
	lived(t, damaged)
	changeFile(t, damaged, "UPDATE readings SET sha256 = ''")
	a, b := openArchive(t, sound), openArchive(t, damaged)
	common, err := search.ParseQuery("的 OR 人 OR 在")
	if err != nil {
		t.Fatal(err)
	}
	events, err := a.Catalog().Events(t.Context(), catalog.Query{}, catalog.Period{})
	if err != nil {
		t.Fatal(err)
	}
	type seq = iter.Seq[element]
	return map[string]func(context.Context) seq{
		"catalog.Catalog.Articles": func(ctx context.Context) seq {
			return elements(a.Catalog().Articles(ctx, catalog.Filter{}))
		},
		"catalog.Catalog.List":    func(ctx context.Context) seq { return elements(a.Catalog().List(ctx, catalog.Filter{})) },
		"catalog.Catalog.Entries": func(ctx context.Context) seq { return elements(a.Catalog().Entries(ctx, events)) },
		"store.Archive.Pages":     func(ctx context.Context) seq { return elements(a.Pages(ctx)) },
		"store.Archive.Sightings": func(ctx context.Context) seq { return elements(a.Sightings(ctx, catalog.Filter{})) },
		"store.Archive.Verify":    func(ctx context.Context) seq { return elements(b.Verify(ctx)) },
		"store.Archive.VerifyPart": func(ctx context.Context) seq {
			return elements(b.VerifyPart(ctx, store.Share{OneIn: 2}))
		},
		"catalog.Catalog.Search": func(ctx context.Context) seq {
			return elements(a.Catalog().Search(ctx, catalog.Query{Expression: common}))
		},
		"catalog.Catalog.Texts": func(ctx context.Context) seq {
			return elements(a.Catalog().Texts(ctx, catalog.Query{Expression: common}))
		},
		"catalog.Catalog.AllTexts": func(ctx context.Context) seq {
			return elements(a.Catalog().AllTexts(ctx, catalog.Query{Expression: common}))
		},
		"saved.Reader.Pages": func(ctx context.Context) seq {
			return elements(saved.NewReader(saved.Options{}).Pages(ctx, "../../testdata/pages"))
		},
	}
}

// TestSequencesEnd cancels every exported sequence after each of its elements: the next is the last, and says so. A
// consumer that stops hears nothing more.
func TestSequencesEnd(t *testing.T) {
	all := sequences(t)
	if diff := cmp.Diff(exportedSequences(t), slices.Sorted(maps.Keys(all))); diff != "" {
		t.Errorf("exported (-) and tested (+) sequences differ:\n%s", diff)
	}
	for name, sequence := range all {
		t.Run(name, func(t *testing.T) {
			whole := len(slices.Collect(sequence(t.Context())))
			if whole < 2 {
				t.Fatalf("%d elements, want some to be cut off", whole)
			}
			for k := range min(whole, 20) + 1 {
				got := cancelledAfter(t, k, sequence)
				if len(got) != k+1 || !errors.Is(got[k].error, context.Canceled) {
					t.Errorf("cancelled after %d of %d: %d elements, the last with error %v", k, whole, len(got),
						got[len(got)-1].error)
				}
			}
			for range sequence(t.Context()) {
				break // it would panic if it went on
			}
		})
	}
}

// cancelledAfter are the elements of a sequence whose context ends when k of them have come.
func cancelledAfter(t *testing.T, k int, sequence func(context.Context) iter.Seq[element]) (got []element) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if k == 0 {
		cancel()
	}
	for e := range sequence(ctx) {
		if got = append(got, e); len(got) == k {
			cancel()
		}
	}
	return got
}

// exportedSequences are the exported functions and methods of the program's packages that return a sequence which ends
// with a context. Those of store/internal are behind the archive's door; those of the
// commands' rooms leave the context to whoever asks.
func exportedSequences(t *testing.T) (names []string) {
	t.Helper()
	files := token.NewFileSet()
	err := filepath.WalkDir("../..", func(path string, e fs.DirEntry, err error) error {
		if err == nil && (path == "../../store/internal" || path == "../../cmd") {
			return fs.SkipDir
		}
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && returnsSequence(f) {
				names = append(names, file.Name.Name+"."+receiver(f)+f.Name.Name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	return slices.DeleteFunc(names, func(name string) bool { return name == "sequence.Until" }) // which makes them
}

func returnsSequence(f *ast.FuncDecl) bool {
	if !f.Name.IsExported() || f.Type.Results == nil || len(f.Type.Params.List) == 0 ||
		types.ExprString(f.Type.Params.List[0].Type) != "context.Context" {
		return false
	}
	return slices.ContainsFunc(f.Type.Results.List, func(r *ast.Field) bool {
		return strings.HasPrefix(types.ExprString(r.Type), "iter.Seq")
	})
}

// receiver is the type of a method with a dot, "" of a function.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	return strings.TrimPrefix(types.ExprString(f.Recv.List[0].Type), "*") + "."
}
