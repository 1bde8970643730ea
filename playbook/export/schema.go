package export

import (
	"encoding/json"
	"reflect"

	"kept/playbook"
)

// The patterns of texts. All but the ids of rows may be empty.
const (
	anyID      = `^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`
	anyDay     = `^([0-9]{4}-[0-9]{2}-[0-9]{2})?$`
	anyMoment  = `^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z)?$`
	anyAmount  = `^([0-9]+(\.[0-9]+)?)?$`
	idOrNone   = `^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?$`
	keyPattern = `^[0-9a-f]+$`
)

type schema map[string]any

// Schema describes the document (JSON Schema 2020-12), from the same nouns that
// it is written from. docs/export.schema.json is this text.
func Schema() []byte {
	defs := schema{
		"act":  actSchema(),
		"line": lineSchema(),
		"id":   schema{"type": "string", "pattern": anyID},
	}
	workspace, account := []property{}, []property{}
	rec := reflect.TypeFor[playbook.Record]()
	for i := range rec.NumField() {
		f := rec.Field(i)
		if f.Type.Kind() != reflect.Slice {
			n := reflect.New(f.Type).Interface().(playbook.Noun)
			name := playbook.NounName(n)
			defs[name] = rowSchema(n)
			of := schema{"$ref": "#/$defs/" + name}
			if name != "account" {
				of = schema{"anyOf": []schema{of, {"type": "null"}}}
			}
			account = append(account, property{name, of})
			continue
		}
		account = append(account, listOf(defs, reflect.New(f.Type.Elem()).Interface().(playbook.Noun)))
	}
	for _, n := range playbook.Nouns() {
		if _, ok := n.(*playbook.Account); !ok && !hangsOnAccount(n) {
			workspace = append(workspace, listOf(defs, n))
		}
	}
	past := property{"history", schema{"type": "array", "items": schema{"$ref": "#/$defs/act"}, "description": "Every act with all its lines, the oldest first; behind those of this workspace those of elsewhere that packs have brought."}}
	s := object([]property{
		{"format", schema{"const": Format, "description": "Grows when a reader that knows the one before would misunderstand the document."}},
		{"made_at", schema{"type": "string", "pattern": anyMoment}},
		{"made_by", schema{"type": "string"}},
		{"with_sensitive", schema{"type": "boolean", "description": "Whether sensitive values came along; otherwise their keys are left out."}},
		{"workspace", object(append(workspace, past))},
		{"accounts", schema{"type": "array", "items": object(append(account, past))}},
	})
	s["$schema"], s["title"], s["$defs"] = "https://json-schema.org/draft/2020-12/schema", "Kept: export", defs
	s["description"] = "Everything in a workspace but what lies in the trash. Texts are as they were written, what is not answered is empty; days are 2027-03-31, moments are in UTC, amounts are decimals in a text."
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		panic(err) // maps and texts have a JSON form
	}
	return append(b, '\n')
}

type property struct {
	name string
	is   schema
}

// object is the schema of an object that has these keys and no others; optional
// ones may be missing.
func object(props []property, optional ...string) schema {
	all, required := schema{}, []string{}
	may := map[string]bool{}
	for _, name := range optional {
		may[name] = true
	}
	for _, p := range props {
		all[p.name] = p.is
		if !may[p.name] {
			required = append(required, p.name)
		}
	}
	return schema{"type": "object", "properties": all, "required": required, "additionalProperties": false}
}

func listOf(defs schema, n playbook.Noun) property {
	name := playbook.NounName(n)
	defs[name] = rowSchema(n)
	return property{plural(name), schema{"type": "array", "items": schema{"$ref": "#/$defs/" + name}}}
}

// rowSchema describes a row of a noun. Sensitive values may be missing.
func rowSchema(n playbook.Noun) schema {
	name := playbook.NounName(n)
	props := []property{{"id", schema{"$ref": "#/$defs/id"}}}
	var optional []string
	for _, c := range told(n, true) {
		is := schema{"type": "string"}
		switch c.Any(n).(type) {
		case bool:
			is["type"] = "boolean"
		case int:
			is["type"] = "integer"
		case playbook.ID:
			is["pattern"] = idOrNone
		case playbook.Date:
			is["pattern"] = anyDay
		case playbook.Moment:
			is["pattern"] = anyMoment
		case playbook.Money:
			is["pattern"] = anyAmount
		}
		is["title"] = playbook.NameOfField(name, "", c.Name)
		if words := answers(name, c.Name); words != "" {
			is["description"] = "Empty, or " + words + "."
		}
		if playbook.IsSensitive(name, c.Name) {
			optional = append(optional, c.Name)
			is["description"] = "Sensitive: left out unless it was asked for."
		}
		props = append(props, property{c.Name, is})
	}
	s := object(props, optional...)
	s["description"] = tableAbout(n)
	return s
}

func actSchema() schema {
	text, key := schema{"type": "string"}, schema{"type": "string", "pattern": keyPattern}
	return object([]property{
		{"id", schema{"$ref": "#/$defs/id"}},
		{"at", schema{"type": "string", "pattern": anyMoment}},
		{"who", text},
		{"device", schema{"type": "string", "description": "The installation."}},
		{"label", schema{"type": "string", "description": "What was done."}},
		{"why", schema{"type": "string", "description": "The reason that was given."}},
		{"kind", schema{"enum": []string{"do", "undo", "redo", playbook.ClaimMend, "forget", "purge", "purged"}}},
		{"undoes", schema{"type": "string", "pattern": anyID, "description": "Of an undo or redo: the act that it turned."}},
		{"took", with(key, "Of an act that took in a pack: the key that signed it.")},
		{"key", with(key, "Of an act of elsewhere: the key of the pack that brought it.")},
		{"undone", schema{"const": true, "description": "It was taken back."}},
		{"lines", schema{"type": "array", "items": schema{"$ref": "#/$defs/line"}}},
	}, "device", "label", "why", "undoes", "took", "key", "undone")
}

func lineSchema() schema {
	row := schema{"type": []string{"string", "object", "null"}, "additionalProperties": schema{"type": "string"}}
	return object([]property{
		{"noun", schema{"type": "string"}},
		{"row", schema{"$ref": "#/$defs/id"}},
		{"column", schema{"type": "string", "description": "Not there where a whole row was added or removed; its values are an object then."}},
		{"old", with(row, "Before; null where there was no row.")},
		{"new", with(row, "After; null where there is no row.")},
		{"left_out", schema{"const": true, "description": "Something sensitive was left out of the values."}},
	}, "column", "left_out")
}

func with(s schema, description string) schema {
	out := schema{"description": description}
	for k, v := range s {
		out[k] = v
	}
	return out
}
