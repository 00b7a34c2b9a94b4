package sarif

// Result is one finding.
type Result struct {
	RuleID              string            `json:"ruleId"`
	RuleIndex           int               `json:"ruleIndex"`
	Level               string            `json:"level"`
	BaselineState       string            `json:"baselineState,omitempty"`
	Message             Message           `json:"message"`
	Locations           []Location        `json:"locations"`
	CodeFlows           []CodeFlow        `json:"codeFlows,omitempty"`
	RelatedLocations    []Location        `json:"relatedLocations,omitempty"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
	Properties          ResultProperties  `json:"properties"`
}

// ResultProperties are the scanner's own; docs/reference/findings.md says what they mean.
type ResultProperties struct {
	Operation         string   `json:"operation"`
	FunctionStartLine int      `json:"functionStartLine"`
	Entry             string   `json:"entry,omitempty"`
	Object            string   `json:"object,omitempty"`
	LockSet           []string `json:"lockSet,omitempty"`
	Fix               string   `json:"fix,omitempty"`
}

// CodeFlow is a way through the program.
type CodeFlow struct {
	ThreadFlows []ThreadFlow `json:"threadFlows"`
}

// ThreadFlow is the way of one goroutine.
type ThreadFlow struct {
	Locations []ThreadFlowLocation `json:"locations"`
}

// ThreadFlowLocation is one step.
type ThreadFlowLocation struct {
	Location Location `json:"location"`
	Kinds    []string `json:"kinds"`
}

// Location is a place in source; ID is set for related locations only.
type Location struct {
	ID               int               `json:"id,omitempty"`
	PhysicalLocation *PhysicalLocation `json:"physicalLocation,omitempty"`
	LogicalLocations []LogicalLocation `json:"logicalLocations,omitempty"`
	Message          *Message          `json:"message,omitempty"`
}

// PhysicalLocation is a place in a file.
type PhysicalLocation struct {
	ArtifactLocation ArtifactLocation `json:"artifactLocation"`
	Region           *Region          `json:"region,omitempty"`
}

// ArtifactLocation names a file relative to a base.
type ArtifactLocation struct {
	URI         string   `json:"uri,omitempty"`
	URIBaseID   string   `json:"uriBaseId,omitempty"`
	Description *Message `json:"description,omitempty"`
}

// Region is a point in a file.
type Region struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
}

// LogicalLocation names a function or a module.
type LogicalLocation struct {
	FullyQualifiedName string `json:"fullyQualifiedName"`
	Kind               string `json:"kind"`
}
