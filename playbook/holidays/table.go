package holidays

import "time"

// table holds the sets by code; nothing writes to it but what each computes
// once. A set is what the law of its country counts; the tests name the laws.
var table = remembered([]Set{
	{Code: "AT", Name: "Austria", rules: []rule{
		fixed(time.January, 1, newYear), fixed(time.January, 6, epiphany), easter(1, easterMonday), fixed(time.May, 1, labourDay),
		easter(39, ascension), easter(50, whitMonday), easter(60, corpusChristi), fixed(time.August, 15, assumption),
		fixed(time.October, 26, "National Day"), fixed(time.November, 1, allSaints), fixed(time.December, 8, conception),
		fixed(time.December, 25, christmas), fixed(time.December, 26, stStephen),
	}},
	{Code: "AU", Name: "Australia", Note: "Days of the states, such as Labour Day and the King’s Birthday, are not in it.", rules: []rule{
		fixed(time.January, 1, newYear).moved(after), fixed(time.January, 26, "Australia Day").moved(after), easter(-2, goodFriday),
		easter(1, easterMonday), fixed(time.April, 25, "Anzac Day"), once(2022, time.September, 22, "National Day of Mourning"),
		fixed(time.December, 25, christmas).moved(after), fixed(time.December, 26, boxingDay).moved(after),
	}},
	{Code: "BE", Name: "Belgium", rules: []rule{
		fixed(time.January, 1, newYear), easter(1, easterMonday), fixed(time.May, 1, labourDay), easter(39, ascension),
		easter(50, whitMonday), fixed(time.July, 21, "National Day"), fixed(time.August, 15, assumption),
		fixed(time.November, 1, allSaints), fixed(time.November, 11, "Armistice Day"), fixed(time.December, 25, christmas),
	}},
	{Code: "BG", Name: "Bulgaria", Note: "Days that the government swaps with a Saturday are not in it.", rules: []rule{
		fixed(time.January, 1, newYear).moved(after), fixed(time.March, 3, "Liberation Day").moved(after), orthodox(-2, goodFriday),
		orthodox(-1, "Holy Saturday"), orthodox(0, easterSunday), orthodox(1, easterMonday), fixed(time.May, 1, labourDay).moved(after),
		fixed(time.May, 6, "St George’s Day").moved(after), fixed(time.May, 24, "Day of Bulgarian Education and Culture").moved(after),
		fixed(time.September, 6, "Unification Day").moved(after), fixed(time.September, 22, "Independence Day").moved(after),
		fixed(time.December, 24, christmasEve).moved(after), fixed(time.December, 25, christmas).moved(after),
		fixed(time.December, 26, secondChristmas).moved(after),
	}},
	{Code: "CA", Name: "Canada", Note: "The holidays of the Canada Labour Code; days of the provinces, such as Family Day, are not in it.", rules: []rule{
		fixed(time.January, 1, newYear).moved(after), easter(-2, goodFriday), from(time.Monday, time.May, 18, "Victoria Day"),
		fixed(time.July, 1, "Canada Day").moved(after), nth(1, time.Monday, time.September, "Labour Day"),
		fixed(time.September, 30, "National Day for Truth and Reconciliation").since(2021).moved(after),
		nth(2, time.Monday, time.October, "Thanksgiving Day"), fixed(time.November, 11, "Remembrance Day").moved(after),
		fixed(time.December, 25, christmas).moved(after), fixed(time.December, 26, boxingDay).moved(after),
	}},
	{Code: "CH", Name: "Switzerland", Note: "Only what every canton keeps; days of the cantons, such as Good Friday and Whit Monday, are not in it.", rules: []rule{
		fixed(time.January, 1, newYear), easter(39, ascension), fixed(time.August, 1, "National Day"), fixed(time.December, 25, christmas),
	}},
	{Code: "DE", Name: "Germany", Note: "Days of the states, such as Corpus Christi and All Saints’ Day, are not in it.", rules: []rule{
		fixed(time.January, 1, newYear), easter(-2, goodFriday), easter(1, easterMonday), fixed(time.May, 1, labourDay),
		easter(39, ascension), easter(50, whitMonday), fixed(time.October, 3, "German Unity Day"),
		once(2017, time.October, 31, "Reformation Day"), fixed(time.December, 25, christmas), fixed(time.December, 26, secondChristmas),
	}},
	{Code: "DK", Name: "Denmark", Note: "Constitution Day and Christmas Eve, which agreements give, are not in it.", rules: []rule{
		fixed(time.January, 1, newYear), easter(-3, maundyThursday), easter(-2, goodFriday), easter(0, easterSunday),
		easter(1, easterMonday), easter(26, "Great Prayer Day").to(2023), easter(39, ascension), easter(49, whitSunday),
		easter(50, whitMonday), fixed(time.December, 25, christmas), fixed(time.December, 26, secondChristmas),
	}},
	{Code: "ES", Name: "Spain", Note: "Days of the regions, and the Mondays to which they move a Sunday, are not in it.", rules: []rule{
		fixed(time.January, 1, newYear), fixed(time.January, 6, epiphany), easter(-2, goodFriday), fixed(time.May, 1, labourDay),
		fixed(time.August, 15, assumption), fixed(time.October, 12, "National Day"), fixed(time.November, 1, allSaints),
		fixed(time.December, 6, "Constitution Day"), fixed(time.December, 8, conception), fixed(time.December, 25, christmas),
	}},
	// The two eves are no public holidays, but the act on annual leave counts
	// them like Sundays, and offices are closed.
	{Code: "FI", Name: "Finland", rules: []rule{
		fixed(time.January, 1, newYear), fixed(time.January, 6, epiphany), easter(-2, goodFriday), easter(0, easterSunday),
		easter(1, easterMonday), fixed(time.May, 1, "May Day"), easter(39, ascension), easter(49, whitSunday),
		from(time.Friday, time.June, 19, midsummerEve), from(time.Saturday, time.June, 20, midsummerDay),
		from(time.Saturday, time.October, 31, allSaints), fixed(time.December, 6, "Independence Day"),
		fixed(time.December, 24, christmasEve), fixed(time.December, 25, christmas), fixed(time.December, 26, stStephen),
	}},
	{Code: "FR", Name: "France", Note: "The two days more of Alsace and Moselle are not in it.", rules: []rule{
		fixed(time.January, 1, newYear), easter(1, easterMonday), fixed(time.May, 1, labourDay), fixed(time.May, 8, "Victory Day"),
		easter(39, ascension), easter(50, whitMonday), fixed(time.July, 14, "Bastille Day"), fixed(time.August, 15, assumption),
		fixed(time.November, 1, allSaints), fixed(time.November, 11, "Armistice Day"), fixed(time.December, 25, christmas),
	}},
	{Code: "GB", Name: "United Kingdom", Note: "The bank holidays of England and Wales; those of Scotland and Northern Ireland differ.", rules: []rule{
		fixed(time.January, 1, newYear).moved(after), easter(-2, goodFriday), easter(1, easterMonday),
		nth(1, time.Monday, time.May, "Early May Bank Holiday").not(2020), once(2020, time.May, 8, "Early May Bank Holiday"),
		once(2023, time.May, 8, "Coronation of King Charles III"), nth(-1, time.Monday, time.May, "Spring Bank Holiday").not(2022),
		once(2022, time.June, 2, "Spring Bank Holiday"), once(2022, time.June, 3, "Platinum Jubilee"),
		nth(-1, time.Monday, time.August, "Summer Bank Holiday"), once(2022, time.September, 19, "State Funeral of Queen Elizabeth II"),
		fixed(time.December, 25, christmas).moved(after), fixed(time.December, 26, boxingDay).moved(after),
	}},
	// The first of May gives way to Holy Week and to Sundays, by a decision of
	// each year; those that were made by 2024 are here.
	{Code: "GR", Name: "Greece", Note: "1 May is moved by decision when it falls into Holy Week or on a Sunday; add the day that is announced.", rules: []rule{
		fixed(time.January, 1, newYear), fixed(time.January, 6, epiphany), orthodox(-48, "Clean Monday"), fixed(time.March, 25, "Independence Day"),
		orthodox(-2, goodFriday), orthodox(1, easterMonday), fixed(time.May, 1, labourDay).not(2016, 2021, 2022, 2024),
		once(2016, time.May, 3, labourDay), once(2021, time.May, 4, labourDay), once(2022, time.May, 2, labourDay), once(2024, time.May, 7, labourDay),
		orthodox(50, whitMonday), fixed(time.August, 15, assumption), fixed(time.October, 28, "Ohi Day"),
		fixed(time.December, 25, christmas), fixed(time.December, 26, secondChristmas),
	}},
	{Code: "IE", Name: "Ireland", Note: "A holiday on a weekend gives no other day off by law; add the day that your office closes.", rules: []rule{
		fixed(time.January, 1, newYear), stBrigid(), fixed(time.March, 17, "St Patrick’s Day"), once(2022, time.March, 18, "Day of Remembrance"),
		easter(1, easterMonday), nth(1, time.Monday, time.May, "May Day"), nth(1, time.Monday, time.June, "June Holiday"),
		nth(1, time.Monday, time.August, "August Holiday"), nth(-1, time.Monday, time.October, "October Holiday"),
		fixed(time.December, 25, christmas), fixed(time.December, 26, stStephen),
	}},
	{Code: "IT", Name: "Italy", Note: "The day of a town’s patron saint is not in it.", rules: []rule{
		fixed(time.January, 1, newYear), fixed(time.January, 6, epiphany), easter(1, easterMonday), fixed(time.April, 25, "Liberation Day"),
		fixed(time.May, 1, labourDay), fixed(time.June, 2, "Republic Day"), fixed(time.August, 15, assumption),
		fixed(time.October, 4, "St Francis of Assisi").since(2026), fixed(time.November, 1, allSaints),
		fixed(time.December, 8, conception), fixed(time.December, 25, christmas), fixed(time.December, 26, stStephen),
	}},
	{Code: "NL", Name: "Netherlands", Note: "Many offices work on Good Friday and, but for every fifth year, on Liberation Day: mark those as worked.", rules: []rule{
		fixed(time.January, 1, newYear), easter(-2, goodFriday), easter(0, easterSunday), easter(1, easterMonday),
		fixed(time.April, 27, "King’s Day").since(2014).moved(sunday), fixed(time.May, 5, "Liberation Day"), easter(39, ascension),
		easter(49, whitSunday), easter(50, whitMonday), fixed(time.December, 25, christmas), fixed(time.December, 26, secondChristmas),
	}},
	{Code: "NO", Name: "Norway", rules: []rule{
		fixed(time.January, 1, newYear), easter(-3, maundyThursday), easter(-2, goodFriday), easter(0, easterSunday), easter(1, easterMonday),
		fixed(time.May, 1, labourDay), fixed(time.May, 17, "Constitution Day"), easter(39, ascension), easter(49, whitSunday),
		easter(50, whitMonday), fixed(time.December, 25, christmas), fixed(time.December, 26, secondChristmas),
	}},
	{Code: "PL", Name: "Poland", Note: "The day off for a holiday on a Saturday, which each employer names, is not in it.", rules: []rule{
		fixed(time.January, 1, newYear), fixed(time.January, 6, epiphany), easter(0, easterSunday), easter(1, easterMonday),
		fixed(time.May, 1, labourDay), fixed(time.May, 3, "Constitution Day"), easter(49, whitSunday), easter(60, corpusChristi),
		fixed(time.August, 15, assumption), fixed(time.November, 1, allSaints), fixed(time.November, 11, "Independence Day"),
		once(2018, time.November, 12, "Centenary of Independence"), fixed(time.December, 24, christmasEve).since(2025),
		fixed(time.December, 25, christmas), fixed(time.December, 26, secondChristmas),
	}},
	// Four holidays were suspended from 2013 to 2015.
	{Code: "PT", Name: "Portugal", Note: "Carnival Tuesday and the day of a town’s patron saint are not in it.", rules: []rule{
		fixed(time.January, 1, newYear), easter(-2, goodFriday), easter(0, easterSunday), fixed(time.April, 25, "Freedom Day"),
		fixed(time.May, 1, labourDay), easter(60, corpusChristi).not(2013, 2014, 2015), fixed(time.June, 10, "Portugal Day"),
		fixed(time.August, 15, assumption), fixed(time.October, 5, "Republic Day").not(2013, 2014, 2015),
		fixed(time.November, 1, allSaints).not(2013, 2014, 2015), fixed(time.December, 1, "Restoration of Independence").not(2013, 2014, 2015),
		fixed(time.December, 8, conception), fixed(time.December, 25, christmas),
	}},
	// The three eves are no public holidays, but the act on annual leave counts
	// them like Sundays, and offices are closed.
	{Code: "SE", Name: "Sweden", rules: []rule{
		fixed(time.January, 1, newYear), fixed(time.January, 6, epiphany), easter(-2, goodFriday), easter(0, easterSunday),
		easter(1, easterMonday), fixed(time.May, 1, labourDay), easter(39, ascension), easter(49, whitSunday),
		fixed(time.June, 6, "National Day").since(2005), from(time.Friday, time.June, 19, midsummerEve), from(time.Saturday, time.June, 20, midsummerDay),
		from(time.Saturday, time.October, 31, allSaints), fixed(time.December, 24, christmasEve), fixed(time.December, 25, christmas),
		fixed(time.December, 26, secondChristmas), fixed(time.December, 31, "New Year’s Eve"),
	}},
	{Code: "US", Name: "United States", Note: "The federal holidays; many firms work on some of them: mark those as worked.", rules: []rule{
		fixed(time.January, 1, newYear).moved(nearest), nth(3, time.Monday, time.January, "Birthday of Martin Luther King, Jr."),
		nth(3, time.Monday, time.February, "Washington’s Birthday"), nth(-1, time.Monday, time.May, "Memorial Day"),
		fixed(time.June, 19, "Juneteenth").since(2021).moved(nearest), fixed(time.July, 4, "Independence Day").moved(nearest),
		nth(1, time.Monday, time.September, "Labor Day"), nth(2, time.Monday, time.October, "Columbus Day"),
		fixed(time.November, 11, "Veterans Day").moved(nearest), nth(4, time.Thursday, time.November, "Thanksgiving Day"),
		fixed(time.December, 25, christmas).moved(nearest),
	}},
})

// Names that several countries share.
const (
	newYear         = "New Year’s Day"
	epiphany        = "Epiphany"
	maundyThursday  = "Maundy Thursday"
	goodFriday      = "Good Friday"
	easterSunday    = "Easter Sunday"
	easterMonday    = "Easter Monday"
	labourDay       = "Labour Day"
	ascension       = "Ascension Day"
	whitSunday      = "Whit Sunday"
	whitMonday      = "Whit Monday"
	corpusChristi   = "Corpus Christi"
	midsummerEve    = "Midsummer Eve"
	midsummerDay    = "Midsummer Day"
	assumption      = "Assumption Day"
	allSaints       = "All Saints’ Day"
	conception      = "Immaculate Conception"
	christmasEve    = "Christmas Eve"
	christmas       = "Christmas Day"
	secondChristmas = "Second Day of Christmas"
	boxingDay       = "Boxing Day"
	stStephen       = "St Stephen’s Day"
)

// stBrigid is the first Monday of February, but the first of February when
// that is a Friday.
func stBrigid() rule {
	r := rule{name: "St Brigid’s Day", on: func(year int, _ easters) time.Time {
		if first := noon(year, time.February, 1); first.Weekday() == time.Friday {
			return first
		}
		return onOrAfter(noon(year, time.February, 1), time.Monday)
	}}
	return r.since(2023)
}
