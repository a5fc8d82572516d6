"""Words of a charter: its sections and fields, states, domains, and what is open."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from seedbed.apps.charters.cards import DateCard, OpenPoint

Words = str | Promise

SECTIONS: dict[str, Words] = {
    "purpose": gettext_lazy("What it is for, and for whom"),
    "decides": gettext_lazy("Who decides what"),
    "people": gettext_lazy("Who leads it"),
    "learning": gettext_lazy("What is new in it"),
    "time": gettext_lazy("Schedule and calendar"),
    "money": gettext_lazy("Its own budget"),
    "enrolment": gettext_lazy("How students come and go"),
    "staff": gettext_lazy("How staff come and go back"),
    "shared": gettext_lazy("What it shares with the parent"),
    "governance": gettext_lazy("Families, consent and hearings"),
    "measures": gettext_lazy("How it will be measured"),
    "review": gettext_lazy("Review, end, and who may stop it"),
}
FIELDS: dict[str, Words] = {
    "mission": gettext_lazy("How it serves the mission, in the organisation's words"),
    "sentence": gettext_lazy("The sentence that leaders repeat"),
    "terms": gettext_lazy("The few terms that everyone uses the same way"),
    "pocket_served": gettext_lazy("Whom it serves who has no good option"),
    "alternative_today": gettext_lazy("What they do instead today"),
    "why_a_unit": gettext_lazy("Why a unit of its own helps the mission"),
    "rung": gettext_lazy("How far it stands from the parent"),
    "protects_from": gettext_lazy("What that protects it from"),
    "owners": gettext_lazy("Decisions and their one owner"),
    "domain": gettext_lazy("Decision about"),
    "standing": gettext_lazy("The unit"),
    "owner": gettext_lazy("Owner"),
    "leader": gettext_lazy("Leader"),
    "leads_since": gettext_lazy("Leads since"),
    "reports_to": gettext_lazy("Reports to"),
    "core_team": gettext_lazy("Core team of two or three"),
    "innovations": gettext_lazy("The innovations"),
    "curriculum": gettext_lazy("Curriculum and ways of teaching"),
    "assessment": gettext_lazy("Assessment and grading"),
    "affected_programs": gettext_lazy("Programs and policies that it affects"),
    "expected_gains": gettext_lazy("What shall be better for students"),
    "other_innovations": gettext_lazy("Other innovations that the board asks for"),
    "schedule": gettext_lazy("Schedule of the day"),
    "calendar": gettext_lazy("Calendar of the year"),
    "lines": gettext_lazy("Budget lines of its own"),
    "line": gettext_lazy("Line"),
    "dollars": gettext_lazy("Dollars a year"),
    "cost_per_student": gettext_lazy("Cost per student"),
    "prior_year_budget": gettext_lazy("Last year's budget"),
    "proposed_budget": gettext_lazy("Proposed budget"),
    "savings": gettext_lazy("Savings that are expected"),
    "sustained_by": gettext_lazy("What sustains it after the first years"),
    "opt_in": gettext_lazy("How students opt in"),
    "lottery": gettext_lazy("Lottery if more come than there are seats"),
    "exit_right": gettext_lazy("Right to leave, and where to"),
    "staff_opt_in": gettext_lazy("How staff opt in"),
    "return_rights": gettext_lazy("Right to return to the old post"),
    "agreement_waivers": gettext_lazy("Parts of the staff agreement to be waived"),
    "shared_services": gettext_lazy("Services shared with the parent"),
    "hub_support": gettext_lazy("Courses of an established school it supports"),
    "owns_the_grade": gettext_lazy("Who owns the grade in these"),
    "who_attends": gettext_lazy("Who attends them"),
    "campus_governance": gettext_lazy("How it is governed"),
    "families_and_community": gettext_lazy("Part of families and community"),
    "consent": gettext_lazy("Consent of teachers, administrators and committee"),
    "support_of_others": gettext_lazy("Support of others"),
    "published_on": gettext_lazy("Published on"),
    "hearing_on": gettext_lazy("Public meeting on"),
    "measures": gettext_lazy("Measures"),
    "measure": gettext_lazy("Measure"),
    "mark": gettext_lazy("Mark it shall reach"),
    "decided_on": gettext_lazy("Decided on"),
    "stop_line": gettext_lazy("Stop line"),
    "mainstream_share": gettext_lazy(
        "Of each intake, how many in 100 shall have had a good choice"
    ),
    "review_on": gettext_lazy("Review on"),
    "sunset_on": gettext_lazy("Ends on, unless renewed"),
    "may_stop_it": gettext_lazy("Who may stop it"),
    "honest_failure": gettext_lazy("An honest failure is safe"),
}
CHOICES: dict[str, Words] = {
    "school": gettext_lazy("A school with more say of its own"),
    "department": gettext_lazy("An autonomous department"),
    "organisation": gettext_lazy("A separate organisation, same board"),
    "spin_out": gettext_lazy("A spin-out"),
    "schedule": gettext_lazy("Schedule of the day"),
    "calendar": gettext_lazy("Calendar of the year"),
    "staffing": pgettext_lazy("domain", "Staff"),
    "budget": pgettext_lazy("domain", "Budget"),
    "curriculum": pgettext_lazy("domain", "Curriculum"),
    "grading": pgettext_lazy("domain", "Grading"),
    "enrolment": pgettext_lazy("domain", "Enrolment"),
    "procurement": pgettext_lazy("domain", "Purchases"),
    "free": pgettext_lazy("standing", "Is free"),
    "asks": pgettext_lazy("standing", "Asks"),
    "not_yet": pgettext_lazy("standing", "Not yet"),
}
#: What each distance from the parent protects a unit from, and what it does not.
RUNGS: dict[str, Words] = {
    "school": gettext_lazy(
        "Protects from single rules of the district. The school's own schedule, budget "
        "and habits stay."
    ),
    "department": gettext_lazy(
        "Protects from the school's bell schedule and staffing. Its budget and its "
        "priorities still compete with everybody else's."
    ),
    "organisation": gettext_lazy(
        "Protects from the parent's budget rounds, priorities and procedures. The same "
        "board can still end it."
    ),
    "spin_out": gettext_lazy(
        "Protects from the board's other priorities too. It lives on its own money and "
        "its own name."
    ),
}
#: What a day of a charter is, as a list of days says it.
DATES: dict[str, Words] = {
    "review": gettext_lazy("Review"),
    "sunset": gettext_lazy("Ends, unless renewed"),
    "measure": gettext_lazy("Decided on: %(about)s"),
    "waiver": gettext_lazy("Last day of the waiver: %(about)s"),
}
STATES: dict[str, Words] = {
    "draft": gettext_lazy("Draft"),
    "sent": gettext_lazy("Before the board"),
    "adopted": gettext_lazy("Adopted"),
    "refused": gettext_lazy("Refused"),
    "returned": gettext_lazy("Returned to be changed"),
}
WAIVERS: dict[str, Words] = {
    "seat_time": gettext_lazy("Seat time"),
    "credential": gettext_lazy("Credential of the adult in the room"),
    "class_size": gettext_lazy("Class size"),
    "calendar": gettext_lazy("Calendar and bell schedule"),
    "grading": gettext_lazy("Grading"),
    "procurement": gettext_lazy("Procurement"),
    "curriculum": gettext_lazy("Curriculum adoption"),
    "other": gettext_lazy("Another rule"),
}
STANDINGS: dict[str, Words] = {
    "asked": gettext_lazy("Asked for"),
    "refused": gettext_lazy("Refused"),
    "coming": gettext_lazy("Granted, not begun"),
    "holds": gettext_lazy("Holds"),
    "ended": gettext_lazy("Ended"),
}
DECIDED: dict[str, Words] = {
    "unit": gettext_lazy("The unit itself"),
    "asked": gettext_lazy("The unit asked, somebody else decided"),
    "above": gettext_lazy("Somebody else, without the unit"),
}


def field_name(path: str) -> str:
    """Return the name of a field, or of a section where the path names one."""
    key, _, field = path.partition(".")
    return str(FIELDS[field]) if field else str(SECTIONS.get(key, key))


def date_line(card: DateCard) -> str:
    """Return what a day of a charter is."""
    return str(DATES[card.what]) % {"about": card.about}


def open_point(point: OpenPoint) -> str:
    """Return what is open in a charter, with what to do."""
    if point.code == "two_owners":
        return gettext(
            "Two owners of one decision: %(domain)s. Keep one: %(names)s."
        ) % {
            "domain": CHOICES[point.about],
            "names": ", ".join(point.names),
        }
    if point.code == "no_date":
        return gettext("No date: %(what)s. Write it as year, month, day.") % {
            "what": point.about or field_name(point.path)
        }
    if point.code == "no_share":
        return gettext(
            "No share: %(what)s. Write a number between 0 and 100, such as 25."
        ) % {"what": point.about}
    if point.code == "beside":
        return gettext("Two versions stand side by side: %(section)s.") % {
            "section": field_name(point.path)
        }
    return gettext("Not written yet: %(field)s.") % {"field": field_name(point.path)}
