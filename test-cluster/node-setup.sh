#!/usr/bin/env bash
# node-setup.sh STATE NODE_IP: run by up.sh inside the node's fresh namespaces; nothing done here shows outside of them.
set -euo pipefail
state=$1 address=$2

mount --make-rshared / # for pods that ask for mount propagation
mount -t proc proc /proc
(cd "$state/node" && find . -mindepth 2 -type d) | while read -r directory; do
  directory=${directory#.}
  [ "$directory" = /var/lib ] || [ "$directory" = /var/log ] || mount --bind "$state/node$directory" "$directory"
done

# The kubelet insists on these kernel settings. It finds them in plain files, and the machine's own stay as they are.
mkdir "$state/sysctl"
while read -r setting value; do
  echo "$value" >"$state/sysctl/${setting##*/}"
  mount --bind "$state/sysctl/${setting##*/}" "/proc/sys/$setting"
done <<EOT
vm/overcommit_memory 1
vm/panic_on_oom 0
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
EOT

# There is no way out of this network, and no default route. The service addresses need a route for packets to reach the rules
# that translate them. A bridge without ports serves as a dummy link, which not every kernel has.
ip link set lo up
ip link add node type bridge
ip address add "$address/32" dev node
ip link set node up
ip route add 10.96.0.0/16 dev node
sysctl -qw net.ipv4.ip_forward=1
