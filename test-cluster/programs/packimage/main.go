// Command packimage packs files and directories into an OCI image archive. It needs no registry and no container engine, and
// the same input gives the same bytes.
//
//	packimage -o app.tar -tag localhost/app:1 -layer build/jre=/opt/jre -file app.jar=/app/app.jar:0644 -dir /tmp:1777 \
//	    -entrypoint /opt/jre/bin/java -entrypoint -jar -entrypoint /app/app.jar -user 65532:65532
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

func main() {
	if err := run(os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "packimage:", err)
		os.Exit(1)
	}
}

// words collects a flag that may be given several times.
type words []string

func (w *words) String() string     { return strings.Join(*w, " ") }
func (w *words) Set(s string) error { *w = append(*w, s); return nil }

// request is the command line.
type request struct {
	out, tag, user, workdir             string
	trees, files, dirs, links, cmd, env words
}

func run(args []string, usage io.Writer) error {
	var r request
	flags := flag.NewFlagSet("packimage", flag.ContinueOnError)
	flags.SetOutput(usage)
	flags.StringVar(&r.out, "o", "", "archive to write")
	flags.StringVar(&r.tag, "tag", "", "name:tag of the image")
	flags.Var(&r.trees, "layer", "`DIR=/path`: a directory tree, as a layer of its own (repeatable)")
	flags.Var(&r.files, "file", "`FILE=/path[:mode]`: one file; its own mode if none is given (repeatable)")
	flags.Var(&r.dirs, "dir", "`/path[:mode]`: an empty directory, mode 0755 if none is given (repeatable)")
	flags.Var(&r.links, "symlink", "`TARGET=/path`: a symbolic link (repeatable)")
	flags.Var(&r.cmd, "entrypoint", "one `word` of the entry point (repeatable)")
	flags.Var(&r.env, "env", "`NAME=value` (repeatable)")
	flags.StringVar(&r.user, "user", "", "user[:group] of the process")
	flags.StringVar(&r.workdir, "workdir", "/", "working directory of the process")
	switch err := flags.Parse(args); {
	case err != nil:
		return err
	case flags.NArg() > 0:
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case r.out == "" || r.tag == "":
		return fmt.Errorf("-o and -tag are required")
	}
	tag, err := name.NewTag(r.tag)
	if err != nil {
		return fmt.Errorf("-tag: %w", err)
	}
	image, err := r.image()
	if err != nil {
		return err
	}
	return write(r.out, tag, image)
}

// image holds one layer for each -layer, then one with everything else.
func (r *request) image() (v1.Image, error) {
	known := directories{}
	var layers []v1.Layer
	for _, tree := range r.trees {
		layer := newLayer(known)
		if err := layer.addTree(tree); err != nil {
			return nil, fmt.Errorf("-layer %s: %w", tree, err)
		}
		layers = append(layers, layer.done())
	}
	rest := newLayer(known)
	for _, part := range []struct {
		flag string
		args []string
		add  func(string) error
	}{{"-dir", r.dirs, rest.addDir}, {"-file", r.files, rest.addFile}, {"-symlink", r.links, rest.addLink}} {
		for _, arg := range part.args {
			if err := part.add(arg); err != nil {
				return nil, fmt.Errorf("%s %s: %w", part.flag, arg, err)
			}
		}
	}
	base := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	image, err := mutate.AppendLayers(base, append(layers, rest.done())...)
	if err != nil {
		return nil, err
	}
	config, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	config = config.DeepCopy()
	config.OS, config.Architecture = "linux", runtime.GOARCH
	config.Created = v1.Time{Time: date}
	config.Config = v1.Config{Entrypoint: r.cmd, Env: r.env, User: r.user, WorkingDir: r.workdir}
	return mutate.ConfigFile(image, config)
}

// write replaces the archive only when it is complete.
func write(out string, tag name.Tag, image v1.Image) error {
	file, err := os.CreateTemp(filepath.Dir(out), ".packimage-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	err = writeArchive(file, tag, image)
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Chmod(file.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(file.Name(), out)
	}
	return err
}
