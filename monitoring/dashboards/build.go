package main

import (
	"fmt"
	"maps"
	"slices"
)

const tag = "deadlockwatch"

var prometheus = datasource{Type: "prometheus", UID: "${datasource}"}

// newDashboard has variables for the data source and for what is chosen; panels follow by rows.
func newDashboard(name, title, description string, choices []variable, rows ...[]panel) dashboard {
	board := dashboard{
		UID: tag + "-" + name, Title: "DeadlockWatch / " + title, Description: description, Tags: []string{tag}, SchemaVersion: schemaVersion,
		Refresh: "1m", Time: timeRange{From: "now-6h", To: "now"},
		Links: []link{{Title: "DeadlockWatch", Type: "dashboards", Tags: []string{tag}, IncludeVars: true, KeepTime: true}},
		Templating: templating{List: append(
			[]variable{{Name: "datasource", Label: "Prometheus", Type: "datasource", Query: "prometheus"}}, choices...)},
	}
	y := 0
	for _, row := range rows {
		x, height := 0, 0
		for _, p := range row {
			p.ID = len(board.Panels) + 1
			p.GridPos.X, p.GridPos.Y = x, y
			x += p.GridPos.W
			height = max(height, p.GridPos.H)
			board.Panels = append(board.Panels, p)
		}
		y += height
	}
	return board
}

// choice lets people choose among the values of a label of deadlockwatch_pods, which every watched workload has.
func choice(name, selector string, all bool) variable {
	v := variable{
		Name: name, Label: name, Type: "query", Datasource: &prometheus, Refresh: 2, Sort: 1,
		Query: fmt.Sprintf("label_values(deadlockwatch_pods%s, %s)", selector, name),
	}
	if all {
		v.Multi, v.IncludeAll, v.AllValue = true, true, ".*"
	}
	return v
}

// query is an expression, and how its series are named.
type query struct{ expr, legend string }

func newPanel(kind, title, description string, width, height int, unit string, queries ...query) panel {
	p := panel{Type: kind, Title: title, Description: description, Datasource: prometheus, GridPos: gridPos{W: width, H: height}}
	p.FieldConfig.Defaults.Unit = unit
	p.FieldConfig.Overrides = []any{}
	for i, q := range queries {
		p.Targets = append(p.Targets, target{RefID: string(rune('A' + i)), Datasource: prometheus, Expr: q.expr, LegendFormat: q.legend})
	}
	return p
}

// graph shows series over time.
func graph(title, description string, width int, unit string, queries ...query) panel {
	p := newPanel("timeseries", title, description, width, 8, unit, queries...)
	p.Options.Legend = &legend{DisplayMode: "table", Placement: "bottom", Calcs: []string{"lastNotNull", "max"}}
	p.FieldConfig.Defaults.Min = new(float64)
	return p
}

// stacked shows parts of a whole over time.
func stacked(title, description string, width int, unit string, queries ...query) panel {
	p := graph(title, description, width, unit, queries...)
	p.FieldConfig.Defaults.Custom = &custom{FillOpacity: 30, Stacking: stacking{Mode: "normal"}}
	return p
}

// number shows the last value. limits are the values from which on it changes colour: first is below the lowest of them.
func number(title, description string, width int, unit, first string, limits map[float64]string, queries ...query) panel {
	p := newPanel("stat", title, description, width, 4, unit, queries...)
	p.Options.ReduceOptions = &reduceOptions{Calcs: []string{"lastNotNull"}}
	steps := []step{{Color: first}}
	for _, value := range slices.Sorted(maps.Keys(limits)) {
		steps = append(steps, step{Color: limits[value], Value: &value})
	}
	p.FieldConfig.Defaults.Thresholds = &thresholds{Mode: "absolute", Steps: steps}
	return p
}

// table shows one row a series of one query, without the columns named.
func table(title, description string, width int, unit string, q query, hidden ...string) panel {
	p := newPanel("table", title, description, width, 8, unit, q)
	p.Targets[0].Instant, p.Targets[0].Format = true, "table"
	without := map[string]any{"Time": true}
	for _, column := range hidden {
		without[column] = true
	}
	p.Transform = []conversion{{ID: "organize", Options: map[string]any{"excludeByName": without}}}
	return p
}
