package charts

import (
	"fmt"
	"html/template"
	"strings"
)

// Curves are several curves over the same places. Where nothing is known a curve has a gap; where a part is, its point
// is hollow.
type Curves struct {
	Title  string
	Places []string // what they are called, from left to right
	Curves []Curve
	Joined bool // neighbours belong together, as days do, and sections do not
}

// Curve is a curve with a point for each place.
type Curve struct {
	Name   string
	Points []Value
}

// Value is a point of a curve.
type Value struct {
	Value     float64
	IsUnknown bool
	IsPartly  bool
	Says      string // in words
	Address   string // where it leads; "" nowhere
}

// MaxCurves is how many can be told from one another.
const MaxCurves = 8

// The measures of the drawing, in its units.
const (
	curvesWidth, curvesHeight = 800, 260
	curvesLeft, curvesBottom  = 50, 30
	curvesTop                 = 10
	labelRoom                 = 90 // that a place's name takes
)

// drawn is what the template draws.
type drawn struct {
	Title                   string
	Width, Height           int
	Left, Right, Top, Floor float64
	Most                    string
	Gaps                    []gap
	Labels                  []label
	Curves                  []drawnCurve
}

type gap struct{ X, Width float64 }

type label struct {
	X    float64
	Name string
}

type drawnCurve struct {
	Name   string
	Number int
	Path   string
	Points []drawnPoint
}

type drawnPoint struct {
	Value
	X, Y float64
}

// SVG draws the curves, without their names: in a page, or as a file of its own, which brings its style along.
func (c Curves) SVG(alone bool) (template.HTML, error) {
	var b strings.Builder
	name := "page"
	if alone {
		name = "file"
		b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n") // which a template takes for text
	}
	err := curvesTemplate.ExecuteTemplate(&b, name, c.draw())
	return template.HTML(b.String()), err
}

func (c Curves) draw() drawn {
	d := drawn{Title: c.Title, Width: curvesWidth, Height: curvesHeight, Left: curvesLeft, Right: curvesWidth - 10,
		Top: curvesTop, Floor: curvesHeight - curvesBottom}
	most := c.most()
	d.Most = strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", most), "0"), ".")
	step := (d.Right - d.Left) / float64(max(1, len(c.Places)))
	at := func(i int) float64 { return d.Left + step*(float64(i)+0.5) }
	every := 1 + int(labelRoom/step)
	for i, name := range c.Places {
		if i%every == 0 {
			d.Labels = append(d.Labels, label{at(i), name})
		}
		if c.isGap(i) {
			d.Gaps = append(d.Gaps, gap{at(i) - step/2, step})
		}
	}
	for n, curve := range c.Curves {
		one := drawnCurve{Name: curve.Name, Number: n % MaxCurves}
		for i, p := range curve.Points {
			if !p.IsUnknown {
				one.Points = append(one.Points, drawnPoint{p, at(i), d.Floor - (d.Floor-d.Top)*p.Value/most})
			}
		}
		if c.Joined {
			one.Path = pathOf(curve.Points, one.Points)
		}
		d.Curves = append(d.Curves, one)
	}
	return d
}

// most is the largest value, 1 at least.
func (c Curves) most() float64 {
	most := 0.0
	for _, curve := range c.Curves {
		for _, p := range curve.Points {
			most = max(most, p.Value)
		}
	}
	if most == 0 {
		return 1
	}
	return most
}

// isGap reports whether nothing is known of a place.
func (c Curves) isGap(i int) bool {
	return len(c.Curves) > 0 && i < len(c.Curves[0].Points) && c.Curves[0].Points[i].IsUnknown
}

// pathOf is the line through points that follow one another: it ends where nothing is known.
func pathOf(all []Value, known []drawnPoint) string {
	var b strings.Builder
	draw, next := "M", 0
	for _, p := range all {
		if p.IsUnknown {
			draw = "M"
			continue
		}
		fmt.Fprintf(&b, "%s%.1f %.1f", draw, known[next].X, known[next].Y)
		draw, next = "L", next+1
	}
	return b.String()
}

// curvesTemplate draws. The names of the curves stand beside the drawing in a page, in it in a file.
var curvesTemplate = template.Must(template.New("").Funcs(template.FuncMap{"line": func(i int) int { return 8 + 16*i }}).Parse(
	`{{define "drawing"}}{{$d := .}}{{range .Gaps}}<rect class="gap" x="{{printf "%.1f" .X}}" y="{{$d.Top}}" width="{{printf "%.1f" .Width}}" height="220"></rect>{{end}}
<path class="axis" d="M{{.Left}} {{.Top}}V{{.Floor}}H{{.Right}}"></path>
<text class="most" x="{{.Left}}" y="{{.Top}}" dx="-6" dy="8">{{.Most}}</text><text class="most" x="{{.Left}}" y="{{.Floor}}" dx="-6">0</text>
{{range .Labels}}<text class="place" x="{{printf "%.1f" .X}}" y="{{$d.Floor}}" dy="18">{{.Name}}</text>{{end}}
{{range .Curves}}<g class="curve c{{.Number}}"><path d="{{.Path}}"></path>{{range .Points}}
{{if .Address}}<a href="{{.Address}}" tabindex="-1">{{end}}<circle cx="{{printf "%.1f" .X}}" cy="{{printf "%.1f" .Y}}" r="3"{{if .IsPartly}} class="partly"{{end}}><title>{{.Says}}</title></circle>{{if .Address}}</a>{{end}}{{end}}</g>
{{end}}{{end}}
{{define "page"}}<svg class="curves" viewBox="0 0 {{.Width}} {{.Height}}" aria-hidden="true">{{template "drawing" .}}</svg>{{end}}
{{define "file"}}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{.Width}} {{.Height}}" role="img" aria-label="{{.Title}}">
<title>{{.Title}}</title>
<style>
text { font: 12px sans-serif; fill: #444 } .most { text-anchor: end } .place { text-anchor: middle }
.gap { fill: #eee } .axis { stroke: #888; fill: none } .curve path { fill: none; stroke-width: 1.5 }
.partly { fill: #fff }
.c0 { stroke: #0b5cad; fill: #0b5cad } .c1 { stroke: #b3261e; fill: #b3261e } .c2 { stroke: #2e7d32; fill: #2e7d32 }
.c3 { stroke: #8e24aa; fill: #8e24aa } .c4 { stroke: #e65100; fill: #e65100 } .c5 { stroke: #00838f; fill: #00838f }
.c6 { stroke: #5d4037; fill: #5d4037 } .c7 { stroke: #37474f; fill: #37474f }
.name { stroke: none }
</style>
{{template "drawing" .}}{{range $i, $c := .Curves}}<text class="name c{{.Number}}" x="{{$.Left}}" y="{{$.Top}}" dx="12" dy="{{line $i}}">{{.Name}}</text>
{{end}}</svg>
{{end}}`))
