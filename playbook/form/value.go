package form

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kept/playbook"
	"kept/playbook/work"
)

// isoDay is the form in which a wrong day is surely meant as a date.
var isoDay = regexp.MustCompile(`^\d{4}-\d{1,2}-\d{1,2}$`)

// stored returns what a person wrote in the form that the column stores, or
// the sentence that says what would be right.
func (in *input) stored(text string) (string, error) {
	text = playbook.CleanText(text)
	if in.link() {
		return strings.TrimSpace(text), nil
	}
	switch in.Type {
	case playbook.TypeDate:
		d, err := playbook.ParseDate(text)
		switch {
		case err == nil:
			return string(d), nil
		case isoDay.MatchString(strings.TrimSpace(text)):
			return "", fmt.Errorf("“%s” is not a date: %s is not a day in the calendar; write it like 15 Jan 2027", in.key, strings.TrimSpace(text))
		}
		return "", fmt.Errorf("“%s” is not a date: “%s”; write it like 15 Jan 2027", in.key, clip(text))
	case playbook.TypeMoney:
		m, err := playbook.ParseMoney(text)
		if err != nil {
			return "", fmt.Errorf("“%s” is not an amount: “%s”; write it like 48000 or 48,000.50", in.key, clip(text))
		}
		return string(m), nil
	case playbook.TypeWhole:
		t := strings.TrimSpace(text)
		if n, err := strconv.Atoi(t); (err != nil || n < -work.MaxWhole || n > work.MaxWhole) && t != "" {
			return "", fmt.Errorf("“%s” is not a whole number: “%s”; write it in digits, like 12", in.key, clip(text))
		}
		if days := in.days(); days != nil && !slices.ContainsFunc(days, func(d int) bool { return strconv.Itoa(d) == t }) {
			return "", fmt.Errorf("“%s” is the day of %s: write %s, not “%s”", in.key, dayOf(in.field), orDays(days), clip(text))
		}
		return t, nil
	case playbook.TypeTick:
		switch strings.ToLower(strings.TrimSpace(text)) {
		case "yes", "true":
			return "true", nil
		case "", "no", "false":
			return "", nil
		}
		return "", fmt.Errorf("“%s” is a tick: write yes or no, not “%s”", in.key, clip(text))
	case playbook.TypeChoice:
		return in.choice(text)
	case playbook.TypeMulti:
		var out []string
		for _, one := range strings.Split(text, ",") {
			v, err := in.choice(one)
			if err != nil {
				return "", err
			}
			if v != "" {
				out = append(out, v)
			}
		}
		return strings.Join(out, ","), nil
	}
	return text, nil
}

// dayOf says of what a day is.
func dayOf(f *playbook.Field) string {
	if f.Noun == "inspection" {
		return "an inspection"
	}
	return "a proof point"
}

// orDays writes days as 30, 60 or 90.
func orDays(days []int) string {
	words := make([]string, len(days))
	for i, d := range days {
		words[i] = strconv.Itoa(d)
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// choice finds an option by its stored word or its label; case does not matter.
func (in *input) choice(text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil
	}
	words := make([]string, len(in.Options))
	for i, o := range in.Options {
		if strings.EqualFold(text, o.Value) || strings.EqualFold(text, o.Label) || strings.EqualFold(strings.NewReplacer("-", "_", " ", "_").Replace(text), o.Value) {
			return o.Value, nil
		}
		words[i] = o.Value
	}
	hint := ""
	if n := nearest(text, words); n != "" {
		hint = fmt.Sprintf("; did you mean %s?", n)
	}
	return "", fmt.Errorf("“%s” cannot be “%s”: write one of %s%s", in.key, clip(text), strings.Join(words, ", "), hint)
}

// same tells whether two stored values say the same. A multiple choice may be
// joined with or without spaces, and a measured value written 4.5 or 4.50.
func (in *input) same(a, b string) bool {
	if in.field.Noun == "measurement" && in.Col == "value" {
		return plainNumber(a) == plainNumber(b)
	}
	if in.Type != playbook.TypeMulti {
		return a == b
	}
	return strings.Join(playbook.SplitMany(a), ",") == strings.Join(playbook.SplitMany(b), ",")
}
