package table

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/currency"
)

// A Mapping names the column of each field. Fields without a column are not in it.
type Mapping map[Field]string

// A MappingError says that a mapping does not fit the file.
type MappingError struct {
	Field   Field
	Column  string   // the column asked for, "" when the field has none and needs one
	Columns []string // the columns there are
}

func (e *MappingError) Error() string {
	var names []string
	for _, c := range e.Columns[:min(len(e.Columns), 30)] {
		names = append(names, clip(c, 40))
	}
	if more := len(e.Columns) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	list := strings.Join(names, ", ")
	if e.Column != "" {
		return fmt.Sprintf("There is no column %q for the %s; the columns are: %s.", clip(e.Column, 40), e.Field.Label(), list)
	}
	return fmt.Sprintf("No column is known to hold the %s; say which of these does: %s.", e.Field.Label(), list)
}

// HeaderKey is the same text for the same set of column names, whatever their order,
// case and surrounding spaces, so that a mapping can be remembered for the next export.
func HeaderKey(columns []string) string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = strings.ToLower(strings.Join(strings.Fields(c), " "))
	}
	slices.Sort(names)
	sum := sha256.Sum256([]byte(strings.Join(names, "\x1f")))
	return hex.EncodeToString(sum[:12])
}

// Guess maps the columns whose names are known from the exports of common CRMs.
// Where several columns could hold the stage it prefers one that says won or lost.
func (s *Sheet) Guess() Mapping {
	m := Mapping{}
	if s.Heading {
		for f, i := range guess(s.Columns, s.sample) {
			m[f] = s.Columns[i]
		}
	}
	return m
}

// Mapping returns the guess with over laid on it, in the file's spelling of the columns.
// A column that over claims is taken from the field it was guessed for; an empty name
// leaves the field out. A name that the file does not have is a *MappingError.
func (s *Sheet) Mapping(over Mapping) (Mapping, error) {
	m := s.Guess()
	for _, f := range slices.Sorted(maps.Keys(over)) {
		if !slices.Contains(Fields(), f) {
			return nil, &FieldError{Field: f}
		}
		delete(m, f)
	}
	claimed := Mapping{}
	for _, f := range slices.Sorted(maps.Keys(over)) {
		if over[f] == "" {
			continue
		}
		i := s.column(over[f])
		if i < 0 {
			return nil, &MappingError{Field: f, Column: over[f], Columns: s.Columns}
		}
		claimed[f] = s.Columns[i]
		for g, c := range m {
			if c == s.Columns[i] {
				delete(m, g)
			}
		}
	}
	maps.Copy(m, claimed)
	return m, nil
}

// A FieldError says that a mapping names a field that deals do not have.
type FieldError struct{ Field Field }

func (e *FieldError) Error() string {
	names := make([]string, 0, len(Fields()))
	for _, f := range Fields() {
		names = append(names, string(f))
	}
	return fmt.Sprintf("A deal has no field %q; the fields are: %s.", clip(string(e.Field), 40), strings.Join(names, ", "))
}

func (s *Sheet) column(name string) int {
	want := strings.Join(strings.Fields(name), " ")
	exact := slices.Index(s.Columns, want)
	if exact >= 0 {
		return exact
	}
	return slices.IndexFunc(s.Columns, func(c string) bool { return strings.EqualFold(c, want) })
}

// places are the indexes of the columns, -1 for a field without one.
type places struct{ account, seller, product, stage, closeDate, value, currency, id int }

func (s *Sheet) places(m Mapping) places {
	of := func(f Field) int {
		if c, ok := m[f]; ok {
			return slices.Index(s.Columns, c)
		}
		return -1
	}
	return places{of(FieldAccount), of(FieldSeller), of(FieldProduct), of(FieldStage), of(FieldCloseDate), of(FieldValue), of(FieldCurrency), of(FieldDealID)}
}

// known lists, most telling first, the column names of each field without case,
// accents, spaces and punctuation, and without the "Deal - " that Pipedrive puts first.
// Sources: the export headings of Salesforce, HubSpot, Pipedrive, Zoho, Dynamics and
// Close in English, and the German, French and Spanish words for the same things.
func known(f Field) []string {
	switch f {
	case FieldAccount:
		return words("account accountname associatedcompanyprimary associatedcompany associatedcompanies primarycompany company companyname organization organisation organizationname organisationname customer customername client clientname potentialcustomer leadname kunde kundenname firma firmenname unternehmen organisationsname compte nomducompte client entreprise societe cuenta nombredelacuenta cliente empresa")
	case FieldSeller:
		return words("seller salesagent owner opportunityowner dealowner ownername opportunityownername accountexecutive salesrep salesperson salesrepresentative rep assignedto user verkaufer vertriebler inhaber besitzer verantwortlich zustandig proprietaire vendeur propietario vendedor")
	case FieldProduct:
		return words("product productname products productsname lineitem lineitemname item itemname produkt produktname artikel produit nomduproduit producto")
	case FieldStage:
		return words("dealstatus status dealstage opportunitystage stage stagename salesstage pipelinestage opportunitystatus statuslabel outcome phase verkaufsphase dealphase etape statut etapa estado fase")
	case FieldCloseDate:
		return words("closedate dateclosed closeddate closedon dealwontime wontime wondate datewon actualclosedate closingdate dealclosedon dealclosedate dealclosedtime closedtime dealclosetime closetime expectedclosedate dealexpectedclosedate estclosedate estimatedclosedate abschlussdatum schlusstermin abgeschlossenam gewonnenam datedecloture fechadecierre")
	case FieldValue:
		return words("closevalue dealvalue value amount dealamount opportunityamount amountincompanycurrency actualrevenue totalvalue totalamount contractvalue acv arr revenue estrevenue price betrag wert auftragswert umsatz volumen montant valeur importe valor monto")
	case FieldCurrency:
		return words("currency currencycode currencyisocode dealcurrency dealcurrencyofvalue currencyofvalue amountcurrency opportunitycurrency closevaluecurrency wahrung devise moneda")
	case FieldDealID:
		return words("dealid opportunityid recordid id dealrecordid opportunitynumber dealnumber potentialid vorgangsnummer auftragsnummer")
	}
	return nil
}

func words(s string) []string { return strings.Fields(s) }

// guess returns the index of the column of each field that a heading names. rows, which
// may be nil, settle which of several columns is the stage.
func guess(heading []string, rows [][]string) map[Field]int {
	// Later columns of the same name lose: a CRM repeats a heading for a related object.
	at := map[string]int{}
	for i := len(heading) - 1; i >= 0; i-- {
		for _, k := range headingKeys(heading[i]) {
			if k != "" {
				at[k] = i
			}
		}
	}
	m := map[Field]int{}
	taken := map[int]bool{}
	for _, f := range Fields() {
		best, most := -1, -1
		for _, w := range known(f) {
			i, ok := at[w]
			if !ok || taken[i] {
				continue
			}
			n := 0
			if f == FieldStage {
				n = ended(rows, i)
			}
			if n > most {
				best, most = i, n
			}
		}
		if best >= 0 {
			m[f] = best
			taken[best] = true
		}
	}
	return m
}

// ended reports as 1 that column i holds a word for won or lost.
func ended(rows [][]string, i int) int {
	for _, r := range rows {
		if s := knownStage(r[i]); s == StageWon || s == StageLost {
			return 1
		}
	}
	return 0
}

// headingKeys returns the forms under which a column name is looked up: whole, without
// what stands in brackets, and without the object that Pipedrive names first.
func headingKeys(name string) []string {
	keys := []string{squash(name)}
	bare := name
	if i := strings.IndexByte(bare, '('); i > 0 {
		bare = bare[:i]
		keys = append(keys, squash(bare))
	}
	// Only the deal's own: "Organization - ID" is not the id of a deal.
	if object, rest, ok := strings.Cut(bare, " - "); ok && squash(object) == "deal" {
		keys = append(keys, squash(rest))
	}
	if code := headingCurrency(name); code != "" {
		keys = append(keys, squash(strings.TrimSuffix(strings.TrimRight(bare, " "), code)))
	}
	return keys
}

// headingCurrency returns the code in headings such as "Amount (EUR)" and "Value USD".
// A heading all in capitals has none: ALL, TOP and TRY are currencies too.
func headingCurrency(name string) string {
	name = strings.TrimRight(strings.TrimSpace(name), ")]")
	i := strings.LastIndexAny(name, " ([")
	if i < 1 || name[:i] == strings.ToUpper(name[:i]) {
		return ""
	}
	code := name[i+1:]
	if len(code) != 3 || code != strings.ToUpper(code) {
		return ""
	}
	if _, err := currency.ParseISO(code); err != nil {
		return ""
	}
	return code
}
