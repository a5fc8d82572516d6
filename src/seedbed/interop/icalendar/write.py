"""Writes a calendar as RFC 5545 says, with RFC 7986's name and refresh interval."""

from __future__ import annotations

from datetime import timedelta

import icalendar

from .records import Calendar, Event

_PRODUCT = "-//Seedbed//Schedule//EN"


def write_calendar(calendar: Calendar) -> bytes:
    """Return the calendar as a file: UTF-8, lines folded, with its time zones.

    The same calendar gives the same bytes. Times carry their zone by name, with the
    zone's own rules in the file, so that a reader without a zone database is right too.

    Raises
    ------
    ValueError
        If an event ends before it starts, or its times have no zone.
    """
    root = icalendar.Calendar()
    root.add("prodid", _PRODUCT)
    root.add("version", "2.0")
    root.add("method", "PUBLISH")
    root.add("name", calendar.name)
    root.add("x-wr-calname", calendar.name)
    root.add("refresh-interval", timedelta(minutes=calendar.refresh_minutes))
    for event in calendar.events:
        root.add_component(_component(event, calendar))
    root.add_missing_timezones()
    return bytes(root.to_ical())


def _component(event: Event, calendar: Calendar) -> icalendar.Event:
    for moment in (event.starts_at, event.ends_at):
        if moment.tzinfo is None:
            raise ValueError(
                f"The event {event.uid!r} has a time without a zone; give it one."
            )
    if event.ends_at < event.starts_at:
        raise ValueError(
            f"The event {event.uid!r} ends before it starts; exchange its times."
        )
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", calendar.made_at)
    component.add("sequence", event.sequence)
    component.add("dtstart", event.starts_at)
    component.add("dtend", event.ends_at)
    component.add("summary", event.title, parameters={"LANGUAGE": calendar.language})
    if event.place:
        component.add("location", event.place)
    if event.description:
        component.add("description", event.description)
    return component
