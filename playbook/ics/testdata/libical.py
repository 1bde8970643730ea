# Reads a calendar file with libical and prints what it understood, one JSON
# object per event. It fails where libical finds a mistake. Status 77 says that
# libical is not there.
import json
import sys

try:
    import gi

    gi.require_version("ICalGLib", "3.0")
    from gi.repository import ICalGLib as ical
except (ImportError, ValueError):
    sys.exit(77)

with open(sys.argv[1], encoding="utf-8", newline="") as f:
    calendar = ical.Parser.parse_string(f.read())
if calendar is None or calendar.isa() != ical.ComponentKind.VCALENDAR_COMPONENT:
    sys.exit("libical reads no calendar")
if calendar.count_errors() or not calendar.check_restrictions():
    sys.exit("libical finds mistakes: " + calendar.as_ical_string())
event = calendar.get_first_component(ical.ComponentKind.VEVENT_COMPONENT)
while event is not None:
    print(json.dumps({
        "uid": event.get_uid(),
        "sequence": event.get_sequence(),
        "start": event.get_dtstart().as_ical_string(),
        "end": event.get_dtend().as_ical_string(),
        "cancelled": event.get_status() == ical.PropertyStatus.CANCELLED,
        "summary": event.get_summary(),
        "description": event.get_description(),
    }))
    event = calendar.get_next_component(ical.ComponentKind.VEVENT_COMPONENT)
