#!/usr/bin/env bash
# Builds the container images as OCI archives in $DEADLOCKWATCH_CACHE/images: operator, sampler, and the demo service in both builds.
# An image whose sources have not changed since the last run is not built again.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
export JAVA_HOME
JAVA_HOME=$(scripts/java-home.sh)

# digest PATH...: of all sources under the paths.
digest() { find "$@" -type f -not -path '*/target/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1; }
# current NAME PATH...: whether the archive was built from just these sources.
current() {
  local name=$1
  shift
  [ -s "$IMAGES/$name.tar" ] && [ "$(cat "$IMAGES/$name.sources" 2>/dev/null)" = "$(digest "$@")" ]
}
built() {
  local name=$1
  shift
  digest "$@" >"$IMAGES/$name.sources"
}

package_java() { mvn -B -ntp package -DskipTests -pl operator,sampler-sidecar -am; }
java_image() { # NAME MODULE: a root file system from the module's own script, packed
  local name=$1 module=$2 work entry=()
  work=$(mktemp -d "${TMPDIR:-/tmp}/deadlockwatch-image.XXXXXX")
  "$module/image/build-rootfs.sh" "$work"
  mapfile -t entry < <(sed 's/^/-entrypoint=/' "$work/entrypoint")
  "$TOOLS/packimage" -o "$IMAGES/$name.tar" -tag "localhost/deadlockwatch/$name:$VERSION" -layer "$work/rootfs=/" -user 65532:65532 "${entry[@]}"
  rm -rf "$work"
}
go_image() { # NAME GO-BUILD-TAGS: the demo service
  local work
  work=$(mktemp -d "${TMPDIR:-/tmp}/deadlockwatch-image.XXXXXX")
  CGO_ENABLED=0 go -C examples/orders build -trimpath -tags "$2" -o "$work/orders" .
  "$TOOLS/packimage" -o "$IMAGES/$1.tar" -tag "localhost/deadlockwatch/$1:1.0.0" -file "$work/orders=/orders" -entrypoint=/orders -user 65532:65532
  rm -rf "$work"
}

# The packer alone, where build.sh has not made it: nothing of Kubernetes is needed for it.
packer() { CGO_ENABLED=0 go build -C test-cluster/programs -trimpath -ldflags "-s -w " -o "$TOOLS/packimage" ./packimage; }

packing=(scripts/images.sh test-cluster/programs/packimage)
java_sources=(pom.xml core crds)
operator=("${java_sources[@]}" operator scripts/rootfs.sh "${packing[@]}")
sampler=(pom.xml core sampler-sidecar scripts/rootfs.sh "${packing[@]}")
orders=(examples/orders "${packing[@]}")

step "image packer" packer

if ! current operator "${operator[@]}" || ! current sampler "${sampler[@]}"; then
  step "Java modules" package_java
fi
if ! current operator "${operator[@]}"; then
  step "image operator" java_image operator operator
  built operator "${operator[@]}"
fi
if ! current sampler "${sampler[@]}"; then
  step "image sampler" java_image sampler sampler-sidecar
  built sampler "${sampler[@]}"
fi
for build in orders: orders-fixed:fixed; do
  name=${build%%:*}
  current "$name" "${orders[@]}" && continue
  step "image $name" go_image "$name" "${build#*:}"
  built "$name" "${orders[@]}"
done
