#!/usr/bin/env bash
# Builds the same sources twice, in two folders, and compares what comes out, file by file: jars, the operator as it is packed into its image, root file systems, the scanner.
#   reproducible.sh          the commit that is checked out
#   reproducible.sh --tree   the working tree as it is
#   KEEP=1                   keeps both builds; they are kept too if anything differs that should not, and it is said where
# Ends with status 1 if anything differs that should not. What may: the caches of classes (sampler.jsa, operator.aot, webhook.aot), memory images of the JVM that wrote them; and in
# generated-bytecode.jar the order in which Quarkus' build steps, which run side by side, had their turns, and the folder of the build: see `recorded`.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
JAVA_HOME=$("$ROOT/scripts/java-home.sh")
export JAVA_HOME
work=$(mktemp -d "${TMPDIR:-/tmp}/deadlockwatch-reproducible.XXXXXX")
keep=${KEEP:-}
cleanup() {
  if [ "$keep" ]; then echo "both builds are kept in $work"; else rm -rf "$work"; fi
}
trap cleanup EXIT
# Names of different length: a path that gets into a file shows in its size already.
copies=("$work/a" "$work/another-folder/deeper")

# The sources are taken once, before anything is built: who commits or edits meanwhile does not change what is compared.
take() {
  if [ "${tree:-}" ]; then
    tar -C "$ROOT" --exclude=target --exclude=.git -cf "$work/sources.tar" .
  else
    git -C "$ROOT" archive -o "$work/sources.tar" HEAD
  fi
}
copy() { # DIRECTORY: the sources, with other times than those of the other copy
  mkdir -p "$1"
  tar -C "$1" -xf "$work/sources.tar" --touch
}
build() { # DIRECTORY
  (
    cd "$1"
    mvn -B -ntp -q package -DskipTests -Dspotless.check.skip -pl operator,sampler-sidecar,cli -am
    for command in deadlock-guard deadlock-guard-vet; do
      CGO_ENABLED=0 go -C deadlock-guard build -trimpath -ldflags "-s -w" -o "$1/out/scanner/$command" "./cmd/$command"
    done
    operator/image/build-rootfs.sh "$1/out/operator"
    sampler-sidecar/image/build-rootfs.sh "$1/out/sampler"
    mkdir -p out/jars
    cp core/target/deadlockwatch-core-*.jar crds/target/deadlockwatch-crds-*.jar cli/target/deadlockwatch-cli-*.jar sampler-sidecar/target/deadlockwatch-sampler-*.jar out/jars
    rm -f out/jars/*-tests.jar
    # Of each file what an image's layer holds of it: name, mode, content or target.
    cd out && find . -type f -printf '%m ' -exec sha256sum {} \; -o -type l -printf 'link %l  %p\n' | sort -k3 >"$1.files"
  )
}

# recorded JAR FOLDER: what Quarkus has generated, without what hangs on which build step was ready first and on where the build was. Its classes under io/quarkus/runner start the
# steps that are ready together in any order, and number the values that one step hands to another (proxykey12) as they come; one of them keeps the path of a properties file. So of
# these the instructions, without numbers and sorted; of all other classes the bytes. (One build thread instead of many is no way out: two of Quarkus' steps wait for a second one.)
recorded() {
  local classes
  classes=$(mktemp -d "$work/classes.XXXXXX")
  (
    cd "$classes" && "$JAVA_HOME/bin/jar" -xf "$1" &&
      find . -type f -not -path './io/quarkus/runner/*' -exec sha256sum {} + | LC_ALL=C sort &&
      find ./io/quarkus/runner -name '*.class' | LC_ALL=C sort | xargs "$JAVA_HOME/bin/javap" -p -c |
      sed -E "s|$2/||g; s/^ *[0-9]+: //; s/#[0-9]+//g; s/proxykey[0-9]+/proxykey/g; s/ +/ /g" | LC_ALL=C sort
  )
}
alike() { # FILE: whether both copies have the same generated classes but for that
  recorded "${copies[0]}/out/$1" "${copies[0]}" >"$work/one" && recorded "${copies[1]}/out/$1" "${copies[1]}" >"$work/other" && cmp "$work/one" "$work/other"
}

case ${1:-} in
  --tree) tree=1 ;;
  "") git -C "$ROOT" diff --quiet HEAD || say "the working tree differs from HEAD: what is compared is HEAD" ;;
  *) die "usage: reproducible.sh [--tree]" ;;
esac
take
for copy in "${copies[@]}"; do
  copy "$copy"
  step "build in $copy" build "$copy"
done
wc -l <"${copies[0]}.files" | sed 's/$/ files compared/'
differing=$(diff "${copies[0]}.files" "${copies[1]}.files" | sed -n 's/^[<>] .*  //p' | sort -u || true)
# What may differ, as a pattern of whole lines.
expected='.*/(sampler\.jsa|operator\.aot|webhook\.aot)'
generated=./operator/rootfs/opt/operator/generated-bytecode.jar
if grep -qxF "$generated" <<<"$differing" && alike "$generated"; then
  echo "$generated: differs, but only in the order of instructions"
  expected+="|$generated"
fi
unexpected=$(grep -Evx "$expected" <<<"$differing" | sed '/^$/d' || true)
grep -E '/(sampler\.jsa|operator\.aot|webhook\.aot)$' <<<"$differing" | sed 's/$/: differs, as a memory image does/' || true
if [ -n "$unexpected" ]; then
  printf 'DIFFERS: %s\n' $unexpected
  keep=1
  exit 1
fi
echo "The same sources gave the same files${differing:+, but for what is named above}."
