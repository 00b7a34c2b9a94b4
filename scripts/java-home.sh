#!/usr/bin/env bash
# Prints the home of a JDK 25 or newer, or says what to install. Maven itself must run on it.
set -euo pipefail

version_of() { # the feature version of the JDK at $1; nothing if it is none
  [ -x "$1/bin/javac" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/jdk* /opt/java/*; do
  version=$(version_of "$home") || continue
  if [ "${version:-0}" -ge 25 ]; then
    echo "$home"
    exit 0
  fi
done
echo "No JDK 25 found (looked at JAVA_HOME=${JAVA_HOME:-unset}, /usr/lib/jvm, ~/.sdkman, ~/.jdks, /opt). Install one, for example Eclipse Temurin 25, or set JAVA_HOME." >&2
exit 1
