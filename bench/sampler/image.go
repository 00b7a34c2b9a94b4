package main

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// unpack writes the files of an image archive, as `docker save` lays it out, under root, and returns the command line of its entry point with paths under
// root. Times are kept: the JVM refuses an archive of classes that is not as old as the runtime it was made with.
func unpack(archive, root string) ([]string, error) {
	parts := filepath.Join(root, "image")
	if err := untar(archive, parts); err != nil {
		return nil, err
	}
	var manifest []struct {
		Config string
		Layers []string
	}
	var config struct {
		Config struct{ Entrypoint []string }
	}
	if err := readJSON(filepath.Join(parts, "manifest.json"), &manifest); err != nil {
		return nil, err
	}
	if len(manifest) != 1 {
		return nil, fmt.Errorf("%d images, expected 1", len(manifest))
	}
	if err := readJSON(filepath.Join(parts, manifest[0].Config), &config); err != nil {
		return nil, err
	}
	files := filepath.Join(root, "rootfs")
	for _, layer := range manifest[0].Layers {
		if err := untar(filepath.Join(parts, layer), files); err != nil {
			return nil, err
		}
	}
	var program []string
	for _, word := range config.Config.Entrypoint {
		// The entry point names its files by absolute paths, alone or after a "=".
		program = append(program, strings.Replace(word, "/opt/", filepath.Join(files, "opt")+"/", 1))
	}
	if len(program) == 0 {
		return nil, errors.New("no entry point")
	}
	return program, os.RemoveAll(parts)
}

func readJSON(file string, into any) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

// untar takes gzip or plain; names and links stay within the folder.
func untar(file, folder string) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	buffered := bufio.NewReaderSize(in, 1<<16)
	var from io.Reader = buffered
	if magic, _ := buffered.Peek(2); string(magic) == "\x1f\x8b" {
		if from, err = gzip.NewReader(buffered); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	within, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer within.Close()
	for reader := tar.NewReader(from); ; {
		header, err := reader.Next()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = extract(within, header, reader)
		}
		if err != nil {
			return err
		}
	}
}

func extract(root *os.Root, header *tar.Header, content io.Reader) error {
	name := filepath.Clean(strings.TrimLeft(header.Name, "/"))
	if name == "." {
		return nil
	}
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	switch header.Typeflag {
	case tar.TypeDir:
		return root.MkdirAll(name, 0o755)
	case tar.TypeSymlink:
		return root.Symlink(header.Linkname, name)
	case tar.TypeReg:
		file, err := root.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, fs.FileMode(header.Mode)&0o777|0o600)
		if err != nil {
			return err
		}
		_, err = io.Copy(file, content)
		if err = errors.Join(err, file.Close()); err != nil {
			return err
		}
		return root.Chtimes(name, header.ModTime, header.ModTime)
	}
	return nil
}

// compressedSize is what a registry stores and a node loads of an image: its archive, as gzip makes it.
func compressedSize(archive string) (int64, error) {
	in, err := os.Open(archive)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	var size counter
	zip := gzip.NewWriter(&size)
	if _, err := io.Copy(zip, in); err != nil {
		return 0, err
	}
	err = zip.Close()
	return int64(size), err
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
