#!/usr/bin/env bash
# Prints a StaticFindingSet that carries a SARIF file, and a blocking model if one is named:  finding-set.sh NAME IMAGE FILE.sarif [MODEL.json] | kubectl apply -f -
set -euo pipefail
name=${1:?name} image=${2:?image} file=${3:?SARIF file} model=${4:-}

# packed FILE FIELD MAP: gzip, base64, one line, within the limit of the schema
packed() {
  local text
  text=$(gzip -9n <"$1" | base64 | tr -d '\n')
  [ ${#text} -le 262144 ] || {
    echo "error: $1 is ${#text} bytes as gzip and base64, over the limit of 262144 for spec.$2: put it into a ConfigMap and name that in spec.$3" >&2
    return 1
  }
  printf '%s' "$text"
}

inline=$(packed "$file" inline configMap)
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
if [ -n "$model" ]; then
  packed=$(packed "$model" model modelConfigMap)
  echo "  model: $packed"
fi
