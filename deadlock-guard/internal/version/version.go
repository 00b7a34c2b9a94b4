// Package version knows which scanner this is.
package version

import "runtime/debug"

// Semantic is the version in reports.
const Semantic = "0.1.0"

// Revision is the commit that the binary was built from, or "" if the build did not record it.
func Revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			return setting.Value
		}
	}
	return ""
}
