#!/usr/bin/env bash
# backup.sh control|full [--name NAME] save|restore FOLDER: the cluster's state, as it was at one moment. After a restore all its objects are those of back then.
#   save     copies etcd's data while etcd is halted: what a crash at that moment would leave, which etcd is made to start from
#   restore  ends the control plane, puts the copy in the place of the data, and starts it again, as Kubernetes asks those who restore to do
set -euo pipefail
. "$(dirname "$0")/lib.sh"
read_cluster "$@"
[ ${#REST[@]} = 2 ] || fail "wants save or restore, and a folder"
verb=${REST[0]} folder=${REST[1]}
clients=(kube-controller-manager)
[ "$LEVEL" = control ] || clients+=(kube-scheduler kube-proxy kubelet)
cluster=("${@:1:$#-2}")
program() { "$HERE/program.sh" "${cluster[@]}" "$@"; }

case $verb in
  save)
    runs etcd || fail "etcd does not run"
    program freeze etcd
    trap 'program thaw etcd' EXIT
    rm -rf "$folder"
    cp -r "$STATE/etcd" "$folder"
    ;;
  restore)
    [ -d "$folder/member" ] || fail "$folder is no backup"
    program kill "${clients[@]}" kube-apiserver etcd
    rm -rf "$STATE/etcd"
    cp -r "$folder" "$STATE/etcd"
    program start etcd kube-apiserver
    await 60 kube-apiserver kubectl get --raw /readyz --request-timeout 5s
    program start "${clients[@]}"
    ;;
  *) fail "wants save or restore, not '$verb'" ;;
esac
