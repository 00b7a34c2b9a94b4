#!/usr/bin/env bash
# Builds the root file system of the operator's image from what `mvn package` left under target/quarkus-app.
#
#   build-rootfs.sh OUT_DIR      writes OUT_DIR/rootfs and OUT_DIR/entrypoint (one argument a line)
#
# Needs JAVA_HOME (the JDK that built the jars, or newer) and no rights. The result runs under any user, on a read-only root with a writable /tmp.
#
# Three steps: a Java runtime with the modules that are needed (jlink) and the C libraries it was linked against; for each role, operator and webhook, a run against as much
# of an API server as it needs; a cache of the classes it loaded, linked and ready to be mapped (JEP 483, 514). Without its cache a role starts as well, in more than twice
# the time. The image starts the operator; `java @/opt/operator/webhook.args` starts the webhook.
set -euo pipefail

out=${1:?usage: build-rootfs.sh OUT_DIR}
: "${JAVA_HOME:?set JAVA_HOME to a JDK 25 or newer}"
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/rootfs.sh"
app=$here/../target/quarkus-app
fail() { echo "build-rootfs: $*" >&2 && exit 1; }
[ -f "$app/quarkus-run.jar" ] || fail "no $app/quarkus-run.jar: run mvn package -pl operator -am first"

mkdir -p "$out"
out=$(cd "$out" && pwd)
root=$out/rootfs
rm -rf "$root" "$out/entrypoint"
mkdir -p "$root/opt/operator"
work=$(mktemp -d "${TMPDIR:-/tmp}/operator-rootfs.XXXXXX")
started=()
cleanup() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT

# --- the runtime -----------------------------------------------------------------------------------------------------
# What Quarkus, the Kubernetes client and Netty load, found by running the operator; nothing of the desktop.
modules=java.base,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml
modules+=,jdk.crypto.ec,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs
"$JAVA_HOME/bin/jlink" --add-modules "$modules" --vm server \
  --strip-debug --no-header-files --no-man-pages --compress zip-6 --output "$root/opt/java"
# BoringSSL for reports, where System.loadLibrary looks first: from its jar it would be unpacked into /tmp at each start.
case $(uname -m) in
  x86_64) system=linux-x86_64 ;;
  aarch64) system=linux-aarch_64 ;;
  *) fail "there is no BoringSSL for $(uname -m)" ;;
esac
boring=META-INF/native/libnetty_tcnative_${system//-/_}.so
(cd "$work" && "$JAVA_HOME/bin/jar" -xf "$app"/lib/main/io.netty.netty-tcnative-boringssl-static-*-"$system".jar "$boring")
install -m 0755 "$work/$boring" "$root/opt/java/lib"
add_libraries "$root" "$root/opt/java"
add_accounts "$root"

# --- the program -----------------------------------------------------------------------------------------------------
# On a plain class path: what the loader of Quarkus loads cannot be cached. What Quarkus has changed comes before what it has changed it from.
cp "$app"/quarkus/{generated,transformed}-bytecode.jar "$app"/app/*.jar "$app"/lib/*/*.jar "$root/opt/operator"
path=$(find "$app/app" "$app/lib" -name '*.jar' -printf ':/opt/operator/%f\n' | LC_ALL=C sort | tr -d '\n')
path=/opt/operator/generated-bytecode.jar:/opt/operator/transformed-bytecode.jar$path
# The cache holds only for jars with the times it saw; this is what everything in an image gets.
find "$root/opt/operator" -name '*.jar' -exec touch -d 2000-01-01T00:00:00Z {} +

# Small and quick to start rather than fast at peak: a few hundred small requests a second.
flags=(-XX:+UseSerialGC -Xss512k -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders -XX:-UsePerfData
  -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 # cached pages stay pages of a file, which cost a pod nothing
  -XX:+ExitOnOutOfMemoryError --sun-misc-unsafe-memory-access=allow --add-opens=java.base/java.lang=ALL-UNNAMED
  --enable-native-access=ALL-UNNAMED)
heap_of() { # ROLE: sets heap
  case $1 in
    operator) heap=(-Xms16m -Xmx128m) ;;
    # Keeps next to nothing; the most is what the bodies that it takes at once (24 MB) come to when they are read.
    webhook) heap=(-Xms8m -Xmx128m -Xmn4m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:-ShrinkHeapInSteps -XX:SoftRefLRUPolicyMSPerMB=10
      -XX:TrimNativeHeapInterval=60000) ;;
  esac
}
main=io.quarkus.runner.GeneratedMain

# --- the cache -------------------------------------------------------------------------------------------------------
wait_for() { # WHAT LOG COMMAND...: until the command succeeds, at most 120 s
  local what=$1 log=$2 i
  shift 2
  for ((i = 0; i < 600; i++)); do
    "$@" && return
    sleep 0.2
  done
  cat "$log" >&2
  fail "$what did not get going within 120 s"
}
api() { # starts what stands for an API server; writes a kubeconfig for it
  mkfifo "$work/hold" && : >"$work/port" && mkdir "$work/tls"
  exec 9<>"$work/hold"
  "$JAVA_HOME/bin/java" "$here/TrainingApi.java" "$work/tls" <"$work/hold" >"$work/port" 2>"$work/api.log" &
  started+=($!)
  wait_for "the API server for training" "$work/api.log" test -s "$work/port"
  cat >"$work/kubeconfig" <<YAML
apiVersion: v1
kind: Config
clusters: [{name: training, cluster: {server: "http://127.0.0.1:$(cat "$work/port")"}}]
contexts: [{name: training, context: {cluster: training, user: training}}]
current-context: training
users: [{name: training, user: {token: training}}]
YAML
}
start() { # ROLE SIGN LOG FLAG...: starts a role on ports that are free, until its log says the sign; sets pid
  local role=$1 sign=$2 log=$3
  shift 3
  heap_of "$role"
  : >"$log"
  env -i HOME="$work" DEADLOCKWATCH_ROLE="$role" KUBECONFIG="$work/kubeconfig" POD_NAMESPACE=training QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=0 \
    DEADLOCKWATCH_INGEST_PORT=0 DEADLOCKWATCH_VERDICT_PORT=0 DEADLOCKWATCH_ADMISSION_PORT=0 DEADLOCKWATCH_TLS_DIRECTORY="$work/tls" \
    "$root/opt/java/bin/java" "${flags[@]}" "${heap[@]}" "$@" -cp "${path//\/opt\//$root/opt/}" "$main" >"$log" 2>&1 9>&- &
  pid=$!
  started+=("$pid")
  wait_for "the $role" "$log" grep -q "$sign" "$log"
}
stop() { # what was started last, and waits until it has written what it writes at its end
  kill "$pid"
  wait "$pid" || true
}
operator() { # LOG FLAG...: a beat of it: the fleet is looked at, the webhooks are written
  start operator 'giving verdicts' "$@"
  grep -q 'taking reports.*by BoringSSL' "$1" || { cat "$1" >&2 && fail "the operator has not found BoringSSL"; }
  sleep 3
  stop
}
webhook() { # LOG FLAG...: an admission
  start webhook 'taking admission reviews' "$@"
  "$JAVA_HOME/bin/java" "$here/TrainingReview.java" "$(sed -n 's/.*admission reviews on port //p' "$1")" "$work/tls/ca.crt" || { cat "$1" >&2 && fail "the webhook does not admit"; }
  stop
}
train() { # ROLE: makes its cache, and the arguments that start it with that
  local role=$1 cache=operator/$1.aot
  "$role" "$work/$role-train.log" -XX:AOTCacheOutput="$root/opt/$cache"
  [ -s "$root/opt/$cache" ] || { cat "$work/$role-train.log" >&2 && fail "the cache of the $role could not be made"; }
  # With AOTMode=on the JVM refuses to start rather than do without the cache.
  "$role" "$work/$role-check.log" -XX:AOTMode=on -XX:AOTCache="$root/opt/$cache"
  printf '%s\n' "-XX:AOTCache=/opt/$cache" "${flags[@]}" "${heap[@]}" -cp "$path" "$main" >"$root/opt/operator/$role.args"
}
api
train operator
train webhook # with the certificate that the operator has made

printf '%s\n' /opt/java/bin/java @/opt/operator/operator.args >"$out/entrypoint"
echo "build-rootfs: $(du -sh "$root" | cut -f1) in $root, of which caches $(du -ch "$root"/opt/operator/*.aot | tail -n 1 | cut -f1)" >&2
