// Scale measures what one operator carries: a fleet of simulated samplers reports to the real operator, which asks a real API server whose tokens they carry.
//
//	scale -kubeconfig FILE -image DIR -work DIR [-cpu 0] [-pods 1000 -workloads 50 -watches 2 -stacks 200] [-steady 60s] [-json FILE]
//	scale -soak 4m ...      many intervals in a short time, with pods that come and go: does anything grow?
//
// The API server has no nodes and no controllers: pods, their statuses and what owns them are objects that nothing acts upon. Tokens are bound to their pods, and reviewed.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A setting says how much of everything there is.
type setting struct {
	pods, workloads, watches, stacks int
	interval, blockedFor             time.Duration
	steady, soak                     time.Duration
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench/scale:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	var s setting
	flags := flag.NewFlagSet("scale", flag.ContinueOnError)
	kubeconfig := flags.String("kubeconfig", "", "of the cluster, flat and as JSON")
	image := flags.String("image", "", "folder that operator/image/build-rootfs.sh has filled")
	work := flags.String("work", "", "folder for logs")
	cpu := flags.String("cpu", "", "the one processor that the operator may use, as for taskset; empty: all")
	heap := flags.String("heap", "", "largest heap of the operator, such as 256m; empty: what its image says")
	beside := flags.String("beside", "", "processors for everything else while there is an operator, as for taskset; empty: all")
	pids := flags.String("pids", "", "processes of the cluster, separated by commas")
	file := flags.String("json", "", "file for the figures")
	flags.IntVar(&s.pods, "pods", 1_000, "pods")
	flags.IntVar(&s.workloads, "workloads", 50, "workloads")
	flags.IntVar(&s.watches, "watches", 2, "watches, each in a namespace of its own")
	flags.IntVar(&s.stacks, "stacks", 200, "stacks of each workload; one in a hundred comes or goes between two reports")
	flags.DurationVar(&s.interval, "interval", 15*time.Second, "between two samples of a pod")
	flags.DurationVar(&s.blockedFor, "blocked-for", time.Minute, "after which time goroutines count as blocked")
	flags.DurationVar(&s.steady, "steady", time.Minute, "how long to measure")
	flags.DurationVar(&s.soak, "soak", 0, "soak for so long instead")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if s.watches < 1 || s.workloads < s.watches || s.pods < s.workloads || s.stacks < 8 || s.pods > 50_000 || s.stacks > 2_000 {
		return errors.New("wanted: 1 <= watches <= workloads <= pods <= 50000, 8 <= stacks <= 2000")
	}
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	bench, err := newBench(ctx, s, *kubeconfig, *image, *work, *cpu)
	if err != nil {
		return err
	}
	if *heap != "" {
		bench.operator.variables = append(bench.operator.variables, "_JAVA_OPTIONS=-Xmx"+*heap)
	}
	bench.note("largest heap", cmp.Or(*heap, "the image's"), 0)
	if *beside != "" {
		bench.aside = append(strings.Split(*pids, ","), strconv.Itoa(os.Getpid()))
		bench.beside = *beside
	}
	defer bench.close()
	if s.soak > 0 {
		err = bench.runSoak(ctx)
	} else {
		err = bench.runScale(ctx)
	}
	bench.print(os.Stdout)
	if *file != "" {
		text, _ := json.MarshalIndent(bench.lines, "", "  ") // strings, numbers and booleans: cannot fail
		err = errors.Join(err, os.WriteFile(*file, text, 0o600))
	}
	return err
}

func newBench(ctx context.Context, s setting, kubeconfig, image, work, cpu string) (*bench, error) {
	c, err := openCluster(kubeconfig)
	if err != nil {
		return nil, err
	}
	own, err := c.kubeconfig(ctx, ownNamespace, account)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(work, "operator.kubeconfig"), own, 0o600); err != nil {
		return nil, err
	}
	o, err := newOperator(image, work, cpu)
	if err != nil {
		return nil, err
	}
	b := &bench{setting: s, cluster: c, operator: o, fleet: newFleet(c, s), tally: newTally(), began: time.Now()}
	b.endpoint = &endpoint{address: o.ingest, tally: b.tally}
	return b, nil
}
