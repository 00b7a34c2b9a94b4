# Two commands do everything: `make demo` and `make test`. `make` alone lists the others.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

MVN = JAVA_HOME="$$(scripts/java-home.sh)" mvn -B -ntp
GO_MODULES := deadlock-guard examples/orders bench/panicparse bench/sampler bench/scale testdata/lockjoin/programs test-cluster/programs test-cluster/programs-otelcol monitoring scripts/links scripts/commands scripts/licences src/test/hostile

##@ Use
demo: ## The main job on a cluster: from a DeadlockWatch to an incident that names function, file and line
	scripts/demo.sh
demo-down: ## Removes everything that `make demo` brought up
	scripts/demo-down.sh
cluster-up: ## Brings up the local single-node cluster and prints its kubeconfig
	test-cluster/prerequisites.sh full && test-cluster/build.sh extras && test-cluster/up.sh full
cluster-down: ## Takes the local cluster away
	test-cluster/down.sh full

##@ Build
build: ## Compiles and packages the Java modules, without tests
	$(MVN) -q package -DskipTests
images: ## Builds the container images as OCI archives
	scripts/images.sh
release: ## Builds what a release consists of, into target/release: images, chart, command lines, bills of materials, checksums
	scripts/release.sh
format: ## Formats Java and Go sources
	$(MVN) -q spotless:apply
	gofmt -w $(GO_MODULES)

##@ Test
test: ## All tests: Go, Java with a real API server, and the system on a real cluster
	scripts/test.sh all
test-go: ## Go: format, vet, staticcheck, tests
	scripts/test.sh go
test-java: ## Java: unit and component tests
	scripts/test.sh java
bench-recall: ## What is reported of real programs with known bugs: recall and precision, a table
	scripts/bench-recall.sh
test-system: ## System tests on the local cluster
	scripts/test.sh system
test-chart: ## The chart: what it renders, its alert rules, what a real API server says to it; links of the docs
	scripts/test.sh chart
test-docs: ## What README and guides say to type, typed as it stands there
	scripts/test.sh docs
test-monitoring: ## A real Prometheus and Alertmanager: rules fire and are delivered, dashboards show data
	scripts/test.sh monitoring
test-argo: ## A real Argo Rollouts aborts a canary that leaks and promotes one that does not
	scripts/test.sh argo
test-flagger: ## A real Flagger does the same, by metrics and by webhooks
	scripts/test.sh flagger
test-nightly: ## Component tests that start many operators: each right taken away, a bad line to the API server
	scripts/test.sh nightly
chaos: ## Breaks the system on the local cluster, one fault after another, and looks whether it recovers
	scripts/chaos.sh
test-all: ## test, and the six above: what a nightly run does
	scripts/test.sh everything
reproducible: ## Builds the same commit twice and compares what comes out, file by file
	scripts/reproducible.sh
licences: ## Looks whether all that is shipped is under licences that are allowed
	scripts/licences.sh
bench-scan: ## Compares the scanner's time with that of go vet, on modules it fetches
	scripts/bench-scan.sh
bench: ## Measures the engine: each number as a ratio to a peer or a limit
	scripts/bench.sh
bench-sampler: ## Measures what the sampler costs a Go process, beside nothing and beside pollers of text dumps
	scripts/bench-sampler.sh
scale: ## Measures what one operator carries: 1,000 and 10,000 simulated pods, a table
	scripts/scale.sh
soak: ## Lets an hour's worth of intervals pass in minutes, with churn: nothing of the operator may grow
	scripts/soak.sh
fuzz: ## Fuzzes every reader, FUZZ_SECONDS (60) each
	scripts/fuzz.sh

help: ## Lists the targets
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  %-16s %s\n", $$1, $$2}' Makefile

.PHONY: release licences test-docs test-chart test-monitoring test-argo test-flagger test-nightly chaos test-all reproducible scale soak demo demo-down cluster-up cluster-down build images format test test-go test-java test-system bench-recall bench-scan bench bench-sampler fuzz help
