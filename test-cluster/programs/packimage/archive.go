package main

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"io"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/partial"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// archive is an OCI image layout in a tar file, with the manifest.json of `docker save` beside it: what reads either form reads this one.
type archive struct {
	tar     *tar.Writer
	written map[string]bool
}

// writeArchive writes an image under its name.
func writeArchive(to io.Writer, tag name.Tag, image v1.Image) error {
	a := archive{tar: tar.NewWriter(to), written: map[string]bool{}}
	saved := saved{RepoTags: []string{tag.String()}}
	layers, err := image.Layers()
	if err != nil {
		return err
	}
	for _, layer := range layers {
		path, err := a.addLayer(layer)
		if err != nil {
			return err
		}
		saved.Layers = append(saved.Layers, path)
	}
	if saved.Config, err = a.addBlob(image.RawConfigFile, image.ConfigName); err != nil {
		return err
	}
	if _, err := a.addBlob(image.RawManifest, image.Digest); err != nil {
		return err
	}
	descriptor, err := partial.Descriptor(image)
	if err != nil {
		return err
	}
	// containerd, kind and docker take the whole name from the first; the second is the layout's own, for which a tag alone is the custom.
	descriptor.Annotations = map[string]string{"io.containerd.image.name": tag.String(), "org.opencontainers.image.ref.name": tag.TagStr()}
	index := v1.IndexManifest{SchemaVersion: 2, MediaType: types.OCIImageIndex, Manifests: []v1.Descriptor{*descriptor}}
	for _, file := range []struct {
		name    string
		content any
	}{
		{"index.json", index},
		{"manifest.json", []any{saved}},
		{"oci-layout", map[string]string{"imageLayoutVersion": "1.0.0"}},
	} {
		content, err := json.Marshal(file.content)
		if err != nil {
			return err
		}
		if err := a.add(file.name, int64(len(content)), bytes.NewReader(content)); err != nil {
			return err
		}
	}
	return a.tar.Close()
}

// saved is an image in the manifest.json of `docker save`.
type saved struct {
	Config   string
	RepoTags []string
	Layers   []string
}

func (a *archive) addLayer(layer v1.Layer) (string, error) {
	digest, err := layer.Digest()
	if err != nil {
		return "", err
	}
	size, err := layer.Size()
	if err != nil {
		return "", err
	}
	content, err := layer.Compressed() // as it is named in the manifest: here, not compressed
	if err != nil {
		return "", err
	}
	defer content.Close()
	return blob(digest), a.add(blob(digest), size, content)
}

func (a *archive) addBlob(content func() ([]byte, error), digest func() (v1.Hash, error)) (string, error) {
	hash, err := digest()
	if err != nil {
		return "", err
	}
	text, err := content()
	if err != nil {
		return "", err
	}
	return blob(hash), a.add(blob(hash), int64(len(text)), bytes.NewReader(text))
}

func blob(digest v1.Hash) string { return "blobs/" + digest.Algorithm + "/" + digest.Hex }

// add writes a file. Two layers may be the same one.
func (a *archive) add(name string, size int64, content io.Reader) error {
	if a.written[name] {
		return nil
	}
	a.written[name] = true
	header := &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o644, ModTime: date, Format: tar.FormatUSTAR}
	if err := a.tar.WriteHeader(header); err != nil {
		return err
	}
	_, err := io.Copy(a.tar, content)
	return err
}
