"""iCalendar (RFC 5545): a person's days as a calendar that others subscribe to."""

from .records import Calendar as Calendar
from .records import Event as Event
from .write import write_calendar as write_calendar
