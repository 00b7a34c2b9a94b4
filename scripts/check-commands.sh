#!/usr/bin/env bash
# Checks that every block of commands in README.md and docs says what runs it, or why nothing does; prints what each says.
set -euo pipefail
cd "$(dirname "$0")/.."
go -C scripts/commands run . check ../..
