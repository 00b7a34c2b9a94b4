#!/usr/bin/env bash
# The version of everything stands in pom.xml; Maven's modules, the chart and the scanner repeat it.
#   version.sh            prints it, and fails where it is repeated wrongly
#   version.sh X.Y.Z      sets it everywhere
set -euo pipefail
cd "$(dirname "$0")/.."
version() { sed -n 's#^  <version>\(.*\)</version>#\1#p' pom.xml | head -n 1; }
old=$(version)
poms=()
while IFS= read -r module; do poms+=("$module/pom.xml"); done < <(sed -n 's#^ *<module>\(.*\)</module>#\1#p' pom.xml)

if [ $# -gt 0 ]; then
  [[ $1 =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] || { echo "error: '$1' is no version like 1.2.3 or 1.2.3-rc.1" >&2; exit 1; }
  # The first version in a module's pom is its parent's.
  for pom in pom.xml "${poms[@]}"; do sed -i "0,/<version>$old</s//<version>$1</" "$pom"; done
  sed -i "s/^version: .*/version: $1/; s/^appVersion: .*/appVersion: $1/" helm/deadlockwatch/Chart.yaml
  sed -i "s/^const Semantic = .*/const Semantic = \"$1\"/" deadlock-guard/internal/version/version.go
  old=$1
fi

status=0
expect() { # FILE VALUE
  [ "$2" = "$old" ] || { echo "error: $1 says $2, pom.xml $old: run scripts/version.sh $old" >&2; status=1; }
}
for pom in "${poms[@]}"; do expect "$pom" "$(sed -n 's#.*<version>\(.*\)</version>.*#\1#p' "$pom" | head -n 1)"; done
expect Chart.yaml "$(sed -n 's/^version: //p' helm/deadlockwatch/Chart.yaml)"
expect "Chart.yaml's appVersion" "$(sed -n 's/^appVersion: //p' helm/deadlockwatch/Chart.yaml)"
expect version.go "$(sed -n 's/^const Semantic = "\(.*\)"/\1/p' deadlock-guard/internal/version/version.go)"
grep -q "^## $old" CHANGELOG.md || { echo "error: CHANGELOG.md has no section for $old" >&2; status=1; }
echo "$old"
exit $status
