package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestTheChartHasWhatIsWrittenHere(t *testing.T) {
	want := map[string]string{}
	for _, d := range all() {
		name, content, err := render(d)
		if err != nil {
			t.Fatal(err)
		}
		want[name] = string(content)
	}
	files, err := filepath.Glob(filepath.Join("..", folder, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(want) {
		t.Errorf("the chart has %d dashboards, not %d: %v", len(files), len(want), files)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if want[filepath.Base(file)] != string(content) {
			t.Errorf("%s is not what this program writes: go -C monitoring run ./dashboards", file)
		}
	}
}

// What a user meets first in a broken dashboard.
func TestPanelsDoNotOverlapAndHaveTitlesOfTheirOwn(t *testing.T) {
	for _, d := range all() {
		titles := map[string]bool{}
		taken := map[[2]int]string{}
		for _, p := range d.Panels {
			if titles[p.Title] {
				t.Errorf("%s: two panels %q", d.UID, p.Title)
			}
			titles[p.Title] = true
			for x := p.GridPos.X; x < p.GridPos.X+p.GridPos.W; x++ {
				for y := p.GridPos.Y; y < p.GridPos.Y+p.GridPos.H; y++ {
					if x >= columns {
						t.Fatalf("%s: %q is wider than the page", d.UID, p.Title)
					}
					if other := taken[[2]int{x, y}]; other != "" {
						t.Fatalf("%s: %q lies on %q", d.UID, p.Title, other)
					}
					taken[[2]int{x, y}] = p.Title
				}
			}
		}
	}
}

func TestQueriesAreOfDocumentedMetricsAndKnownVariables(t *testing.T) {
	reference := read(t, "../../docs/reference/telemetry.md")
	metric := regexp.MustCompile(`deadlockwatch_[a-z_]+`)
	use := regexp.MustCompile(`\$(\w+)`)
	for _, d := range all() {
		known := map[string]bool{"__rate_interval": true}
		for _, v := range d.Templating.List {
			known[v.Name] = true
		}
		for _, p := range d.Panels {
			for _, q := range p.Targets {
				for _, name := range metric.FindAllString(q.Expr, -1) {
					if !strings.Contains(reference, "`"+strings.TrimSuffix(name, "_bucket")+"`") {
						t.Errorf("%s, %q: %s is not in docs/reference/telemetry.md", d.UID, p.Title, name)
					}
				}
				for _, found := range use.FindAllStringSubmatch(q.Expr, -1) {
					if !known[found[1]] {
						t.Errorf("%s, %q: there is no variable $%s", d.UID, p.Title, found[1])
					}
				}
			}
		}
	}
}

func TestAlertsLinkToDashboardsAndVariablesThatExist(t *testing.T) {
	rules := read(t, "../../helm/deadlockwatch/files/rules/deadlockwatch.yaml")
	links := regexp.MustCompile(`(?m)dashboard_url: ([a-z-]+)(\?\S.*)?$`).FindAllStringSubmatch(rules, -1)
	if alerts := strings.Count(rules, "- alert:"); len(links) != alerts {
		t.Errorf("%d alerts, %d links to dashboards", alerts, len(links))
	}
	for _, l := range links {
		found := false
		for _, d := range all() {
			if d.UID != l[1] {
				continue
			}
			found = true
			for _, v := range regexp.MustCompile(`var-(\w+)=`).FindAllStringSubmatch(l[2], -1) {
				if !hasVariable(d, v[1]) {
					t.Errorf("%s has no variable %s", d.UID, v[1])
				}
			}
		}
		if !found {
			t.Errorf("an alert links to %s, which there is not", l[1])
		}
	}
}

func hasVariable(d dashboard, name string) bool {
	for _, v := range d.Templating.List {
		if v.Name == name {
			return true
		}
	}
	return false
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
