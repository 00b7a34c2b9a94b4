package main

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// date is the modification time of everything in an image.
var date = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// directories are the directories an image has so far. One that a layer below has is not written again, which would reset its mode.
type directories map[string]bool

// layer is a tar file in the making; everything in it belongs to root.
type layer struct {
	known   directories
	content bytes.Buffer
	tar     *tar.Writer
}

func newLayer(known directories) *layer {
	l := &layer{known: known}
	l.tar = tar.NewWriter(&l.content)
	return l
}

// done is the finished layer, uncompressed: most archives are imported on the machine that packs them.
func (l *layer) done() v1.Layer {
	l.tar.Close() // into memory, which does not fail
	return static.NewLayer(l.content.Bytes(), types.OCIUncompressedLayer)
}

// addTree adds DIR=/path: what is in DIR, with modes and symbolic links as they are.
func (l *layer) addTree(arg string) error {
	source, dest, err := splitPair(arg)
	if err != nil {
		return err
	}
	if info, err := os.Stat(source); err != nil {
		return err
	} else if !info.IsDir() {
		return fmt.Errorf("%s is not a directory", source)
	}
	return filepath.WalkDir(source+"/.", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(source, file)
		if err != nil {
			return err
		}
		return l.addEntry(file, path.Join(dest, filepath.ToSlash(relative)), info, 0)
	})
}

// addFile adds FILE=/path[:mode].
func (l *layer) addFile(arg string) error {
	source, dest, err := splitPair(arg)
	if err != nil {
		return err
	}
	dest, mode, err := splitMode(dest, 0)
	if err != nil {
		return err
	}
	info, err := os.Stat(source)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a regular file", source)
	}
	return l.addEntry(source, dest, info, mode)
}

// addDir adds /path[:mode].
func (l *layer) addDir(arg string) error {
	dest, mode, err := splitMode(arg, 0o755)
	if err != nil {
		return err
	}
	if err := absolute(dest); err != nil {
		return err
	}
	return l.put(&tar.Header{Typeflag: tar.TypeDir, Name: dest, Mode: mode}, nil)
}

// addLink adds TARGET=/path.
func (l *layer) addLink(arg string) error {
	target, dest, err := splitPair(arg)
	if err != nil {
		return err
	}
	return l.put(&tar.Header{Typeflag: tar.TypeSymlink, Name: dest, Linkname: target, Mode: 0o777}, nil)
}

// addEntry adds one entry of the file system; mode 0 stands for its own.
func (l *layer) addEntry(file, dest string, info fs.FileInfo, mode int64) error {
	var target string
	var content []byte
	var err error
	switch info.Mode().Type() {
	case fs.ModeDir:
	case fs.ModeSymlink:
		target, err = os.Readlink(file)
	case 0:
		content, err = os.ReadFile(file)
	default:
		err = fmt.Errorf("%s is neither a file, a directory nor a symbolic link", file)
	}
	if err != nil {
		return err
	}
	header, err := tar.FileInfoHeader(info, target)
	if err != nil {
		return err
	}
	if mode == 0 {
		mode = header.Mode
	}
	return l.put(&tar.Header{Typeflag: header.Typeflag, Name: dest, Linkname: target, Mode: mode}, content)
}

// put writes one entry, after the directories above it.
func (l *layer) put(header *tar.Header, content []byte) error {
	dest := path.Clean(header.Name)
	if dest == "/" {
		return nil
	}
	if parent := path.Dir(dest); parent != "/" && !l.known[parent] {
		if err := l.put(&tar.Header{Typeflag: tar.TypeDir, Name: parent, Mode: 0o755}, nil); err != nil {
			return err
		}
	}
	header.Name = strings.TrimPrefix(dest, "/")
	if header.Typeflag == tar.TypeDir {
		header.Name += "/"
		l.known[dest] = true
	}
	header.ModTime, header.Size = date, int64(len(content))
	if err := l.tar.WriteHeader(header); err != nil {
		return err
	}
	_, err := l.tar.Write(content)
	return err
}

// splitPair reads SOURCE=/path.
func splitPair(arg string) (source, dest string, err error) {
	source, dest, found := strings.Cut(arg, "=")
	if !found || source == "" {
		return "", "", fmt.Errorf("want SOURCE=/path")
	}
	return source, dest, absolute(dest)
}

// splitMode reads /path[:mode], the mode in octal.
func splitMode(arg string, fallback int64) (dest string, mode int64, err error) {
	dest, octal, found := strings.Cut(arg, ":")
	if !found {
		return dest, fallback, nil
	}
	mode, err = strconv.ParseInt(octal, 8, 64)
	if err != nil || mode <= 0 || mode > 0o7777 {
		return "", 0, fmt.Errorf("mode %q is not an octal number from 1 to 7777", octal)
	}
	return dest, mode, nil
}

func absolute(dest string) error {
	if !path.IsAbs(dest) {
		return fmt.Errorf("the path in the image, %q, does not start with /", dest)
	}
	return nil
}
