// Sampler measures what watching a Go process costs it: left alone, beside the sampler, and beside pollers that fetch text dumps.
//
//	sampler -image sampler.tar [-goroutines 1000,10000,100000] [-phase 12s] [-rounds 4] [-warmup 65s] [-json FILE]
//	sampler node -image sampler.tar [-targets 100] [-goroutines 1000] [-interval 5s] [-warmup 2m] [-length 3m] [-json FILE]
//
// The target, the load on it, the operator that the sampler reports to, and the sampler itself run on this machine and talk by loopback. The four
// ways of watching take turns in phases, in another order each round, so that a machine that is busy for a while is so for all of them.
package main

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench/sampler:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 3 && args[0] == targetCommand:
		return serveTarget(args[1], args[2])
	case len(args) > 0 && args[0] == "node":
		return runNode(args[1:])
	default:
		return runSizes(args)
	}
}

func runNode(args []string) error {
	flags := flag.NewFlagSet("node", flag.ContinueOnError)
	image := flags.String("image", "", "image archive of the sampler, from scripts/images.sh")
	var s nodeSetting
	flags.IntVar(&s.targets, "targets", 100, "processes on the node, at most 250")
	flags.IntVar(&s.goroutines, "goroutines", 1000, "of each")
	flags.DurationVar(&s.interval, "interval", samplingInterval, "between two samples of a target")
	flags.DurationVar(&s.warmUp, "warmup", 2*time.Minute, "time before the measurement")
	flags.DurationVar(&s.length, "length", 3*time.Minute, "of the measurement")
	flags.StringVar(&s.options, "options", "-Xmx48m", "of the JVM, after the image's own; by default what the chart gives it")
	out := flags.String("json", "", "file for all figures")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if s.targets < 1 || s.targets > 250 {
		return fmt.Errorf("-targets is %d, must be 1 to 250", s.targets)
	}
	root, err := os.MkdirTemp("", "deadlockwatch-bench-node")
	if err != nil {
		return err
	}
	defer os.RemoveAll(root)
	s.folder = root
	if s.program, err = unpack(*image, root); err != nil {
		return fmt.Errorf("image %s: %w", *image, err)
	}
	fmt.Fprintf(os.Stderr, "one sampler for %d processes: %v\n", s.targets, s.warmUp+s.length)
	measured, err := measureNode(s)
	if err != nil {
		return err
	}
	printNode(os.Stdout, measured)
	return writeJSON(*out, measured)
}

func runSizes(args []string) error {
	flags := flag.NewFlagSet("sampler", flag.ContinueOnError)
	image := flags.String("image", "", "image archive of the sampler, from scripts/images.sh")
	sizes := flags.String("goroutines", "1000,10000,100000", "sizes of the target")
	phase := flags.Duration("phase", 12*time.Second, "length of a phase, at least 6s")
	warmUp := flags.Duration("warmup", 65*time.Second, "time before the first phase: the sampler gives memory back after its first minute")
	rounds := flags.Int("rounds", 4, "phases of each way of watching")
	out := flags.String("json", "", "file for all figures")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *phase < 6*time.Second || *rounds < 1 || *warmUp < 15*time.Second {
		return fmt.Errorf("-phase is %v, must be 6s at least; -rounds is %d, must be 1 at least; -warmup is %v, must be 15s at least", *phase, *rounds, *warmUp)
	}
	counts, err := numbers(*sizes)
	if err != nil {
		return err
	}
	root, err := os.MkdirTemp("", "deadlockwatch-bench-sampler")
	if err != nil {
		return err
	}
	defer os.RemoveAll(root)
	program, err := unpack(*image, root)
	if err != nil {
		return fmt.Errorf("image %s: %w", *image, err)
	}
	var results []result
	for _, count := range counts {
		fmt.Fprintf(os.Stderr, "%d goroutines: %d rounds of 4 phases of %v\n", count, *rounds, *phase)
		measured, err := measure(setting{program: program, folder: root, goroutines: count, phase: *phase, warmUp: *warmUp, rounds: *rounds})
		if err != nil {
			return fmt.Errorf("%d goroutines: %w", count, err)
		}
		results = append(results, measured)
		printResult(os.Stdout, measured)
	}
	size, err := compressedSize(*image)
	if err != nil {
		return err
	}
	printTargets(os.Stdout, results)
	printTarget(os.Stdout, "image of at most 30 MB, compressed", size <= 30e6, fmt.Sprintf("%.1f MB", float64(size)/megabyte))
	return writeJSON(*out, results)
}

func numbers(list string) ([]int, error) {
	var all []int
	for word := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(word)
		if err != nil || n < 200 || n > 1_000_000 {
			return nil, fmt.Errorf("-goroutines has %q, must be numbers from 200 to 1000000", word)
		}
		all = append(all, n)
	}
	return all, nil
}
