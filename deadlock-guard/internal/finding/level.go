package finding

import "fmt"

// Level is how bad a finding is; a larger one is worse.
type Level int

// Never is above every level: a threshold that nothing reaches.
const (
	Warning Level = iota + 1
	Error
	Never
)

var levelNames = map[Level]string{Warning: "warning", Error: "error", Never: "never"}

// String is the word that SARIF uses.
func (l Level) String() string { return levelNames[l] }

// ParseLevel reads a threshold.
func ParseLevel(text string) (Level, error) {
	for level, name := range levelNames {
		if name == text {
			return level, nil
		}
	}
	return 0, fmt.Errorf("level %q is none of error, warning, never", text)
}
