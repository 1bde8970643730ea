package main

import (
	"flag"
	"strings"

	"kept/playbook"
)

// choice reads one of several answers: as it is stored, or as it is shown, with
// hyphens, underscores or spaces, in any case.
func choice(name, typed string, options []playbook.Option) (string, error) {
	if strings.TrimSpace(typed) == "" {
		return "", nil
	}
	var words []string
	for _, o := range options {
		if same := kebab(typed); same == kebab(o.Value) || same == kebab(o.Label) {
			return o.Value, nil
		}
		words = append(words, kebab(o.Value))
	}
	return "", usage("%s is one of %s, not %q", name, strings.Join(words, ", "), one(typed, 40))
}

// kebab writes an answer in lower case with hyphens and without articles:
// not-what-we-were-told, optimised-for-close.
func kebab(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == '_' || r == '-' })
	var out []string
	for _, w := range words {
		if w != "the" {
			out = append(out, w)
		}
	}
	return strings.Join(out, "-")
}

// choices lists the answers for the help of a flag.
func choices(options []playbook.Option) string {
	words := make([]string, len(options))
	for i, o := range options {
		words[i] = kebab(o.Value)
	}
	return strings.Join(words, ", ")
}

// An entry is a flag that fills a column of a row.
type entry struct{ flag, col, about string }

// rowFlags declares a flag for each entry, of the type that the table of fields
// gives its column, and returns what reads those that were given: values by
// column, as stored. An empty text clears a value.
func rowFlags(fs *flag.FlagSet, noun, kind string, entries []entry) func() (map[string]string, error) {
	texts, ticks := map[string]*string{}, map[string]*bool{}
	inputs := map[string]*playbook.Input{}
	for _, e := range entries {
		_, in := playbook.FieldOfColumn(noun, kind, e.col)
		inputs[e.col] = in
		about := e.about
		if in.Type == playbook.TypeChoice {
			about += ", a `CHOICE`: " + choices(in.Options)
		}
		if in.Type == playbook.TypeTick {
			ticks[e.col] = fs.Bool(e.flag, false, about)
			continue
		}
		texts[e.col] = fs.String(e.flag, "", about)
	}
	return func() (map[string]string, error) {
		out := map[string]string{}
		for _, e := range entries {
			if !given(fs, e.flag) {
				continue
			}
			if t := ticks[e.col]; t != nil {
				out[e.col] = ""
				if *t {
					out[e.col] = "true"
				}
				continue
			}
			v, err := typedValue("--"+e.flag, *texts[e.col], inputs[e.col])
			if err != nil {
				return nil, err
			}
			out[e.col] = v
		}
		return out, nil
	}
}

// given tells whether a flag stands on the command line.
func given(fs *flag.FlagSet, name string) bool {
	is := false
	fs.Visit(func(f *flag.Flag) { is = is || f.Name == name })
	return is
}

// typedValue reads a value of the command line for an input.
func typedValue(flag, typed string, in *playbook.Input) (string, error) {
	switch in.Type {
	case playbook.TypeDate:
		d, err := date(flag, typed)
		return string(d), err
	case playbook.TypeChoice:
		return choice(flag, typed, in.Options)
	}
	return typed, nil
}
