# shellcheck shell=bash disable=SC2034 # used where this is sourced
# The full level; sourced by up.sh.

up_full() {
  local config port program
  port=$(free_port)
  make_node
  for config in containerd.toml kubelet.yaml kube-proxy.yaml; do
    sed -e "s|@STATE@|$STATE|g" -e "s|@CNI@|$(cni_plugins)|g" "$HERE/config/$config" >"$STATE/conf/$config"
  done
  mkdir -p "$STATE/cni"
  sed "s|@STATE@|$STATE|g" "$HERE/config/cni.conflist" >"$STATE/cni/pods.conflist"
  for program in kube-controller-manager kube-scheduler kubelet kube-proxy; do
    kubeconfig "$STATE/conf/$program" $program https://127.0.0.1:6443
  done
  kubeconfig "$STATE/kubeconfig" admin "https://127.0.0.1:$port"

  API_FLAGS=(--bind-address 0.0.0.0 --secure-port 6443 --advertise-address "$NODE_IP")
  start_control_plane
  start containerd "${NODE[@]}" containerd --config "$STATE/conf/containerd.toml"
  # A listener on the machine's loopback; each connection is carried into the node's network.
  start forward socat "TCP-LISTEN:$port,bind=127.0.0.1,reuseaddr,fork" \
    "EXEC:nsenter --net=/proc/$NODE_PID/ns/net socat STDIO TCP\:127.0.0.1\:6443"
  await 30 containerd ctr -a "$STATE/containerd.sock" version
  import_images "$IMAGES"/*.tar
  step "containerd has the images"
  await 60 kube-apiserver kubectl get --raw /readyz --request-timeout 5s
  step "the API server is ready"
  start_controllers
  start kubelet "${NODE[@]}" "$BIN/kubelet" --config "$STATE/conf/kubelet.yaml" --kubeconfig "$STATE/conf/kubelet" \
    --hostname-override node1 --node-ip "$NODE_IP"
  start kube-proxy "${NODE[@]}" "$BIN/kube-proxy" --config "$STATE/conf/kube-proxy.yaml"
  kubectl apply -f "$HERE/config/coredns.yaml" >"$STATE/log/coredns.log"
  await 60 kubelet kubectl get node node1
  await 60 kubelet kubectl wait --for=condition=Ready node/node1 --timeout=4s
  step "the node is ready"
  await 30 kube-controller-manager kubectl get serviceaccount default
  await 60 kubelet kubectl -n kube-system wait --for=condition=Available deployment/coredns --timeout=4s
}

check_node_possible() {
  local cgroup
  [ "$(id -u)" = 0 ] || fail "the full level needs root. To use a cluster you have instead: KUBECONFIG=<its file> make demo"
  [ -f "$IMAGES/coredns.tar" ] || fail "the images are not built yet; run $HERE/build.sh full"
  cni_plugins >/dev/null
  for cgroup in /sys/fs/cgroup/kubepods* /sys/fs/cgroup/*/kubepods*; do
    [ ! -d "$cgroup" ] || fail "another kubelet keeps its pods in $cgroup; two cannot share a machine"
  done
}

# make_node: a process that holds the node's network, mount and process namespaces. What is mounted, linked, routed or started
# in them goes away with it. NODE is the command prefix that enters them.
make_node() {
  local directory
  for directory in /run/netns /run/containerd /var/lib/kubelet /var/lib/cni /var/log/containers; do # paths no flag moves
    mkdir -p "$STATE/node$directory"
    [ -d "$directory" ] || { mkdir -p "$directory" && echo "$directory" >>"$STATE/mount-points"; }
  done
  start unshare unshare --net --mount --propagation private --pid --fork --kill-child "$BIN/pause"
  await 5 unshare pgrep -P "$!"
  NODE_PID=$(pgrep -P "$!")
  remember node "$NODE_PID"
  NODE=(nsenter --target "$NODE_PID" --net --mount --pid --)
  "${NODE[@]}" "$HERE/node-setup.sh" "$STATE" "$NODE_IP" >"$STATE/log/node-setup.log" 2>&1 ||
    fail "the node's namespaces could not be set up: $(cat "$STATE/log/node-setup.log")"
  step "the node's namespaces"
}

cni_plugins() {
  local directory
  for directory in /usr/lib/cni /opt/cni/bin /usr/libexec/cni; do
    [ ! -x "$directory/bridge" ] || { echo "$directory"; return; }
  done
  fail "the CNI plugins are missing; run $HERE/prerequisites.sh full"
}
