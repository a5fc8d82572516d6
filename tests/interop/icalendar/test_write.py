"""A calendar reads back as it was written, in any program that follows RFC 5545."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from seedbed.interop.icalendar import Calendar, Event, write_calendar

DENVER = ZoneInfo("America/Denver")
MADE_AT = datetime(2026, 10, 13, 2, 4, tzinfo=UTC)
RATIOS = Event(
    uid="seat-17@seedbed",
    starts_at=datetime(2026, 10, 14, 8, 45, tzinfo=DENVER),
    ends_at=datetime(2026, 10, 14, 9, 25, tzinfo=DENVER),
    title="Live lesson: Ratios, tables; and more",
    place="Room 2",
    description="You showed “Unit rates”.\nClara Cho teaches it.",
    sequence=3,
)
ANA = Calendar(name="Ana’s days", events=(RATIOS,), made_at=MADE_AT)  # noqa: RUF001


def read(calendar: Calendar) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(write_calendar(calendar))


def test_an_event_reads_back_as_it_was() -> None:
    (event,) = read(ANA).walk("VEVENT")

    assert str(event["uid"]) == RATIOS.uid
    assert event.decoded("dtstart") == RATIOS.starts_at
    assert event.decoded("dtend") == RATIOS.ends_at
    assert str(event["summary"]) == RATIOS.title
    assert str(event["location"]) == "Room 2"
    assert str(event["description"]) == RATIOS.description
    assert str(event["sequence"]) == "3"


def test_the_rules_of_its_time_zone_are_in_the_file() -> None:
    (zone,) = read(ANA).walk("VTIMEZONE")

    assert str(zone["tzid"]) == "America/Denver"


def test_lines_are_folded_at_75_bytes_and_end_as_the_standard_says() -> None:
    long = replace(ANA, events=(replace(RATIOS, title="ñ" * 200),))

    written = write_calendar(long)

    assert written.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert str(event["summary"]) == "ñ" * 200


def test_a_line_break_in_a_title_cannot_write_another_property() -> None:
    sly = replace(ANA, events=(replace(RATIOS, title="Art\r\nATTENDEE:x"),))

    (event,) = read(sly).walk("VEVENT")

    assert "attendee" not in event
    assert "ATTENDEE:x" in str(event["summary"])


def test_the_same_calendar_gives_the_same_bytes() -> None:
    assert write_calendar(ANA) == write_calendar(ANA)


def test_a_calendar_without_events_is_one() -> None:
    assert read(replace(ANA, events=())).walk("VEVENT") == []


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (replace(RATIOS, starts_at=datetime(2026, 10, 14, 8, 45)), "without a zone"),  # noqa: DTZ001
        (replace(RATIOS, ends_at=RATIOS.starts_at.replace(hour=7)), "ends before"),
    ],
)
def test_times_that_cannot_be_are_refused(event: Event, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        write_calendar(replace(ANA, events=(event,)))
