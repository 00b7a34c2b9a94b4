package main

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

func TestPack(t *testing.T) {
	// Given
	tree := t.TempDir()
	must(t, os.Chmod(tree, 0o755))
	put(t, tree+"/bin/java", 0o755, "elf")
	put(t, tree+"/conf/secret", 0o600, "s")
	must(t, os.Chmod(tree+"/conf", 0o750))
	must(t, os.Symlink("bin/java", tree+"/start"))
	put(t, tree+"/app.jar", 0o600, "zip")
	args := []string{
		"-tag", "localhost/app:1", "-layer", tree + "=/opt/jre", "-file", tree + "/app.jar=/opt/app/app.jar:0644", "-dir", "/tmp:1777",
		"-symlink", "/opt/jre/start=/bin/app", "-entrypoint", "/bin/app", "-entrypoint", "-v", "-env", "A=b", "-user", "1:2",
	}

	// When
	out := t.TempDir() + "/a.tar"
	must(t, run(append(args, "-o", out), io.Discard))

	// Then
	tag, _ := name.NewTag("localhost/app:1")
	image, err := tarball.ImageFromPath(out, &tag)
	must(t, err)
	config, err := image.ConfigFile()
	must(t, err)
	if got := fmt.Sprint(config.OS, config.Config.Entrypoint, config.Config.Env, config.Config.User); got != "linux[/bin/app -v] [A=b]1:2" {
		t.Error("configuration:", got)
	}
	layers, err := image.Layers()
	must(t, err)
	want := [][]string{{
		"opt/ 755", "opt/jre/ 755", "opt/jre/app.jar 600 zip", "opt/jre/bin/ 755", "opt/jre/bin/java 755 elf",
		"opt/jre/conf/ 750", "opt/jre/conf/secret 600 s", "opt/jre/start 777 -> bin/java",
	}, {
		"tmp/ 1777", "opt/app/ 755", "opt/app/app.jar 644 zip", "bin/ 755", "bin/app 777 -> /opt/jre/start",
	}}
	for i, layer := range layers {
		if got := entries(t, layer); !slices.Equal(got, want[i]) {
			t.Errorf("layer %d:\n%s\nwant\n%s", i, strings.Join(got, "\n"), strings.Join(want[i], "\n"))
		}
	}
}

// TestAnArchiveIsAnImageLayout reads it so, digests included; TestPack reads what `docker save` would have written.
func TestAnArchiveIsAnImageLayout(t *testing.T) {
	// Given
	tree := t.TempDir()
	put(t, tree+"/a", 0o644, "a")
	out := t.TempDir() + "/a.tar"
	must(t, run([]string{"-o", out, "-tag", "localhost/shop/a:1", "-layer", tree + "=/", "-layer", tree + "=/"}, io.Discard))

	// When
	unpacked := t.TempDir()
	unpack(t, out, unpacked)
	index, err := layout.ImageIndexFromPath(unpacked)
	must(t, err)

	// Then
	manifest, err := index.IndexManifest()
	must(t, err)
	if got := fmt.Sprint(manifest.Manifests[0].MediaType, manifest.Manifests[0].Annotations); got !=
		"application/vnd.oci.image.manifest.v1+jsonmap[io.containerd.image.name:localhost/shop/a:1 org.opencontainers.image.ref.name:1]" {
		t.Error("index:", got)
	}
	image, err := index.Image(manifest.Manifests[0].Digest)
	must(t, err)
	parts, err := image.Manifest()
	must(t, err)
	for _, part := range append(parts.Layers, parts.Config, manifest.Manifests[0]) {
		content, err := os.ReadFile(unpacked + "/" + blob(part.Digest))
		must(t, err)
		if digest, size, _ := v1.SHA256(bytes.NewReader(content)); digest != part.Digest || size != part.Size {
			t.Errorf("%s is %s of %d bytes, not of %d", part.Digest, digest, size, part.Size)
		}
	}
	if len(parts.Layers) != 3 || parts.Layers[0].Digest != parts.Layers[1].Digest {
		t.Error("layers:", parts.Layers)
	}
}

func unpack(t *testing.T, archive, to string) {
	t.Helper()
	file, err := os.Open(archive)
	must(t, err)
	defer file.Close()
	for reader := tar.NewReader(file); ; {
		header, err := reader.Next()
		if err == io.EOF {
			return
		}
		must(t, err)
		content, err := io.ReadAll(reader)
		must(t, err)
		if _, err := os.Stat(to + "/" + header.Name); err == nil {
			t.Error(header.Name, "is there twice")
		}
		put(t, to+"/"+header.Name, 0o644, string(content))
	}
}

func TestSameInputGivesSameBytes(t *testing.T) {
	// Given
	tree := t.TempDir()
	put(t, tree+"/a", 0o644, "a")
	out := t.TempDir()
	pack := func(to string) []byte {
		must(t, run([]string{"-o", out + to, "-tag", "localhost/a:1", "-layer", tree + "=/"}, io.Discard))
		content, err := os.ReadFile(out + to)
		must(t, err)
		return content
	}
	first := pack("/1.tar")

	// When
	must(t, os.Chtimes(tree+"/a", time.Now(), time.Now().Add(time.Hour)))
	second := pack("/2.tar")

	// Then
	if !bytes.Equal(first, second) {
		t.Error("a later modification time changed the archive")
	}
}

func TestErrorsNameTheArgument(t *testing.T) {
	dir := t.TempDir()
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-o", "x"}, "-o and -tag are required"},
		{[]string{"-o", "x", "-tag", "A B"}, "-tag: "},
		{[]string{"-o", "x", "-tag", "x/a:1", "more"}, `unexpected argument "more"`},
		{[]string{"-o", "x", "-tag", "x/a:1", "-file", "only"}, "-file only: want SOURCE=/path"},
		{[]string{"-o", "x", "-tag", "x/a:1", "-file", dir + "=/d"}, "is not a regular file"},
		{[]string{"-o", "x", "-tag", "x/a:1", "-file", dir + "/none=/d"}, "no such file"},
		{[]string{"-o", "x", "-tag", "x/a:1", "-dir", "tmp"}, `"tmp", does not start with /`},
		{[]string{"-o", "x", "-tag", "x/a:1", "-dir", "/tmp:9"}, `mode "9" is not an octal number`},
		{[]string{"-o", "x", "-tag", "x/a:1", "-layer", "main.go=/"}, "main.go is not a directory"},
		{[]string{"-o", dir + "/none/x", "-tag", "x/a:1"}, "no such file"},
	} {
		if err := run(test.args, io.Discard); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: got %v, want %q", test.args, err, test.want)
		}
	}
}

// entries lists a layer's content as "name mode content" and checks owner and time.
func entries(t *testing.T, layer v1.Layer) (lines []string) {
	content, err := layer.Uncompressed()
	must(t, err)
	for reader := tar.NewReader(content); ; {
		header, err := reader.Next()
		if err == io.EOF {
			return lines
		}
		must(t, err)
		data, err := io.ReadAll(reader)
		must(t, err)
		line := fmt.Sprintf("%s %o %s", header.Name, header.Mode, data)
		if header.Linkname != "" {
			line += "-> " + header.Linkname
		}
		lines = append(lines, strings.TrimSpace(line))
		if header.Uid != 0 || header.Gid != 0 || !header.ModTime.Equal(date) {
			t.Errorf("%s: owner %d:%d, time %s", header.Name, header.Uid, header.Gid, header.ModTime)
		}
	}
}

func put(t *testing.T, file string, mode os.FileMode, content string) {
	must(t, os.MkdirAll(filepath.Dir(file), 0o755))
	must(t, os.WriteFile(file, []byte(content), mode))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
