package library

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

const schemaFile = "../../docs/playbook.schema.json"

// schema is docs/playbook.schema.json as an independent validator reads it.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validate asks the schema about the file as JSON has it.
func validate(t *testing.T, s *jsonschema.Schema, file []byte) error {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(file, &v); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(plain)
}

func files(t *testing.T, pattern string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	out := map[string][]byte{}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = b
	}
	return out
}

// Whatever the reader takes, the schema takes: the built-in playbooks, the good
// files, what the documentation shows and what is written of all of them.
func TestTheSchemaTakesGoodFiles(t *testing.T) {
	s := schema(t)
	good := files(t, "testdata/good/*.yaml")
	maps.Copy(good, files(t, "../../assets/playbooks/*.yaml"))
	for i, b := range blocks(t) {
		good[fmt.Sprintf("block %d of the documentation", i+1)] = []byte(b)
	}
	lib := everything(t)
	for name, b := range good {
		if err := validate(t, s, b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		p, err := ReadWith(name, bytes.NewReader(b), lib.now.Load().lookup(b))
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		for _, out := range [][]byte{Write(&p), WriteWhole(&p)} {
			if err := validate(t, s, out); err != nil {
				t.Errorf("%s as written: %v", name, err)
			}
		}
	}
}

// everything is a library of the built-in playbooks and the documented one.
func everything(t *testing.T) *Library {
	t.Helper()
	p, err := Read("clinic-60.yaml", strings.NewReader(blocks(t)[0]))
	if err != nil {
		t.Fatal(err)
	}
	lib, err := New(append(builtin(t), p)...)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// A bad file begins with what is said of it: whether the schema refuses it too,
// its line, and the sentence.
func TestBadFilesAreRefusedByTheReaderAndWhereItCanByTheSchema(t *testing.T) {
	s := schema(t)
	lib, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range files(t, "testdata/bad/*.yaml") {
		first, _, _ := strings.Cut(string(b), "\n")
		verdict, want, ok := strings.Cut(strings.TrimPrefix(first, "# schema "), " it; line ")
		if !ok {
			t.Errorf("%s does not begin with what is wrong with it", name)
			continue
		}
		_, err := lib.Read(name, b)
		if err == nil {
			t.Errorf("%s is read without an error", name)
			continue
		}
		if !slices.Contains(strings.Split(err.Error(), "\n"), name+":"+want) {
			t.Errorf("%s\ngot  %v\nwant %s", name, err, want)
		}
		switch refused := validate(t, s, b); {
		case verdict == "refuses" && refused == nil:
			t.Errorf("%s: the schema takes it", name)
		case verdict == "takes" && refused != nil:
			t.Errorf("%s: the schema refuses it after all: %v", name, refused)
		}
	}
}

// The keys of the schema are those of the reader, level by level.
func TestTheSchemaHasTheKeysOfTheReader(t *testing.T) {
	b, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	type level struct {
		Properties map[string]json.RawMessage `json:"properties"`
		Closed     *bool                      `json:"additionalProperties"`
	}
	var all struct {
		level
		Defs map[string]level `json:"$defs"`
	}
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	var gaps level
	if err := json.Unmarshal(all.Properties["gaps"], &gaps); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		got  level
		want []string
	}{
		{"playbook", all.level, playbookKeys()}, {"gaps", gaps, gapKeys()}, {"anchor", all.Defs["anchor"], anchorKeys()}, {"phase", all.Defs["phase"], phaseKeys()},
		{"include", all.Defs["include"], includeKeys()}, {"step", all.Defs["step"], stepKeys()}, {"input", all.Defs["input"], inputKeys()},
	} {
		if got := slices.Sorted(maps.Keys(c.got.Properties)); !slices.Equal(got, slices.Sorted(slices.Values(c.want))) {
			t.Errorf("%s has the keys %v in the schema, the reader takes %v", c.name, got, c.want)
		}
		if c.got.Closed == nil || *c.got.Closed {
			t.Errorf("%s takes other keys in the schema", c.name)
		}
	}
}
