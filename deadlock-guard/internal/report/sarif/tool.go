package sarif

// Tool is the scanner.
type Tool struct {
	Driver Driver `json:"driver"`
}

// Driver describes the scanner and its rules.
type Driver struct {
	Name            string `json:"name"`
	SemanticVersion string `json:"semanticVersion"`
	InformationURI  string `json:"informationUri"`
	Rules           []Rule `json:"rules"`
}

// Rule describes one rule.
type Rule struct {
	ID                   string         `json:"id"`
	Name                 string         `json:"name"`
	ShortDescription     Message        `json:"shortDescription"`
	FullDescription      Message        `json:"fullDescription"`
	Help                 Message        `json:"help"`
	DefaultConfiguration Configuration  `json:"defaultConfiguration"`
	Properties           RuleProperties `json:"properties"`
}

// Configuration is how a rule runs unless told otherwise.
type Configuration struct {
	Level string `json:"level"`
}

// RuleProperties are what code-scanning hosts sort by.
type RuleProperties struct {
	Tags      []string `json:"tags"`
	Precision string   `json:"precision"`
}
