package channels

import "go/types"

// className is package, type and field, or package and variable. A field of a type without a name has none of its own.
func className(object types.Object) string {
	name := object.Name()
	if object.Pkg() == nil {
		return name
	}
	if field, ok := object.(*types.Var); ok && field.IsField() {
		if owner := ownerOf(field); owner != "" {
			name = owner + "." + name
		}
	}
	if object.Pkg().Name() == "main" {
		return "main." + name // as in symbols
	}
	return object.Pkg().Path() + "." + name
}

func ownerOf(field *types.Var) string {
	scope := field.Pkg().Scope()
	for _, name := range scope.Names() {
		owner, ok := scope.Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		structure, ok := owner.Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for own := range structure.Fields() {
			if own == field {
				return name
			}
		}
	}
	return ""
}
