package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestMessages looks at every message that code says to people: it has words in Chinese, of the same operands, and
// nothing else has.
func TestMessages(t *testing.T) {
	said, all := map[string]bool{}, map[string]bool{}
	for _, room := range []string{"cmd/mingpao", "extract", "scraper", "store"} {
		readMessages(t, os.DirFS("../../../../"+room), room == "cmd/mingpao", said, all)
	}
	rows := rowsOf(t)
	for format := range said {
		chinese, ok := rows[format]
		switch {
		case !ok:
			t.Errorf("no words for %q", format)
		case !slices.Equal(operands(format), operands(chinese)):
			t.Errorf("%q has other operands than %q", chinese, format)
		}
	}
	for format := range rows {
		if !all[format] && !slices.Contains(systems, format) {
			t.Errorf("nobody says %q", format)
		}
	}
	if len(said) < 200 {
		t.Error(len(said))
	}
}

// systems are words of the operating system.
var systems = []string{"file does not exist", "no such file or directory", "permission denied", "is a directory",
	"not a directory", "no space left on device", "read-only file system", "file exists", "input/output error",
	"broken pipe"}

// rowsOf reads the table as a person does.
func rowsOf(t *testing.T) map[string]string {
	t.Helper()
	rows, key := map[string]string{}, ""
	for line := range strings.SplitSeq(messages, "\n") {
		chinese, isChinese := strings.CutPrefix(line, "\t")
		switch {
		case !isChinese:
			key = line
		case rows[key] != "":
			t.Errorf("%q stands there twice", key)
		default:
			rows[key] = chinese
		}
	}
	return rows
}

// operands are the operands that a format names, each once, in order.
func operands(format string) (named []string) {
	next := 1
	_, many, _ := strings.Cut("|"+format, "|")
	if _, other, ok := strings.Cut(many, "|"); ok {
		many = other
	}
	for _, m := range verb.FindAllStringSubmatch(many, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		named = append(named, strconv.Itoa(next))
		next++
	}
	slices.Sort(named)
	return slices.Compact(named)
}

var verb = regexp.MustCompile(`%[-+0-9.]*(?:\[(\d+)\])?([a-z%])`)

// readMessages collects the messages that the code of a room says, and all of its texts.
func readMessages(t *testing.T, room fs.FS, isEdge bool, said, all map[string]bool) {
	t.Helper()
	err := fs.WalkDir(room, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := fs.ReadFile(room, path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, source, 0)
		if err != nil {
			return err
		}
		isEdge := isEdge && !strings.HasPrefix(path, "internal/web/")
		for _, decl := range file.Decls {
			texts := map[string][]string{} // that a name may stand for
			ast.Inspect(decl, func(n ast.Node) bool {
				noteTexts(n, texts, all)
				return true
			})
			ast.Inspect(decl, func(n ast.Node) bool {
				if call, is := n.(*ast.CallExpr); is {
					for _, format := range formatsOf(call, texts, isEdge) {
						said[escaped(format)] = true
					}
				}
				return true
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func escaped(format string) string {
	return strings.NewReplacer("\n", `\n`, "\t", `\t`).Replace(strings.TrimRight(format, "\n"))
}

// noteTexts notes the texts of a node, and the names that they are given.
func noteTexts(n ast.Node, texts map[string][]string, all map[string]bool) {
	switch n := n.(type) {
	case ast.Expr:
		if text, is := textOf(n); is {
			all[escaped(text)] = true
		}
	case *ast.AssignStmt:
		for i, right := range n.Rhs {
			if name, is := n.Lhs[i].(*ast.Ident); is && len(n.Lhs) == len(n.Rhs) {
				if text, is := textOf(right); is {
					texts[name.Name] = append(texts[name.Name], text)
				}
			}
		}
	case *ast.ValueSpec:
		for i, right := range n.Values {
			if text, is := textOf(right); is {
				texts[n.Names[i].Name] = append(texts[n.Names[i].Name], text)
			}
		}
	}
}

// textOf is the text that an expression is.
func textOf(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		left, isLeft := textOf(e.X)
		right, isRight := textOf(e.Y)
		return left + right, isLeft && isRight && e.Op == token.ADD
	case *ast.ParenExpr:
		return textOf(e.X)
	}
	return "", false
}

// formatAt is which argument of a function is a message.
var formatAt = map[string]int{"Fprintf": 1, "Sprintf": 0, "Text": 0, "Numbered": 0, "Errorf": 0, "Usagef": 0, "New": 0,
	"Exactly": 1, "tell": 2, "sayf": 0}

// formatsOf are the messages that a call says.
func formatsOf(call *ast.CallExpr, texts map[string][]string, isEdge bool) []string {
	room, name := "", ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
		if x, is := f.X.(*ast.Ident); is {
			room = x.Name
		}
	}
	at, known := formatAt[name]
	if !known || len(call.Args) <= at || room == "fmt" || name == "New" && (room != "errors" || !isEdge) ||
		name == "Errorf" && room != "told" || name == "Fprintf" && room != "words" || !isEdge && name != "Errorf" {
		return nil
	}
	var formats []string
	for _, arg := range call.Args[at:min(at+1+len("tell")*(at/2), len(call.Args))] {
		if text, is := textOf(arg); is {
			formats = append(formats, text)
		} else if name, is := arg.(*ast.Ident); is {
			formats = append(formats, texts[name.Name]...)
		}
	}
	return slices.DeleteFunc(formats,
		func(f string) bool { return strings.Trim(verb.ReplaceAllString(f, ""), " \n\t:();,.…·") == "" })
}
