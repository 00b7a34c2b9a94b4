#!/usr/bin/env bash
# Builds the same sources twice, in two folders, and compares what comes out, file by file: jars, the operator as it is packed into its image, root file systems, the scanner.
#   reproducible.sh          the commit that is checked out
#   reproducible.sh --tree   the working tree as it is
# Ends with status 1 if anything differs that should not. What may: the caches of classes (sampler.jsa, operator.aot, webhook.aot), memory images of the JVM that wrote them.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
JAVA_HOME=$("$ROOT/scripts/java-home.sh")
export JAVA_HOME
work=$(mktemp -d "${TMPDIR:-/tmp}/deadlockwatch-reproducible.XXXXXX")
trap 'rm -rf "$work"' EXIT
# Names of different length: a path that gets into a file shows in its size already.
copies=("$work/a" "$work/another-folder/deeper")

copy() { # DIRECTORY: the sources, with other times than those of the other copy
  mkdir -p "$1"
  if [ "${tree:-}" ]; then
    tar -C "$ROOT" --exclude=target --exclude=.git -cf - . | tar -C "$1" -xf - --touch
  else
    git -C "$ROOT" archive HEAD | tar -C "$1" -xf - --touch
  fi
}
build() { # DIRECTORY
  (
    cd "$1"
    mvn -B -ntp -q -o package -DskipTests -Dspotless.check.skip -pl operator,sampler-sidecar,cli -am ||
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

case ${1:-} in
  --tree) tree=1 ;;
  "") git -C "$ROOT" diff --quiet HEAD || say "the working tree differs from HEAD: what is compared is HEAD" ;;
  *) die "usage: reproducible.sh [--tree]" ;;
esac
for copy in "${copies[@]}"; do
  copy "$copy"
  step "build in $copy" build "$copy"
done
wc -l <"${copies[0]}.files" | sed 's/$/ files compared/'
differing=$(diff "${copies[0]}.files" "${copies[1]}.files" | sed -n 's/^[<>] .*  //p' | sort -u || true)
unexpected=$(grep -Ev '/(sampler\.jsa|operator\.aot|webhook\.aot)$' <<<"$differing" | sed '/^$/d' || true)
grep -E '/(sampler\.jsa|operator\.aot|webhook\.aot)$' <<<"$differing" | sed 's/$/: differs, as a memory image does/' || true
if [ -n "$unexpected" ]; then
  printf 'DIFFERS: %s\n' $unexpected
  exit 1
fi
echo "The same sources gave the same files."
