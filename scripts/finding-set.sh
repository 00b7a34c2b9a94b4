#!/usr/bin/env bash
# Prints a StaticFindingSet that carries a SARIF file:  finding-set.sh NAME IMAGE FILE.sarif | kubectl apply -f -
set -euo pipefail
name=${1:?name} image=${2:?image} file=${3:?SARIF file}
inline=$(gzip -9n <"$file" | base64 | tr -d '\n')
[ ${#inline} -le 262144 ] || {
  echo "error: $file is ${#inline} bytes as gzip and base64, over the limit of 262144: put it into a ConfigMap and name that in spec.configMap" >&2
  exit 1
}
cat <<YAML
apiVersion: deadlockwatch.io/v1alpha1
kind: StaticFindingSet
metadata:
  name: $name
spec:
  appliesTo:
    images: ["$image"]
  inline: $inline
YAML
