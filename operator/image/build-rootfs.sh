#!/usr/bin/env bash
# Builds the root file system of the operator's image from what `mvn package` left under target/quarkus-app.
#
#   build-rootfs.sh OUT_DIR      writes OUT_DIR/rootfs and OUT_DIR/entrypoint (one argument a line)
#
# Needs JAVA_HOME (the JDK that built the jars, or newer) and no rights. The result runs under any user, on a read-only root with a writable /tmp.
set -euo pipefail

out=${1:?usage: build-rootfs.sh OUT_DIR}
: "${JAVA_HOME:?set JAVA_HOME to a JDK 25 or newer}"
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/rootfs.sh"
app=$here/../target/quarkus-app
[ -f "$app/quarkus-run.jar" ] || {
  echo "build-rootfs: no $app/quarkus-run.jar: run mvn package -pl operator -am first" >&2
  exit 1
}

mkdir -p "$out"
root=$(cd "$out" && pwd)/rootfs
rm -rf "$root" "$out/entrypoint"
mkdir -p "$root/opt"

# What Quarkus, the Kubernetes client and Netty load, found by running the operator; nothing of the desktop.
modules=java.base,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml
modules+=,jdk.crypto.ec,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs
"$JAVA_HOME/bin/jlink" --add-modules "$modules" --vm server \
  --strip-debug --no-header-files --no-man-pages --compress zip-6 --output "$root/opt/java"
add_libraries "$root" "$root/opt/java"
add_accounts "$root"
cp -r "$app" "$root/opt/operator"

# Small and quick to start rather than fast at peak: a few hundred small requests a second.
cat >"$out/entrypoint" <<'ARGUMENTS'
/opt/java/bin/java
-XX:+UseSerialGC
-Xms16m
-Xmx128m
-Xss512k
-XX:TieredStopAtLevel=1
-XX:+UseCompactObjectHeaders
-XX:-UsePerfData
-XX:+ExitOnOutOfMemoryError
--sun-misc-unsafe-memory-access=allow
-jar
/opt/operator/quarkus-run.jar
ARGUMENTS
