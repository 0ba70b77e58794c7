package charts

import (
	"fmt"
	"html/template"
	"math"
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

// Drawing is curves as they are drawn.
type Drawing struct {
	Title                   string
	Width, Height           int
	Left, Right, Top, Floor float64
	Most                    string
	Gaps                    []Gap
	Labels                  []Label
	Curves                  []DrawnCurve
}

// Gap is a place of which nothing is known.
type Gap struct{ X, Width float64 }

// Label is a place's name below it.
type Label struct {
	X    float64
	Name string
}

// DrawnCurve is the line of a curve, and its points.
type DrawnCurve struct {
	Name   string
	Number int // of its colour
	Path   string
	Points []DrawnPoint
}

// DrawnPoint is a point where it is drawn.
type DrawnPoint struct {
	Value
	X, Y float64
}

// SVG is the drawing as a file, which brings its style along.
func (c Curves) SVG() (string, error) {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n") // which a template takes for text
	err := curvesTemplate.Execute(&b, c.Draw())
	return b.String(), err
}

// Draw places everything.
func (c Curves) Draw() Drawing {
	d := Drawing{Title: c.Title, Width: curvesWidth, Height: curvesHeight, Left: curvesLeft, Right: curvesWidth - 10,
		Top: curvesTop, Floor: curvesHeight - curvesBottom}
	most := c.most()
	d.Most = strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", most), "0"), ".")
	step := (d.Right - d.Left) / float64(max(1, len(c.Places)))
	at := func(i int) float64 { return tenth(d.Left + step*(float64(i)+0.5)) }
	every := 1 + int(labelRoom/step)
	for i, name := range c.Places {
		if i%every == 0 {
			d.Labels = append(d.Labels, Label{at(i), name})
		}
		if c.isGap(i) {
			d.Gaps = append(d.Gaps, Gap{tenth(at(i) - step/2), tenth(step)})
		}
	}
	for n, curve := range c.Curves {
		one := DrawnCurve{Name: curve.Name, Number: n % MaxCurves}
		for i, p := range curve.Points {
			if !p.IsUnknown {
				one.Points = append(one.Points, DrawnPoint{p, at(i), tenth(d.Floor - (d.Floor-d.Top)*p.Value/most)})
			}
		}
		if c.Joined {
			one.Path = pathOf(curve.Points, one.Points)
		}
		d.Curves = append(d.Curves, one)
	}
	return d
}

// tenth is a place that can be seen.
func tenth(x float64) float64 { return math.Round(10*x) / 10 }

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
func pathOf(all []Value, known []DrawnPoint) string {
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

// curvesTemplate draws a file; the reading room has a template of its own for its pages.
var curvesTemplate = template.Must(template.New("").Funcs(template.FuncMap{
	"line": func(i int) int { return 8 + 16*i }}).Parse(
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{.Width}} {{.Height}}" role="img" aria-label="{{.Title}}">
<title>{{.Title}}</title>
<style>
text { font: 12px sans-serif; fill: #444 } .most { text-anchor: end } .place { text-anchor: middle }
.gap { fill: #eee } .axis { stroke: #888; fill: none } .curve path { fill: none; stroke-width: 1.5 }
.curve circle.partly { fill: #fff } text.name { stroke: none }
.c0 { stroke: #0b5cad; fill: #0b5cad } .c1 { stroke: #b3261e; fill: #b3261e } .c2 { stroke: #2e7d32; fill: #2e7d32 }
.c3 { stroke: #8e24aa; fill: #8e24aa } .c4 { stroke: #e65100; fill: #e65100 } .c5 { stroke: #00838f; fill: #00838f }
.c6 { stroke: #5d4037; fill: #5d4037 } .c7 { stroke: #37474f; fill: #37474f }
</style>
{{$d := .}}{{range .Gaps}}
<rect class="gap" x="{{.X}}" y="{{$d.Top}}" width="{{.Width}}" height="220"></rect>{{end}}
<path class="axis" d="M{{.Left}} {{.Top}}V{{.Floor}}H{{.Right}}"></path>
<text class="most" x="{{.Left}}" y="{{.Top}}" dx="-6" dy="8">{{.Most}}</text>
<text class="most" x="{{.Left}}" y="{{.Floor}}" dx="-6">0</text>
{{range .Labels}}<text class="place" x="{{.X}}" y="{{$d.Floor}}" dy="18">{{.Name}}</text>{{end}}
{{range $i, $c := .Curves}}<g class="curve c{{.Number}}"><path d="{{.Path}}"></path>{{range .Points}}
<circle cx="{{.X}}" cy="{{.Y}}" r="3"{{if .IsPartly}} class="partly"{{end}}><title>{{.Says}}</title></circle>{{end}}
<text class="name" x="{{$d.Left}}" y="{{$d.Top}}" dx="12" dy="{{line $i}}">{{.Name}}</text></g>
{{end}}</svg>
`))
