#!/usr/bin/env bash
# Checks the links between the Markdown files of the repository.
set -euo pipefail
cd "$(dirname "$0")/.."
go -C scripts/links run . ../..
