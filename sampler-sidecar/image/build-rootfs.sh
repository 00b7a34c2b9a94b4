#!/usr/bin/env bash
# Builds the root file system of the sampler's image from the jars that `mvn package` left under target/.
#
#   build-rootfs.sh OUT_DIR      writes OUT_DIR/rootfs and OUT_DIR/entrypoint (one argument a line)
#
# Needs JAVA_HOME (the JDK that built the jars, or newer) and no rights. The result runs under any user, on a read-only root, without /tmp.
#
# Three steps: a Java runtime with the sampler's modules alone (jlink) and the C libraries it was linked against; a run of the sampler against a training partner,
# to learn which classes it loads; an archive of just these classes (CDS), mapped at run time instead of parsed. Without the archive the sampler works as well,
# with some 20 MB more.
set -euo pipefail

out=${1:?usage: build-rootfs.sh OUT_DIR}
: "${JAVA_HOME:?set JAVA_HOME to a JDK 25 or newer}"
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/rootfs.sh"
target=$(dirname "$here")/target
main=io.deadlockwatch.sampler/io.deadlockwatch.sampler.SamplerMain

fail() { echo "build-rootfs: $*" >&2 && exit 1; }
say() { echo "build-rootfs: $*" >&2; }

jar=$(find "$target" -maxdepth 1 -name 'deadlockwatch-sampler-*.jar' ! -name '*-sources.jar' ! -name '*-tests.jar' 2>/dev/null | head -n 1)
if [ -z "$jar" ] || [ ! -d "$target/modules" ]; then
  fail "no jars under $target: run mvn package -pl sampler-sidecar -am first"
fi
[ -x "$JAVA_HOME/bin/jlink" ] || fail "no jlink under $JAVA_HOME"

mkdir -p "$out"
out=$(cd "$out" && pwd)
root=$out/rootfs
rm -rf "$root" "$out/entrypoint"
mkdir -p "$root/opt"
work=$(mktemp -d "${TMPDIR:-/tmp}/sampler-rootfs.XXXXXX")
started=()
cleanup() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT

# --- the runtime -----------------------------------------------------------------------------------------------------
# Not compressed: almost nothing is read from lib/modules once there is an archive, and a layer is compressed as a whole.
"$JAVA_HOME/bin/jlink" --module-path "$jar:$target/modules" --add-modules io.deadlockwatch.sampler --vm server \
  --strip-debug --no-header-files --no-man-pages --compress zip-0 --output "$root/opt/sampler"
rm -f "$root/opt/sampler/bin/keytool"

add_libraries "$root" "$root/opt/sampler"
add_accounts "$root"

# --- flags -----------------------------------------------------------------------------------------------------------
# sampler-sidecar/README.md says what each is for. An archive is valid only for the flags in `layout`.
layout=(-XX:+UseSerialGC -XX:+UseCompactObjectHeaders)
lean=(-Xms4m -Xmx16m -Xss256k -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=16m -XX:-UsePerfData
  -XX:+UnlockExperimentalVMOptions -XX:TrimNativeHeapInterval=60000 -XX:+DisableAttachMechanism
  -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0)
quiet=(-Xlog:disable -Xlog:all=error:stderr -XX:+ErrorFileToStderr -XX:-CreateCoredumpOnCrash)
java=$root/opt/sampler/bin/java

# --- the archive -----------------------------------------------------------------------------------------------------
tls() { # a CA, and a certificate of it for localhost
  local tool=("$JAVA_HOME/bin/keytool" -storepass training -storetype PKCS12)
  {
    "${tool[@]}" -genkeypair -keystore "$work/ca" -alias ca -keyalg EC -groupname secp256r1 -dname CN=ca -ext bc:c
    "${tool[@]}" -exportcert -keystore "$work/ca" -alias ca -rfc >"$work/ca.pem"
    "${tool[@]}" -genkeypair -keystore "$work/server" -alias server -keyalg EC -groupname secp256r1 -dname CN=server
    "${tool[@]}" -certreq -keystore "$work/server" -alias server >"$work/server.csr"
    "${tool[@]}" -gencert -keystore "$work/ca" -alias ca -ext san=dns:localhost -rfc -infile "$work/server.csr" >"$work/server.pem"
    "${tool[@]}" -importcert -noprompt -keystore "$work/server" -alias ca -file "$work/ca.pem"
    "${tool[@]}" -importcert -noprompt -keystore "$work/server" -alias server -file "$work/server.pem"
  } 2>"$work/keytool.log" || { cat "$work/keytool.log" >&2 && fail "keytool failed"; }
  echo training >"$work/token"
}
partner() { # starts the training partner; sets partner_url
  mkfifo "$work/hold" && : >"$work/port"
  "$JAVA_HOME/bin/java" "$here/TrainingPartner.java" "$work/server" training "$here/training-profile.pb.gz" \
    <"$work/hold" >"$work/port" 2>"$work/partner.log" &
  started+=($!)
  exec 9>"$work/hold"
  wait_for "the training partner" "$work/partner.log" test -s "$work/port"
  partner_url=https://localhost:$(cat "$work/port")
}
wait_for() { # WHAT LOG COMMAND...: until the command succeeds, at most 60 s
  local what=$1 log=$2 i
  shift 2
  for ((i = 0; i < 300; i++)); do
    "$@" && return
    sleep 0.2
  done
  cat "$log" >&2
  fail "$what did not get going within 60 s"
}
sampler() { # LOG FLAG...: starts the sampler beside the partner; sets pid
  local log=$1
  shift
  : >"$log"
  env -i DEADLOCKWATCH_OPERATOR_URL="$partner_url" DEADLOCKWATCH_CA="$(cat "$work/ca.pem")" DEADLOCKWATCH_TOKEN_FILE="$work/token" \
    POD_NAMESPACE=training POD_NAME=training POD_UID=training \
    "$java" "${layout[@]}" "${lean[@]}" "$@" -m "$main" >"$log" 2>&1 9>&- &
  pid=$!
  started+=("$pid")
}
stop() { # the sampler started last; its status says by which signal it ended
  kill "$pid"
  wait "$pid" || true
}
train() {
  tls
  partner
  sampler "$work/train.log" -Xshare:off -XX:DumpLoadedClassList="$work/classes"
  wait_for "the sampler in training" "$work/train.log" grep -q '"event":"target","state":"ok"' "$work/train.log"
  sleep 7 # some rounds of sample and report, then a dump and a leak profile
  stop
}
archive() {
  "$java" "${layout[@]}" "${lean[@]}" -Xshare:dump -XX:SharedClassListFile="$work/classes" \
    -XX:SharedArchiveFile="$root/opt/sampler/sampler.jsa" -Xlog:disable -Xlog:all=error:stderr -m "$main" >"$work/dump.log" 2>&1 ||
    { cat "$work/dump.log" >&2 && fail "the archive could not be made"; }
  # With -Xshare:on the JVM refuses to start rather than do without the archive.
  sampler "$work/check.log" -Xshare:on -XX:SharedArchiveFile="$root/opt/sampler/sampler.jsa"
  wait_for "the sampler with its archive" "$work/check.log" grep -q '"event":"target","state":"ok"' "$work/check.log"
  stop
}
train
archive

entrypoint=(/opt/sampler/bin/java -XX:SharedArchiveFile=/opt/sampler/sampler.jsa "${layout[@]}" "${lean[@]}" "${quiet[@]}" -m "$main")
printf '%s\n' "${entrypoint[@]}" >"$out/entrypoint"

# --- does it run where it will? --------------------------------------------------------------------------------------
# In its own root, read-only, as a user that no passwd knows. Without an environment it says so in one line, and idles.
# shellcheck disable=SC2016 # the inner shell expands these
contained() {
  unshare --mount --fork sh -c '
    set -e
    mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && mount -t proc proc "$1/proc"
    root=$1 && shift
    exec timeout -k 5 "$WAIT" chroot --userspec=12345:12345 "$root" "$@"' sh "$root" "$@"
}
if [ "$(id -u)" = 0 ] && WAIT=1 contained /opt/sampler/bin/java -version >/dev/null 2>"$work/unshare.log"; then
  WAIT=5 contained "${entrypoint[0]}" -Xshare:on "${entrypoint[@]:1}" >"$work/contained.log" 2>&1 || true
  grep -q '"event":"sampler","state":"misconfigured"' "$work/contained.log" ||
    { cat "$work/contained.log" >&2 && fail "the sampler does not start in its own root"; }
  say "runs in its own root, read-only, as user 12345, with its archive"
else
  say "not tried in its own root: that needs root and a mount namespace"
fi
say "$(du -sh "$root" | cut -f1) in $root, of which archive $(du -h "$root/opt/sampler/sampler.jsa" | cut -f1)"
