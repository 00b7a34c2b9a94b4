#!/usr/bin/env bash
# Builds what a release consists of into target/release/VERSION: images, chart, resource definitions, rules, command lines, bills of materials, checksums, notes.
#   PLATFORMS="linux/amd64 linux/arm64 darwin/arm64"   for the scanner; images and their Java runtime are for the platform this runs on
#   REGISTRY=registry.example.com/deadlockwatch        where the images will be, for the chart's values; else those of the local cluster
#   RELEASE_URL=https://…                              where the files will be, for the plugin's krew manifest
#   SOURCE_URL=https://…                               where these sources are shown, for the alerts: their runbooks are in docs/runbooks
# It uploads nothing.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/bills.sh"
cd "$ROOT"
scripts/version.sh >/dev/null
export JAVA_HOME
JAVA_HOME=$(scripts/java-home.sh)
out=$ROOT/target/release/$VERSION
rm -rf "$out"
mkdir -p "$out"
work=$(mktemp -d "${TMPDIR:-/tmp}/deadlockwatch-release.XXXXXX")
trap 'rm -rf "$work"' EXIT
architecture=$(go env GOARCH)

# archive NAME DIRECTORY: the same bytes for the same content.
archive() { tar -C "$2" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - . | gzip -9n >"$out/$1.tar.gz"; }

images() {
  test-cluster/build.sh packing
  scripts/images.sh
  for name in operator sampler; do gzip -9nc "$IMAGES/$name.tar" >"$out/deadlockwatch-$name-$VERSION-linux-$architecture.oci.tar.gz"; done
}
chart() {
  cp -r helm/deadlockwatch "$work/deadlockwatch"
  sed -i "s#repository: localhost/deadlockwatch/#repository: ${REGISTRY:-localhost/deadlockwatch}/#" "$work/deadlockwatch/values.yaml"
  [ -z "${SOURCE_URL:-}" ] || sed -i "s#runbookUrl: .*#runbookUrl: $SOURCE_URL/docs/runbooks/%s.md#" "$work/deadlockwatch/values.yaml"
  "$TOOLS/helm" package --version "$VERSION" --app-version "$VERSION" -d "$out" "$work/deadlockwatch"
  for file in helm/deadlockwatch/files/crds/*.yaml; do echo "---" && cat "$file"; done >"$out/deadlockwatch-crds-$VERSION.yaml"
  "$TOOLS/helm" template deadlockwatch "$work/deadlockwatch" --kube-version 1.35.4 -s templates/monitoring-alerts.yaml --set monitoring.alerts.format=ConfigMap |
    sed '1,/^  deadlockwatch.yaml: |/d; s/^    //' >"$out/deadlockwatch-rules-$VERSION.yaml"
}
# The Java command line and the plugin for kubectl: two scripts over the same jars, laid out as cli/krew/deadlockwatch.yaml says. They want a Java 25.
command_line() {
  mvn -B -ntp -q package -DskipTests -pl cli -am
  mkdir -p "$work/cli/bin" "$work/cli/lib"
  cp LICENSE "$work/cli"
  cp "cli/target/deadlockwatch-cli-$VERSION.jar" cli/target/lib/*.jar "$work/cli/lib"
  launcher deadlockwatch io.deadlockwatch.cli.Main
  launcher kubectl-deadlockwatch io.deadlockwatch.cli.plugin.PluginMain
  archive "deadlockwatch-cli-$VERSION" "$work/cli"
  sed "1d; s|vVERSION|v$VERSION|; s|uri: URL|uri: ${RELEASE_URL:-URL}/deadlockwatch-cli-$VERSION.tar.gz|; s|SHA256|$(sha256sum <"$out/deadlockwatch-cli-$VERSION.tar.gz" | cut -d' ' -f1)|" \
    cli/krew/deadlockwatch.yaml >"$out/deadlockwatch-krew-$VERSION.yaml"
}
launcher() { # NAME MAIN-CLASS
  cat >"$work/cli/bin/$1" <<SH
#!/bin/sh
# Needs a Java 25: JAVA_HOME, or java on the path.
here=\$(dirname "\$(readlink -f "\$0")")
exec "\${JAVA_HOME:+\$JAVA_HOME/bin/}java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx1g -cp "\$here/../lib/*" $2 "\$@"
SH
  chmod +x "$work/cli/bin/$1"
}
# The licences of what is linked into the scanner want their texts to go with it.
notices() { # PROGRAM...
  local module
  printf 'Go and its standard library\n\n' && cat "$(go env GOROOT)/LICENSE"
  go version -m "$@" | awk '$1 == "dep" {print $2}' | sort -u | while read -r module; do
    printf '\n----\n%s\n\n' "$module" && cat "$(go -C deadlock-guard list -m -f '{{.Dir}}' "$module")/LICENSE"
  done
}
scanner() {
  local platform directory extension
  for platform in ${PLATFORMS:-linux/amd64 linux/arm64 darwin/arm64}; do
    directory=$work/scanner-${platform/\//-} extension=
    [ "${platform%/*}" != windows ] || extension=.exe
    mkdir -p "$directory"
    for command in deadlock-guard deadlock-guard-vet; do
      CGO_ENABLED=0 GOOS=${platform%/*} GOARCH=${platform#*/} go -C deadlock-guard build -trimpath -ldflags "-s -w" -o "$directory/$command$extension" "./cmd/$command"
    done
    cp LICENSE "$directory"
    notices "$directory"/deadlock-guard* >"$directory/LICENSES-OF-DEPENDENCIES"
    archive "deadlock-guard-$VERSION-${platform/\//-}" "$directory"
  done
}
bills() {
  mvn -B -ntp -q package -DskipTests -pl operator,sampler-sidecar,cli -am
  write_bills "$out" "$work"/scanner-*/deadlock-guard*
}
# What was packed runs where it is unpacked, and the sums are those of the files.
check() {
  local unpacked=$work/unpacked name runbook
  mkdir -p "$unpacked"
  if [ -n "${SOURCE_URL:-}" ]; then
    for runbook in $(sed -n 's/^ *runbook_url: //p' "$out/deadlockwatch-rules-$VERSION.yaml"); do
      [ -f "${runbook#"$SOURCE_URL/"}" ] || { echo "an alert's runbook is $runbook, which is no file of $SOURCE_URL" >&2 && return 1; }
    done
  fi
  for name in "deadlockwatch-cli-$VERSION" "deadlock-guard-$VERSION-$(go env GOOS)-$architecture"; do
    [ ! -f "$out/$name.tar.gz" ] || tar -C "$unpacked" -xzf "$out/$name.tar.gz"
  done
  "$unpacked/bin/deadlockwatch" --version && "$unpacked/bin/kubectl-deadlockwatch" --help >/dev/null || return 1
  [ ! -x "$unpacked/deadlock-guard" ] || "$unpacked/deadlock-guard" version || return 1
  "$TOOLS/helm" lint --quiet "$out/deadlockwatch-$VERSION.tgz" && (cd "$out" && sha256sum --quiet -c SHA256SUMS)
}
notes() { awk -v version="$VERSION" '/^## / {on = ($2 == version)} on' CHANGELOG.md >"$out/NOTES.md" && [ -s "$out/NOTES.md" ]; }

step "images" images
step "chart, resource definitions, rules" chart
step "deadlockwatch" command_line
step "deadlock-guard" scanner
step "bills of materials" bills
step "notes" notes
(cd "$out" && sha256sum -- * >"$work/SHA256SUMS" && mv "$work/SHA256SUMS" .)
step "what was packed works" check
ls -l "$out"
