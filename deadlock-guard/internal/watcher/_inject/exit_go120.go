//go:build !go1.23

package testdeps

import _ "unsafe" // for linkname

//go:linkname watchAddExitHook runtime.addExitHook
func watchAddExitHook(hook func(), onFailureToo bool)

func watchAtExit(watch func()) { watchAddExitHook(watch, true) }
