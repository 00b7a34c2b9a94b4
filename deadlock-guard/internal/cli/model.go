package cli

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"

	"deadlockwatch.io/deadlock-guard/internal/blockingmodel"
	"deadlockwatch.io/deadlock-guard/internal/channels"
	"deadlockwatch.io/deadlock-guard/internal/heldlocks"
	"deadlockwatch.io/deadlock-guard/internal/load"
)

type modelOptions struct {
	output   string
	revision string
	channels bool
	load     load.Config
}

// model writes the blocking model of a build.
func model(ctx context.Context, args []string, out, diagnostics io.Writer) (int, error) {
	o, err := parseModelOptions(args, diagnostics)
	if err != nil {
		return Failed, err
	}
	build, err := describeBuild(ctx, o)
	if err != nil {
		return Failed, err
	}
	loaded, err := load.Load(ctx, o.load)
	if err != nil {
		return Failed, err
	}
	for _, p := range loaded.Problems {
		fmt.Fprintf(diagnostics, "deadlock-guard: %s: not analysed: %s\n", p.Package, p.Message)
	}
	build.Module = loaded.Module
	whole := loaded.Whole && len(loaded.Problems) == 0
	found := heldlocks.Build(loaded.Program, heldlocks.Scope{Sizes: loaded.Sizes, FileName: loaded.FileName, Whole: whole})
	for _, note := range found.Notes {
		fmt.Fprintln(diagnostics, "deadlock-guard:", note)
	}
	var listed []channels.Channel
	if o.channels {
		var cut bool
		if listed, cut = channels.Of(loaded.Program, loaded.FileName); cut {
			fmt.Fprintln(diagnostics, "deadlock-guard: too many channels, or operations of one: not all are in the model")
		}
	}
	write := func(to io.Writer) error { return blockingmodel.Write(to, found, listed, build) }
	return Clean, writeModel(write, o.output, out)
}

func parseModelOptions(args []string, out io.Writer) (modelOptions, error) {
	o := modelOptions{}
	flags := flag.NewFlagSet("deadlock-guard model", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.StringVar(&o.output, "o", "-", "write the model to `file`, compressed if its name ends in .gz; - is standard output")
	flags.StringVar(&o.load.Dir, "C", ".", "analyse the module in `folder`")
	flags.StringVar(&o.load.Tags, "tags", "", "build `tags`, separated by commas")
	flags.BoolVar(&o.load.Deps, "deps", false, "include the packages of other modules that these need")
	flags.BoolVar(&o.channels, "channels", false, "add who works with which channel")
	flags.StringVar(&o.revision, "revision", "", "`revision` of the source, to be found in the model")
	// Flags may stand after the packages too, as in: model ./... -o FILE.
	for rest := args; ; {
		if err := flags.Parse(rest); err != nil {
			return modelOptions{}, err
		}
		rest = flags.Args()
		next := slices.IndexFunc(rest, func(argument string) bool { return strings.HasPrefix(argument, "-") })
		if next < 0 {
			o.load.Patterns = append(o.load.Patterns, rest...)
			break
		}
		o.load.Patterns = append(o.load.Patterns, rest[:next]...)
		rest = rest[next:]
	}
	if len(o.load.Patterns) == 0 {
		o.load.Patterns = []string{"./..."}
	}
	return o, nil
}

// describeBuild asks the go command for which system and with which toolchain it builds in the module.
func describeBuild(ctx context.Context, o modelOptions) (blockingmodel.Build, error) {
	command := exec.CommandContext(ctx, "go", "env", "-json", "GOOS", "GOARCH", "GOVERSION")
	command.Dir = o.load.Dir
	output, err := command.Output()
	if err != nil {
		return blockingmodel.Build{}, fmt.Errorf("ask for the build's settings: go env: %w", err)
	}
	var settings struct{ GOOS, GOARCH, GOVERSION string }
	if err := json.Unmarshal(output, &settings); err != nil {
		return blockingmodel.Build{}, fmt.Errorf("read the build's settings: %w", err)
	}
	return blockingmodel.Build{
		GOOS: settings.GOOS, GOARCH: settings.GOARCH, GoVersion: settings.GOVERSION, Revision: o.revision, Tags: o.load.Tags,
	}, nil
}

func writeModel(write func(io.Writer) error, name string, out io.Writer) error {
	if name == "-" {
		return write(out)
	}
	file, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("create model: %w", err)
	}
	if err := writeTo(file, strings.HasSuffix(name, ".gz"), write); err != nil {
		file.Close()
		return err
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("close model: %w", err)
	}
	return nil
}

func writeTo(file io.Writer, compressed bool, write func(io.Writer) error) error {
	if !compressed {
		return write(file)
	}
	packed := gzip.NewWriter(file)
	if err := write(packed); err != nil {
		return err
	}
	if err := packed.Close(); err != nil {
		return fmt.Errorf("compress model: %w", err)
	}
	return nil
}
