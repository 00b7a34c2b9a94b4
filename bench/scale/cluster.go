package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// cluster is an API server without nodes and controllers, and the right to do everything on it.
type cluster struct {
	url       string
	authority []byte
	http      *http.Client
}

type object = map[string]any

// openCluster reads a kubeconfig as `kubectl config view --raw --flatten -o json` prints it.
func openCluster(file string) (*cluster, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var config struct {
		Clusters []struct {
			Cluster struct {
				Server    string `json:"server"`
				Authority []byte `json:"certificate-authority-data"`
			} `json:"cluster"`
		} `json:"clusters"`
		Users []struct {
			User struct {
				Certificate []byte `json:"client-certificate-data"`
				Key         []byte `json:"client-key-data"`
			} `json:"user"`
		} `json:"users"`
	}
	if err := json.Unmarshal(text, &config); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(config.Clusters) != 1 || len(config.Users) != 1 {
		return nil, fmt.Errorf("%s has %d clusters and %d users, one of each is wanted", file, len(config.Clusters), len(config.Users))
	}
	own, err := tls.X509KeyPair(config.Users[0].User.Certificate, config.Users[0].User.Key)
	if err != nil {
		return nil, err
	}
	c := &cluster{url: config.Clusters[0].Cluster.Server, authority: config.Clusters[0].Cluster.Authority}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(c.authority)
	c.http = &http.Client{Timeout: time.Minute, Transport: &http.Transport{
		ForceAttemptHTTP2: true, MaxIdleConnsPerHost: parallel,
		TLSClientConfig: &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{own}, MinVersion: tls.VersionTLS12},
	}}
	return c, nil
}

// parallel requests, where there are many to be made.
const parallel = 32

const mostAnswer = 256 << 20

// do sends an object, or nothing, and decodes the answer into what is given, or drops it.
func (c *cluster) do(ctx context.Context, method, path, contentType string, body, into any) error {
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.url+path, content)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", contentType)
	response, err := c.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, mostAnswer))
	if err != nil {
		return err
	}
	if response.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("%s %s: %s: %.300s", method, path, response.Status, text)
	}
	switch into := into.(type) {
	case nil:
		return nil
	case *string:
		*into = string(text)
		return nil
	default:
		return json.Unmarshal(text, into)
	}
}

func (c *cluster) get(ctx context.Context, path string, into any) error {
	return c.do(ctx, http.MethodGet, path, "", nil, into)
}

func (c *cluster) create(ctx context.Context, path string, body, into any) error {
	return c.do(ctx, http.MethodPost, path, "application/json", body, into)
}

func (c *cluster) merge(ctx context.Context, path string, body any) error {
	return c.do(ctx, http.MethodPatch, path, "application/merge-patch+json", body, nil)
}

func (c *cluster) remove(ctx context.Context, path string) error {
	return c.do(ctx, http.MethodDelete, path, "application/json", object{"gracePeriodSeconds": 0}, nil)
}

// each calls a function for all numbers below n, some at a time; the first error ends it.
func each(ctx context.Context, n int, do func(ctx context.Context, i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(parallel, n) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if err := do(ctx, i); err != nil {
					cancel(err)
				}
			}
		})
	}
	group.Wait()
	return context.Cause(ctx)
}

// kubeconfig lets somebody act as a service account.
func (c *cluster) kubeconfig(ctx context.Context, namespace, account string) ([]byte, error) {
	token, err := c.token(ctx, namespace, account, object{"expirationSeconds": 7200})
	if err != nil {
		return nil, err
	}
	return json.Marshal(object{
		"apiVersion": "v1", "kind": "Config", "current-context": "scale",
		"clusters": []object{{"name": "scale", "cluster": object{"server": c.url, "certificate-authority-data": base64.StdEncoding.EncodeToString(c.authority)}}},
		"users":    []object{{"name": "scale", "user": object{"token": token}}},
		"contexts": []object{{"name": "scale", "context": object{"cluster": "scale", "user": "scale"}}},
	})
}

func (c *cluster) token(ctx context.Context, namespace, account string, spec object) (string, error) {
	var request struct {
		Status struct {
			Token string `json:"token"`
		} `json:"status"`
	}
	path := "/api/v1/namespaces/" + namespace + "/serviceaccounts/" + account + "/token"
	err := c.create(ctx, path, object{"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": spec}, &request)
	return request.Status.Token, err
}

// requests counts what the API server was asked for one resource so far, by verb.
func (c *cluster) requests(ctx context.Context, resource string) (map[string]float64, error) {
	all, err := c.metrics(ctx)
	counts := map[string]float64{}
	for series, value := range all {
		if strings.HasPrefix(series, "apiserver_request_total{") && strings.Contains(series, `resource="`+resource+`"`) {
			verb := label(series, "verb")
			if sub := label(series, "subresource"); sub != "" {
				verb += "/" + sub
			}
			counts[verb] += value
		}
	}
	return counts, err
}

func (c *cluster) metrics(ctx context.Context) (map[string]float64, error) {
	var text string
	if err := c.get(ctx, "/metrics", &text); err != nil {
		return nil, err
	}
	return parseMetrics(text), nil
}

// sizeOf counts the objects of a kind, and their bytes as JSON, which is how custom resources are stored.
func (c *cluster) sizeOf(ctx context.Context, path string) (objects, bytes int, err error) {
	items, err := c.list(ctx, path)
	for _, item := range items {
		bytes += len(item)
	}
	return len(items), bytes, err
}

func (c *cluster) list(ctx context.Context, path string) ([]json.RawMessage, error) {
	var all []json.RawMessage
	for next := ""; ; {
		var page struct {
			Metadata struct {
				Continue string `json:"continue"`
			} `json:"metadata"`
			Items []json.RawMessage `json:"items"`
		}
		if err := c.get(ctx, path+"?limit=500&continue="+next, &page); err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if next = page.Metadata.Continue; next == "" {
			return all, nil
		}
	}
}
