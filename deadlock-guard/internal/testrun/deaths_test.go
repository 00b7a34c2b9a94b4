package testrun_test

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"deadlockwatch.io/deadlock-guard/internal/testrun"
)

const hung = `=== RUN   TestHang
panic: test timed out after 1s

goroutine 7 [chan receive]:
example.com/m.Hang()
	/m/m.go:5 +0x1

`

func TestDeathsInText(t *testing.T) {
	output := hung + "ok  \texample.com/prints\t0.1s\n" + hung + "FAIL\texample.com/m\t1.0s\n" + hung + "FAIL\texample.com/n\t1.0s\nFAIL\n"
	for _, size := range []int{1, 7, len(output)} {
		var passed strings.Builder
		deaths := testrun.NewDeaths(&passed)
		for rest := output; rest != ""; {
			n := min(size, len(rest))
			if written, err := io.WriteString(deaths, rest[:n]); written != n || err != nil {
				t.Fatal(written, err)
			}
			rest = rest[n:]
		}
		if passed.String() != output {
			t.Errorf("pieces of %d: output is not passed on as it is", size)
		}
		check(t, deaths.All(), "example.com/m", "example.com/n")
	}
}

func TestDeathsOfPackagesThatRunAtOnce(t *testing.T) {
	var output strings.Builder
	send := func(fields map[string]string) {
		text, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&output, "%s\n", text)
	}
	for line := range strings.Lines(hung) {
		for _, pkg := range []string{"m", "n"} {
			send(map[string]string{"Action": "output", "Package": pkg, "Test": "TestHang", "Output": line})
		}
		send(map[string]string{"Action": "output", "Package": "fine", "Output": line})
	}
	for pkg, action := range map[string]string{"n": "fail", "m": "fail", "fine": "pass"} {
		send(map[string]string{"Action": "fail", "Package": pkg, "Test": "TestHang"})
		send(map[string]string{"Action": action, "Package": pkg})
	}
	deaths := testrun.NewDeaths(io.Discard)
	if _, err := io.WriteString(deaths, output.String()); err != nil {
		t.Fatal(err)
	}
	check(t, deaths.All(), "m", "n")
}

func TestOutputThatEndsEarlyOrHasNoLines(t *testing.T) {
	deaths := testrun.NewDeaths(io.Discard)
	if _, err := io.WriteString(deaths, strings.Repeat("x", 3<<20)+"\n"+hung); err != nil {
		t.Fatal(err)
	}
	check(t, deaths.All(), "")
}

func check(t *testing.T, deaths []testrun.Death, packages ...string) {
	t.Helper()
	if len(deaths) != len(packages) {
		t.Fatalf("%d deaths, want %v", len(deaths), packages)
	}
	for i, death := range deaths {
		if strings.Count(death.Dump, "goroutine 7") != 1 || death.Package != packages[i] || !strings.Contains(death.Dump, "goroutine 7 [chan receive]:\nexample.com/m.Hang()\n\t/m/m.go:5 +0x1\n") {
			t.Errorf("%+v, want %s", death, packages[i])
		}
	}
}

// Whatever tests print, in whatever pieces, is passed on as it is, and a death has a dump.
func FuzzDeaths(f *testing.F) {
	f.Add(hung+"FAIL\texample.com/m\t1.0s\nFAIL\n", 7)
	f.Add(`{"Action":"output","Package":"example.com/m","Output":"SIGQUIT: quit\n"}`+"\n"+`{"Action":"fail","Package":"example.com/m"}`+"\n", 1)
	f.Fuzz(func(t *testing.T, output string, size int) {
		var passed strings.Builder
		deaths := testrun.NewDeaths(&passed)
		for rest := output; rest != ""; {
			n := min(max(size, 1), len(rest))
			if written, err := io.WriteString(deaths, rest[:n]); written != n || err != nil {
				t.Fatal(written, err)
			}
			rest = rest[n:]
		}
		if passed.String() != output {
			t.Errorf("%q is passed on as %q", output, passed.String())
		}
		for _, death := range deaths.All() {
			if death.Dump == "" || len(death.Dump) > len(output) {
				t.Errorf("a dump of %d bytes from %d", len(death.Dump), len(output))
			}
		}
	})
}
