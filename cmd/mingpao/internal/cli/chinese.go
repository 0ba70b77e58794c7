package cli

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mingpao/cmd/mingpao/internal/terminal"
)

// chineseHelp is the help in Chinese: a file a command, named after its path, and flags.txt for those that several
// have. Its first line is what lists say of the command, then comes what it does. Lines with a tab are its flags, and
// how it is used.
//
//go:embed zh/*.txt
var chineseHelp embed.FS

// InChinese has the help of all commands speak Chinese. Nothing of it is read before somebody asks for help, or a shell
// for what to offer.
func InChinese(root *cobra.Command) {
	shared := sheetOf("flags")
	for _, c := range append(root.Commands(), root) {
		translate(c, shared)
		for _, below := range c.Commands() {
			translate(below, shared)
		}
	}
	for _, g := range root.Groups() {
		g.Title = shared.flags[strings.TrimSuffix(g.Title, ":")] + "："
	}
	root.SetUsageTemplate(strings.NewReplacer(
		"Usage:", "用法：", "Aliases:", "別名：", "Examples:", "例子：", "Additional Commands:", "其他指令：",
		"Available Commands:", "指令：", "Global Flags:", "共用選項：", "Flags:", "選項：", "Additional help topics:", "手冊：",
		"{{.CommandPath}} [command]", "{{.CommandPath}} [指令]",
		`Use "{{.CommandPath}} [command] --help" for more information about a command.`,
		"{{.CommandPath}} [指令] --help 說明各個指令。",
		".LocalFlags.FlagUsages ", `index .Annotations "flags" `,
	).Replace((&cobra.Command{}).UsageTemplate()))
}

// sheet is what a file of the help says.
type sheet struct {
	short, long string
	flags       map[string]string
}

func sheetOf(name string) sheet {
	text, err := chineseHelp.ReadFile("zh/" + name + ".txt")
	if err != nil {
		return sheet{} // a test looks at every command
	}
	s := sheet{flags: map[string]string{}}
	var long []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if flag, usage, ok := strings.Cut(line, "\t"); ok {
			s.flags[strings.TrimPrefix(flag, "--")] = usage
			continue
		}
		long = append(long, line)
	}
	s.short, s.long, _ = strings.Cut(strings.TrimSpace(strings.Join(long, "\n")), "\n\n")
	return s
}

// translate has a command say of itself what its file says.
func translate(c *cobra.Command, shared sheet) {
	own := sheetOf(sheetName(c))
	c.InitDefaultHelpFlag()
	if !c.HasParent() {
		c.InitDefaultVersionFlag()
	}
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if usage, ok := own.flags[f.Name]; ok {
			f.Usage = usage
		} else if usage, ok := shared.flags[f.Name]; ok {
			f.Usage = usage
		}
	})
	if own.short != "" {
		c.Short, c.Long = own.short, own.long
		c.Use, c.DisableFlagsInUseLine = cmp.Or(own.flags["use"], c.Name()+" [選項]"), true
	}
	if c.Annotations == nil {
		c.Annotations = map[string]string{}
	}
	c.Annotations["flags"] = flagLines(c.LocalFlags())
}

// sheetName is the name of a command's file: crawl, completion-bash, mingpao.
func sheetName(c *cobra.Command) string {
	return strings.ReplaceAll(strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" "), " ", "-")
}

// flagLines are the flags of a command as pflag lists them, counted in cells: it counts bytes, and breaks lines at
// blanks alone.
func flagLines(flags *pflag.FlagSet) string {
	var rows [][2]string
	wide := 0
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		name := "      --" + f.Name
		if f.Shorthand != "" {
			name = "  -" + f.Shorthand + ", --" + f.Name
		}
		if value != "" && !isSwitch(f) {
			name += " " + value
		}
		if f.NoOptDefVal != "" && f.NoOptDefVal != "true" {
			name += fmt.Sprintf("[=%q]", f.NoOptDefVal)
		}
		if !slices.Contains([]string{"", "0", "0s", "false", "[]"}, f.DefValue) {
			usage += "（預設 " + f.DefValue + "）"
		}
		rows = append(rows, [2]string{name, usage})
		wide = max(wide, terminal.Cells(name))
	})
	var b strings.Builder
	for _, row := range rows {
		text := terminal.Wrap(row[1], HelpWidth-wide-3)
		b.WriteString(terminal.Pad(row[0], wide) + "   " +
			strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", wide+3)) + "\n")
	}
	return b.String()
}

func isSwitch(f *pflag.Flag) bool { return f.Value.Type() == "bool" }
