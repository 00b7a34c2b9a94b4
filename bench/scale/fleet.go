package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"fmt"
	"strconv"
	"time"
)

const (
	api          = "/apis/deadlockwatch.io/v1alpha1"
	findingsEach = 20 // findings in the set of a service
	started      = 10 * time.Minute
	group        = "deadlockwatch.io"
	node         = "scale-node"
)

// A fleet is services in namespaces, one watch a namespace, with their pods: everything that an operator sees of a cluster, and none of it runs.
type fleet struct {
	cluster    *cluster
	setting    setting
	namespaces []string
	workloads  []*workload
	pods       []podRef // pod i is of workload i modulo their number
}

type podRef struct{ namespace, name, uid, token string }

func newFleet(c *cluster, s setting) *fleet {
	f := &fleet{cluster: c, setting: s}
	for n := range s.watches {
		f.namespaces = append(f.namespaces, fmt.Sprintf("scale-%02d", n))
	}
	for w := range s.workloads {
		f.workloads = append(f.workloads, newWorkload(f.namespaces[w%s.watches], fmt.Sprintf("svc%03d", w), s.stacks))
	}
	f.pods = make([]podRef, s.pods)
	return f
}

func (f *fleet) workloadOf(pod int) *workload { return f.workloads[pod%len(f.workloads)] }

// create makes everything but the watches, which come when an operator is there: they would have every pod that is made go through the webhook.
func (f *fleet) create(ctx context.Context) error {
	if err := f.cluster.create(ctx, "/api/v1/nodes", object{"metadata": object{"name": node}}, nil); err != nil {
		return err
	}
	if err := each(ctx, len(f.namespaces), f.createNamespace); err != nil {
		return err
	}
	if err := each(ctx, len(f.workloads), f.createWorkload); err != nil {
		return err
	}
	return each(ctx, len(f.pods), f.createPod)
}

func (f *fleet) createNamespace(ctx context.Context, n int) error {
	name := f.namespaces[n]
	if err := f.cluster.create(ctx, "/api/v1/namespaces", object{"metadata": object{"name": name}}, nil); err != nil {
		return err
	}
	return f.cluster.create(ctx, "/api/v1/namespaces/"+name+"/serviceaccounts", object{"metadata": object{"name": "default"}}, nil)
}

// createWorkload makes a Deployment, which nothing acts upon, and what a scan of its image found.
func (f *fleet) createWorkload(ctx context.Context, n int) error {
	w := f.workloads[n]
	deployment := object{
		"metadata": object{"name": w.name},
		"spec": object{"replicas": f.setting.pods / len(f.workloads), "selector": object{"matchLabels": object{"app": w.name}},
			"template": object{"metadata": object{"labels": object{"app": w.name}}, "spec": object{"containers": []object{{"name": w.name, "image": w.image()}}}}},
	}
	if err := f.cluster.create(ctx, "/apis/apps/v1/namespaces/"+w.namespace+"/deployments", deployment, nil); err != nil {
		return err
	}
	return f.createFindings(ctx, w, w.name+"-1.4.2")
}

func (f *fleet) createFindings(ctx context.Context, w *workload, name string) error {
	set := object{
		"apiVersion": group + "/v1alpha1", "kind": "StaticFindingSet", "metadata": object{"name": name},
		"spec": object{"appliesTo": object{"images": []string{w.image()}}, "inline": zipped(w.sarif(findingsEach))},
	}
	return f.cluster.create(ctx, api+"/namespaces/"+w.namespace+"/staticfindingsets", set, nil)
}

func (w *workload) image() string { return "registry.example/shop/" + w.name + ":1.4.2" }

func zipped(text string) string {
	b := new(bytes.Buffer)
	zip := gzip.NewWriter(b)
	_, _ = zip.Write([]byte(text)) // to memory: cannot fail
	_ = zip.Close()
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

func (f *fleet) createPod(ctx context.Context, i int) error {
	w := f.workloadOf(i)
	pod, err := f.podOf(ctx, w, fmt.Sprintf("%s-%s-%05d", w.name, revision, i))
	f.pods[i] = pod
	return err
}

// podOf makes a pod with a sampler, writes what a kubelet would say of it, and gets the token that would be in it.
func (f *fleet) podOf(ctx context.Context, w *workload, name string) (podRef, error) {
	path := "/api/v1/namespaces/" + w.namespace + "/pods"
	var created struct {
		Metadata struct {
			UID string `json:"uid"`
		} `json:"metadata"`
	}
	if err := f.cluster.create(ctx, path, w.pod(name), &created); err != nil {
		return podRef{}, err
	}
	if err := f.cluster.merge(ctx, path+"/"+name+"/status", object{"status": w.running()}); err != nil {
		return podRef{}, err
	}
	uid := created.Metadata.UID
	token, err := f.cluster.token(ctx, w.namespace, "default", object{
		"audiences": []string{group}, "expirationSeconds": 3600, "boundObjectRef": object{"apiVersion": "v1", "kind": "Pod", "name": name, "uid": uid},
	})
	return podRef{w.namespace, name, uid, token}, err
}

func (w *workload) pod(name string) object {
	variables := []object{}
	for i := range 12 {
		variables = append(variables, object{"name": "SETTING_" + strconv.Itoa(i), "value": "a value of the usual length " + strconv.Itoa(i)})
	}
	probe := object{"httpGet": object{"path": "/healthz", "port": 8080}, "periodSeconds": 10}
	return object{
		"metadata": object{
			"name":        name,
			"labels":      object{"app": w.name, "pod-template-hash": revision, "team": "shop", "app.kubernetes.io/name": w.name, "app.kubernetes.io/version": "1.4.2", "scale": "yes"},
			"annotations": object{"deadlockwatch.io/injection": "injected", "kubectl.kubernetes.io/restartedAt": "2026-01-01T00:00:00Z", "prometheus.io/scrape": "true"},
			"ownerReferences": []object{{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": w.name + "-" + revision, "uid": "00000000-0000-4000-8000-000000000000",
				"controller": true, "blockOwnerDeletion": true}},
		},
		"spec": object{
			"serviceAccountName": "default", "nodeName": node,
			"initContainers": []object{{"name": "deadlockwatch-sampler", "image": "localhost/deadlockwatch/sampler:0.1.0", "restartPolicy": "Always",
				"resources": object{"requests": object{"cpu": "10m", "memory": "40Mi"}, "limits": object{"memory": "96Mi"}}}},
			"containers": []object{{"name": w.name, "image": w.image(), "env": variables, "livenessProbe": probe, "readinessProbe": probe,
				"ports":     []object{{"name": "http", "containerPort": 8080}, {"name": "pprof", "containerPort": 7070}},
				"resources": object{"requests": object{"cpu": "500m", "memory": "512Mi"}}}},
		},
	}
}

func (w *workload) running() object {
	now := time.Now().Add(-started).UTC().Format(time.RFC3339)
	conditions := []object{}
	for _, kind := range []string{"PodScheduled", "Initialized", "ContainersReady", "Ready"} {
		conditions = append(conditions, object{"type": kind, "status": "True", "lastTransitionTime": now})
	}
	runs := object{"running": object{"startedAt": now}}
	digest := "registry.example/shop/" + w.name + "@sha256:" + fmt.Sprintf("%064x", len(w.name))
	return object{
		"phase": "Running", "podIP": "10.1.2.3", "podIPs": []object{{"ip": "10.1.2.3"}}, "startTime": now, "conditions": conditions,
		"initContainerStatuses": []object{{"name": "deadlockwatch-sampler", "image": "localhost/deadlockwatch/sampler:0.1.0", "imageID": "localhost/deadlockwatch/sampler@sha256:00",
			"ready": true, "started": true, "restartCount": 0, "state": runs}},
		"containerStatuses": []object{{"name": w.name, "image": w.image(), "imageID": digest, "ready": true, "started": true, "restartCount": 0, "state": runs}},
	}
}

// watch makes the watch of a namespace, for all its pods.
func (f *fleet) watch(ctx context.Context, namespace, name, label string) error {
	return f.cluster.create(ctx, api+"/namespaces/"+namespace+"/deadlockwatches", object{
		"apiVersion": group + "/v1alpha1", "kind": "DeadlockWatch", "metadata": object{"name": name},
		"spec": object{
			"selector": object{"matchExpressions": []object{{"key": label, "operator": "Exists"}}},
			"sampling": object{"interval": f.setting.interval.String()}, "report": object{"blockedFor": f.setting.blockedFor.String()},
		},
	}, nil)
}

func (f *fleet) watchAll(ctx context.Context) error {
	return each(ctx, len(f.namespaces), func(ctx context.Context, n int) error {
		return f.watch(ctx, f.namespaces[n], "all", "scale")
	})
}
