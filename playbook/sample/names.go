package sample

// A segment says what accounts of a size are worth, in hundreds a year, and
// which playbook fits them.
type segment struct {
	segment   string
	low, high int
	book      string
}

func segments() []segment {
	return []segment{
		{"small", 40, 150, "A"}, {"small", 40, 150, "A"}, {"mid_market", 180, 650, "B"}, {"mid_market", 180, 650, "B"},
		{"mid_market", 180, 650, "B"}, {"enterprise", 700, 2400, "B"}, {"agency_client", 60, 300, "D"},
	}
}

// A trade is what a generated account does and why it bought.
type trade struct {
	name, industry, product, problem, words, metric, promise string
}

func trades() []trade {
	return []trade{
		{"Dental", "Dental care", "Shared calendar", "Front desks phone each other to check chairs.", "The front desk stops phoning.", "Double bookings per week", "Every clinic books from one calendar."},
		{"Freight", "Road haulage", "Route board", "Planning tomorrow’s routes takes all afternoon.", "Routes are planned before coffee.", "Minutes to plan a day", "Dispatch plans tomorrow in ten minutes."},
		{"Clinics", "Private health care", "Referral list", "Referrals lie in trays.", "Nothing lies in a tray.", "Referrals older than 24 hours", "Reception sees every referral the day it arrives."},
		{"Foods", "Food production", "Order list", "Orders arrive by telephone and get lost.", "No order is typed twice.", "Orders typed by hand per day", "Every shop orders from one list."},
		{"Hotels", "Hospitality", "Room board", "Housekeeping learns of late check-outs at the door.", "The door tells us nothing new.", "Rooms cleaned twice per week", "Housekeeping knows every room by 10:00."},
		{"Legal", "Law firm", "Deadline list", "Deadlines live in three calendars.", "One list, and it is right.", "Deadlines found late per month", "Every deadline is seen ten days before."},
		{"Yards", "Boatyards", "Berth plan", "Nobody knows which boat comes out first.", "The crane never waits.", "Crane hours waiting per week", "The crane plan of the week is ready on Friday."},
		{"Print", "Printing", "Job board", "Jobs are found by walking the floor.", "I can answer without getting up.", "Questions to the floor per day", "Every customer hears a delivery day at the first call."},
		{"Energy", "District heating", "Fault list", "Two vans drive to one fault.", "One fault, one van.", "Double visits per month", "Every fault has one name beside it within five minutes."},
		{"Schools", "Private schools", "Cover plan", "Cover for sick teachers is found at the gate.", "At half past seven it is settled.", "Lessons without cover per month", "Cover is settled by 07:30."},
		{"Optics", "Opticians", "Fitting calendar", "Customers wait for one fitter.", "Nobody walks out.", "Customers who leave unserved per week", "Nobody waits longer than ten minutes."},
		{"Joinery", "Joinery", "Cutting list", "Boards are cut twice.", "Measured once, cut once.", "Boards cut twice per month", "Every cutting list is checked before the saw starts."},
		{"Gardens", "Landscaping", "Crew plan", "Crews learn their site in the car park.", "They know it the evening before.", "Late starts per week", "Every crew knows its site by 18:00."},
		{"Labs", "Laboratories", "Sample list", "Samples wait for a form.", "The sample waits for nobody.", "Samples without a form per day", "Every sample has its form on arrival."},
		{"Media", "Media production", "Call sheets", "Call sheets go out at midnight.", "At six I close the laptop.", "Call sheets after 18:00 per month", "Every crew knows its call by 18:00."},
		{"Bikes", "Bicycle workshops", "Workshop plan", "Repairs are promised for Friday, all of them.", "Friday is a day like any other.", "Repairs late per week", "Every repair has a day that holds."},
	}
}

func places() []string {
	return []string{
		"Bergen", "Tromsø", "Halmstad", "Malmö", "Uppsala", "Gävle", "Åbo", "Tampere", "Oulu", "Aarhus", "Odense", "Aalborg", "Esbjerg", "Reykjavík",
		"Leith", "Whitby", "Harrogate", "Ludlow", "Truro", "Kendal", "Oban", "Galway", "Kilkenny", "Utrecht", "Zwolle", "Gent", "Namur", "Lübeck",
		"Passau", "Göttingen", "Bautzen", "Graz", "Linz", "Chur", "Thun", "Nantes", "Dijon", "Girona", "Vigo", "Coimbra", "Lucca", "Trieste",
		"Ljubljana", "Maribor", "Zadar", "Győr", "Szeged", "Brno", "Olomouc", "Gdynia", "Toruń", "Kraków", "Kaunas", "Tartu", "Pärnu", "Rīga",
		"Cluj", "Brașov", "Варна", "Пловдив", "Θεσσαλονίκη", "Χανιά", "İzmir", "Valletta",
	}
}

func endings() []string {
	return []string{"North", "South", "East", "West", "Harbour", "Old Town", "Group", "Partners", "& Daughters", "Collective"}
}

func firstNames() []string {
	return []string{"Astrid", "Bjørn", "Chloé", "Dawid", "Eirini", "Finn", "Gráinne", "Håkon", "Inês", "Jāzeps", "Kaisa", "Łukasz", "Mirela", "Nadia", "Oskar",
		"Petra", "Rhys", "Signe", "Tómas", "Ülle", "Vesna", "Wout", "Yasmin", "Zoltán", "Ελένη", "Иван", "Милена", "Γιώργος"}
}

func lastNames() []string {
	return []string{"Andersen", "Blom", "Castelo", "Dvořák", "Eriksen", "Fischer", "Gallagher", "Hansson", "Ilves", "Jansen", "Kovács", "Lindgren", "Moreau",
		"Novák", "O’Brien", "Pedersen", "Quist", "Rossi", "Szabó", "Tamm", "Urbanek", "Virtanen", "Wójcik", "Yılmaz", "Zorić", "Петрова", "Николаидис"}
}

func promises() []string {
	return []string{"All users are trained", "The first site works in the new list", "The old data can be searched", "The weekly report reaches the board",
		"Two days of training are held on site", "Reminders go out in two languages", "The connection to accounts is tested", "The old system is switched off"}
}

func risks() []string {
	return []string{"The old list is kept beside the new one", "The project lead has two hours a week", "The export of the old system is untested",
		"The sponsor may change", "Closed weeks cut into the set-up", "One site has not been asked", "The IT partner answers after ten days"}
}

func statusLines() []string {
	return []string{"On plan; the weekly call was short", "Waiting for the list of users", "The first site works without paper", "Training moved by a week, agreed with the project lead",
		"Two questions open with support", "Nothing new; next call on Monday", "The sponsor saw the report and liked it", "One site is behind and knows why",
		"The export was tested, one column is missing", "Quiet week, everybody is at the fair", "The project lead is away until the end of the month", "Use is up again after the holidays"}
}
