package testrun

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Arguments are a command line: flags of deadlock-guard test, and all that go test gets.
type Arguments struct {
	Any      bool   // report what only one of scan and run points at, too
	Format   string // text, json or sarif
	Report   string // file for the report, "" for standard error
	Root     string // folder that SARIF names files from, "" for that of the repository
	Dir      string // where go test runs
	GoTest   []string
	Packages []string // what go test takes for packages, "." if it gets none
	Build    []string // flags that decide which files are compiled: a scan needs them too
	Overlay  string   // file of the user's own -overlay, which is not passed on as it is
}

// ErrHelp stands for a wish to see the usage.
var ErrHelp = errors.New("help wanted")

// alone are flags of go test without a value in an argument of its own.
var alone = strings.Fields(`a artifacts asan benchmem buildvcs cover failfast fullpath i json linkshared modcacherw msan n race short
	trimpath v work x`)

// valued are those whose value can be the next argument.
var valued = strings.Fields(`asmflags bench benchtime blockprofile blockprofilerate buildmode compiler count covermode coverpkg
	coverprofile cpu cpuprofile exec fuzz fuzzcachedir fuzzminimizetime fuzztime gccgoflags gcflags installsuffix ldflags list
	memprofile memprofilerate mod modfile mutexprofile mutexprofilefraction outputdir p parallel pgo pkgdir run shuffle skip
	tags timeout toolexec trace vet`)

// own are taken here, with their value.
var own = strings.Fields("C o overlay report source-root")

// selecting decide which files belong to a package.
var selecting = strings.Fields("asan compiler installsuffix mod modfile msan race tags")

// ParseArguments sorts arguments. Its flags may stand anywhere before -args and are not passed on. Packages are what go test takes for
// packages: the first arguments in a row that are neither flags nor their values, unless a flag stands before them that go test does not
// know. It hands that, and all that follows, to the test binary.
func ParseArguments(arguments []string) (Arguments, error) {
	p := parser{Arguments: Arguments{Format: "text", Dir: "."}, rest: arguments}
	for len(p.rest) > 0 && !p.done {
		if err := p.next(); err != nil {
			return Arguments{}, err
		}
	}
	p.GoTest = append(p.GoTest, p.rest...)
	if len(p.Packages) == 0 {
		p.Packages = []string{"."}
	}
	return p.Arguments, nil
}

type parser struct {
	Arguments
	rest     []string
	done     bool // the rest is for the test binary
	complete bool // no packages can follow
}

func (p *parser) next() error {
	argument := p.rest[0]
	p.rest = p.rest[1:]
	if len(argument) < 2 || argument[0] != '-' {
		p.GoTest = append(p.GoTest, argument)
		if !p.complete {
			p.Packages = append(p.Packages, argument)
		}
		return nil
	}
	if len(p.Packages) > 0 {
		p.complete = true
	}
	name, value, given := strings.Cut(strings.TrimPrefix(argument[1:], "-"), "=")
	name = strings.TrimPrefix(name, "test.")
	switch {
	case name == "args" || argument == "--":
		p.done = true
	case name == "h" || name == "help":
		return ErrHelp
	case name == "c":
		return errors.New("-c only builds a test binary, and there is nothing to watch: run go test -c")
	case name == "any":
		return p.setAny(value)
	case slices.Contains(own, name):
		return p.setOwn(name, value, given)
	case slices.Contains(alone, name):
	case slices.Contains(valued, name) && !given:
		return p.pass(name, argument)
	case slices.Contains(valued, name):
	default:
		p.complete = true
	}
	p.GoTest = append(p.GoTest, argument)
	p.note(name, argument)
	return nil
}

func (p *parser) setAny(value string) error {
	switch value {
	case "", "true", "1":
		p.Any = true
	case "false", "0":
		p.Any = false
	default:
		return fmt.Errorf("--any=%s is neither true nor false", value)
	}
	return nil
}

func (p *parser) setOwn(name, value string, given bool) error {
	if !given {
		if len(p.rest) == 0 {
			return fmt.Errorf("-%s needs a value", name)
		}
		value, p.rest = p.rest[0], p.rest[1:]
	}
	switch name {
	case "report":
		p.Report = value
	case "source-root":
		p.Root = value
	case "C":
		p.Dir = value
	case "overlay":
		p.Overlay = value
	default:
		if value != "text" && value != "json" && value != "sarif" {
			return fmt.Errorf("format %q is none of text, json, sarif; -o does not name a test binary here, run go test -o for that", value)
		}
		p.Format = value
	}
	return nil
}

// pass hands on a flag with its value, which is the next argument; go test says what is wrong if there is none.
func (p *parser) pass(name, argument string) error {
	p.GoTest = append(p.GoTest, argument)
	if len(p.rest) == 0 {
		return nil
	}
	value := p.rest[0]
	p.GoTest, p.rest = append(p.GoTest, value), p.rest[1:]
	p.note(name, "-"+name+"="+value)
	return nil
}

// note keeps a flag, written as one argument, if the scan needs it.
func (p *parser) note(name, whole string) {
	if slices.Contains(selecting, name) {
		p.Build = append(p.Build, whole)
	}
}
