// Package sarif holds the part of SARIF 2.1.0 that the scanner writes, as plain structs.
package sarif

// Constants of the format.
const (
	Schema     = "https://json.schemastore.org/sarif-2.1.0.json"
	Version    = "2.1.0"
	SrcRoot    = "%SRCROOT%"
	ModuleRoot = "%MODULEROOT%"

	FingerprintKey = "deadlockGuard/v1"
	SiteKey        = "deadlockwatchSite/v1"
)

// Log is a whole file.
type Log struct {
	Schema  string `json:"$schema"`
	Version string `json:"version"`
	Runs    []Run  `json:"runs"`
}

// Run is one scan.
type Run struct {
	Tool               Tool                        `json:"tool"`
	AutomationDetails  AutomationDetails           `json:"automationDetails"`
	Invocations        []Invocation                `json:"invocations"`
	OriginalURIBaseIDs map[string]ArtifactLocation `json:"originalUriBaseIds"`
	ColumnKind         string                      `json:"columnKind"`
	Results            []Result                    `json:"results"`
}

// AutomationDetails tells the scans of several modules apart.
type AutomationDetails struct {
	ID string `json:"id"`
}

// Invocation says how the scan went.
type Invocation struct {
	ExecutionSuccessful        bool           `json:"executionSuccessful"`
	ToolExecutionNotifications []Notification `json:"toolExecutionNotifications,omitempty"`
}

// Notification is a message about the scan itself.
type Notification struct {
	Level     string     `json:"level"`
	Message   Message    `json:"message"`
	Locations []Location `json:"locations,omitempty"`
}

// Message is text for people.
type Message struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}
