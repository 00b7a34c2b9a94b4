#!/usr/bin/env bash
# up.sh control|full [--name NAME]: starts a cluster, or leaves a healthy one as it is, and prints the path of its kubeconfig.
#   control  etcd, kube-apiserver and kube-controller-manager on 127.0.0.1; any user; several may run side by side
#   full     a node too, everything inside namespaces of its own; root; one on a machine
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$HERE/certificates.sh"
read_cluster "$@"
[ ${#REST[@]} = 0 ] || fail "unexpected argument '${REST[0]}'"

. "$HERE/node.sh"
[ -x "$BIN/kubelite" ] || fail "nothing is built yet; run $HERE/build.sh $LEVEL"
[ ${#STATE} -le 75 ] || fail "the state folder's path is too long for the sockets in it: $STATE"
lock_states
if healthy; then
  say "the cluster in $STATE is running"
  echo "$STATE/kubeconfig"
  exit 0
fi

take_down
[ "$LEVEL" = control ] || check_node_possible

# A start that fails or is interrupted leaves nothing but its logs.
give_up() {
  local status=$?
  [ ! -d "$STATE/log" ] || { rm -rf "$STATE.log" && cp -r "$STATE/log" "$STATE.log" && say "the logs are in $STATE.log"; }
  take_down
  exit $status
}
trap give_up EXIT
trap 'exit 130' INT TERM

step() { printf '%4d.%d s  %s\n' $(((${EPOCHREALTIME/[.,]/} - BEGAN) / 1000000)) $(((${EPOCHREALTIME/[.,]/} - BEGAN) / 100000 % 10)) "$*" >&2; }

free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)); do # below the ports the kernel gives to clients
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo $port; return; }
  done
}

start_control_plane() {
  local pki=$STATE/pki etcd=unix://$STATE/etcd.sock service_addresses=10.96.0.0/16
  # A socket that only this user can reach. The address etcd advertises may not be a socket's, and nobody asks for it.
  start etcd "${NODE[@]}" "$BIN/etcd" --data-dir "$STATE/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls "$etcd" --advertise-client-urls http://127.0.0.1:0 --listen-peer-urls http://127.0.0.1:0
  start kube-apiserver "${NODE[@]}" "$BIN/kube-apiserver" --etcd-servers "$etcd" "${API_FLAGS[@]}" --allow-privileged \
    --tls-cert-file "$pki/apiserver.crt" --tls-private-key-file "$pki/apiserver.key" --client-ca-file "$pki/ca.crt" \
    --authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction --service-cluster-ip-range $service_addresses \
    --service-account-issuer https://kubernetes.default.svc.cluster.local \
    --service-account-key-file "$pki/tokens.pub" --service-account-signing-key-file "$pki/tokens.key" \
    --kubelet-client-certificate "$pki/admin.crt" --kubelet-client-key "$pki/admin.key" \
    --kubelet-certificate-authority "$pki/ca.crt" --kubelet-preferred-address-types InternalIP
}

# The default request rates would delay the first ServiceAccounts by seconds.
start_controllers() {
  local pki=$STATE/pki flags=(--leader-elect=false --secure-port 0 --kube-api-qps 500 --kube-api-burst 1000)
  start kube-controller-manager "${NODE[@]}" "$BIN/kube-controller-manager" "${flags[@]}" \
    --kubeconfig "$STATE/conf/kube-controller-manager" --use-service-account-credentials \
    --service-account-private-key-file "$pki/tokens.key" --root-ca-file "$pki/ca.crt" \
    --cluster-signing-cert-file "$pki/ca.crt" --cluster-signing-key-file "$pki/ca.key"
  [ "$LEVEL" = control ] ||
    start kube-scheduler "${NODE[@]}" "$BIN/kube-scheduler" "${flags[@]}" --kubeconfig "$STATE/conf/kube-scheduler"
}

up_control() {
  local port
  port=$(free_port)
  NODE=()
  # Nothing serves the Service "kubernetes" here, so its address, which may not be a loopback one, is never used.
  API_FLAGS=(--bind-address 127.0.0.1 --secure-port "$port" --advertise-address "$NODE_IP" --endpoint-reconciler-type none)
  kubeconfig "$STATE/kubeconfig" admin "https://127.0.0.1:$port"
  kubeconfig "$STATE/conf/kube-controller-manager" kube-controller-manager "https://127.0.0.1:$port"
  start_control_plane
  await 60 kube-apiserver kubectl get --raw /readyz --request-timeout 5s
  step "the API server is ready"
  start_controllers
  await 30 kube-controller-manager kubectl get serviceaccount default
}

BEGAN=${EPOCHREALTIME/[.,]/}
rm -rf "$STATE.log"
(umask 077 && mkdir -p "$STATE"/{cmd,conf,log,pid,pki})
certificates
step "certificates"
"up_$LEVEL"
touch "$STATE/up"
trap - EXIT
step "the cluster is up"
echo "$STATE/kubeconfig"
