# Sourced by release.sh and licences.sh, which set ROOT, VERSION, IMAGES and JAVA_HOME: bills of materials in CycloneDX 1.6, with the licence of each part. No times and no random
# numbers: the same release has the same bills.
MAVEN_REPOSITORY=${MAVEN_REPOSITORY:-$HOME/.m2/repository}

# component TYPE NAME VERSION [PURL] [SHA-256]
component() {
  printf '{"type":"%s","name":"%s","version":"%s"' "$1" "$2" "$3"
  [ -z "${4:-}" ] || printf ',"purl":"%s"' "$4"
  [ -z "${5:-}" ] || printf ',"hashes":[{"alg":"SHA-256","content":"%s"}]' "$5"
  printf '}\n'
}

# coordinates JAR: its group, artifact and version. Quarkus puts the group into a jar's name and writes down what is what; Maven's repository has all others of that name.
coordinates() {
  local name place
  name=$(basename "$1")
  case $name in
    deadlockwatch-*) echo io.deadlockwatch "${name%-"$VERSION".jar}" "$VERSION" ;;
    *-bytecode.jar) echo io.deadlockwatch "deadlockwatch-operator-${name%.jar}" "$VERSION" ;;
    *)
      awk -F: -v name="$name" '{classifier = $3 == "" ? "" : "-" $3} name == $1 "." $2 "-" $5 classifier ".jar" {print $1, $2, $5}' \
        operator/target/quarkus-app/quarkus-app-dependencies.txt | grep . && return
      place=$(find "$MAVEN_REPOSITORY" -name "$name" -printf '%h' -quit)
      [ -n "$place" ] || { echo "$name: nobody knows where it comes from" >&2 && return 1; }
      place=${place#"$MAVEN_REPOSITORY"/}
      echo "$(dirname "$(dirname "$place")" | tr / .) $(basename "$(dirname "$place")") $(basename "$place")"
      ;;
  esac
}
jars() { # JAR...
  local jar group artifact version
  for jar in "$@"; do
    read -r group artifact version < <(coordinates "$jar") || return 1
    component library "$group:$artifact" "$version" "pkg:maven/$group/$artifact@$version" "$(sha256sum <"$jar" | cut -d' ' -f1)"
  done
}
# runtime IMAGE: the Java runtime in an image, and the packages that the C libraries beside it are from.
runtime() {
  local layer library package version distribution
  version=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")
  component platform "$(sed -n 's/^IMPLEMENTOR="\(.*\)"/\1/p' "$JAVA_HOME/release") OpenJDK" "$version" "pkg:generic/openjdk@${version//+/%2B}"
  distribution=$(sed -n 's/^ID=//p' /etc/os-release)
  layer=$(tar -xOf "$1" manifest.json | sed 's/.*"Layers":\["\([^"]*\)".*/\1/')
  tar -xOf "$1" "$layer" | tar -tf - | sed -n 's#^\(lib[^/]*/.*\|usr/lib.*\)$#/\1#p' | grep '\.so' | while read -r library; do
    # The packages' lists have either of two names of a folder: /lib is a link to /usr/lib.
    library=$(readlink -f "$library")
    package=$(dpkg-query -S "$library" 2>/dev/null || dpkg-query -S "${library#/usr}" 2>/dev/null) || { echo "$library: of no package" >&2 && return 1; }
    package=${package%%:*}
    version=$(dpkg-query -W -f '${Version}\n' "$package" | head -n 1)
    component library "$package" "$version" "pkg:deb/$distribution/$package@$version"
  done
}
modules() { # PROGRAM...
  go version -m "$@" | awk '$1 == "dep" {print $2, $3} $2 ~ /^go1/ {print "stdlib", substr($2, 3)}' | sort -u | while read -r module version; do
    component library "$module" "$version" "pkg:golang/$module@$version"
  done
}
# bill NAME FILE: of components on standard input, one a line. Fails if one is under a licence that is unknown or not allowed.
bill() {
  local components
  components=$(sort -u | go -C "$ROOT/scripts/licences" run . policy.txt "$MAVEN_REPOSITORY") || { echo "$1: see scripts/licences/policy.txt" >&2 && return 1; }
  [ -n "$components" ] || { echo "$1 consists of nothing" >&2 && return 1; }
  printf '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"metadata":{"component":{"type":"application","name":"%s","version":"%s"}},"components":[%s]}\n' \
    "$1" "$VERSION" "$(paste -sd, - <<<"$components")" >"$2"
}
# write_bills DIRECTORY SCANNER...: of everything that is shipped, once the Java modules are packaged and the images built
write_bills() {
  local out=$1
  shift
  { jars operator/target/quarkus-app/{app/*,lib/*/*,quarkus/*-bytecode}.jar && runtime "$IMAGES/operator.tar"; } | bill deadlockwatch-operator "$out/deadlockwatch-operator-$VERSION.cdx.json"
  { jars sampler-sidecar/target/modules/*.jar sampler-sidecar/target/deadlockwatch-sampler-"$VERSION".jar && runtime "$IMAGES/sampler.tar"; } |
    bill deadlockwatch-sampler "$out/deadlockwatch-sampler-$VERSION.cdx.json"
  jars "cli/target/deadlockwatch-cli-$VERSION.jar" cli/target/lib/*.jar | bill deadlockwatch-cli "$out/deadlockwatch-cli-$VERSION.cdx.json"
  modules "$@" | bill deadlock-guard "$out/deadlock-guard-$VERSION.cdx.json"
}
