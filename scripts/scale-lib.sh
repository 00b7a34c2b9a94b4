# Sourced by scale.sh and soak.sh after lib.sh: the operator as its image has it, a control plane of its own, the program that plays the samplers.

# scale_prepare: builds what is needed, into a folder that goes away with the script.
scale_prepare() {
  export JAVA_HOME
  JAVA_HOME=$(scripts/java-home.sh)
  scale_work=$(mktemp -d "${TMPDIR:-/tmp}/deadlockwatch-scale.XXXXXX")
  scale_cluster=scale-$$
  trap scale_finish EXIT
  trap 'exit 130' INT TERM
  mkdir -p bench/target
  step "Programs of the control plane" test-cluster/build.sh control
  step "Helm" test-cluster/build.sh tools
  scale_image=${SCALE_IMAGE:-}
  if [ -z "$scale_image" ]; then
    scale_image=$scale_work/image
    step "The operator" mvn -B -ntp -q package -DskipTests -pl operator -am
    step "The file system of its image" operator/image/build-rootfs.sh "$scale_image"
  fi
  step "Go: samplers" go -C bench/scale build -o "$scale_work/scale" .
}
scale_finish() {
  test-cluster/down.sh control --name "$scale_cluster" >/dev/null 2>&1 || true
  [ -n "${SCALE_KEEP:-}" ] || rm -rf "$scale_work"
}

# scale_up: an API server with our definitions and the rights that the chart gives. Its controllers are ended once they have made the first service account: they would tidy up pods
# that no kubelet runs. The operator has the first processor for itself where there are more.
scale_up() {
  local kubectl=(test-cluster/kubectl.sh control --name "$scale_cluster")
  test-cluster/up.sh control --name "$scale_cluster"
  (. test-cluster/lib.sh && read_cluster control --name "$scale_cluster" && end kube-controller-manager)
  "${kubectl[@]}" apply --server-side -f helm/deadlockwatch/files/crds
  "${kubectl[@]}" wait --for=condition=Established crd --all --timeout=60s
  "${kubectl[@]}" create namespace deadlockwatch
  "${kubectl[@]}" -n deadlockwatch create serviceaccount default
  "$TOOLS/helm" template deadlockwatch helm/deadlockwatch --namespace deadlockwatch --kube-version 1.35.4 --show-only templates/operator-rbac.yaml >"$scale_work/rights.yaml"
  "${kubectl[@]}" apply --server-side -f "$scale_work/rights.yaml"
  echo '{"apiVersion":"admissionregistration.k8s.io/v1","kind":"MutatingWebhookConfiguration","metadata":{"name":"deadlockwatch"}}' | "${kubectl[@]}" create -f -
  (umask 077 && "${kubectl[@]}" config view --raw --flatten -o json >"$scale_work/kubeconfig.json")
}

# scale_run ARGUMENTS...: one run on a cluster of its own.
scale_run() {
  local status=0 cpu=() pids
  step "A control plane" scale_up || return
  pids=$(. test-cluster/lib.sh && read_cluster control --name "$scale_cluster" && cut -d' ' -f1 "$STATE"/pid/{etcd,kube-apiserver} | paste -sd,)
  if [ "$(nproc)" -gt 1 ]; then cpu=(-cpu 0 -beside "1-$(($(nproc) - 1))" -pids "$pids"); fi
  rm -f "$scale_work/operator.log"
  "$scale_work/scale" -kubeconfig "$scale_work/kubeconfig.json" -image "$scale_image" -work "$scale_work" "${cpu[@]}" "$@" || status=$?
  [ $status -eq 0 ] || tail -n 20 "$scale_work/operator.log" >&2
  test-cluster/down.sh control --name "$scale_cluster"
  return $status
}
