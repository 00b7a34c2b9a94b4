//go:build go1.23

package testdeps

import "internal/runtime/exithook"

func watchAtExit(watch func()) { exithook.Add(exithook.Hook{F: watch, RunOnFailure: true}) }
