"""The simulated hub's charter: adopted, with waivers, and who really decides."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from seedbed.apps.accounts.models import Unit
from seedbed.apps.accounts.queries import account_named
from seedbed.apps.charters import services
from seedbed.apps.charters.fields import HONEST_FAILURE
from seedbed.apps.charters.models import Charter

_LEADER = "Dana Whitfield (simulated)"
_ABOVE = "The superintendent's office (simulated)"
#: Domain, what was decided, who really did, how many days ago.
_DECISIONS = (
    ("schedule", "Electives move after lunch", "unit", 40),
    ("schedule", "Check-in starts at half past eight", "unit", 33),
    ("schedule", "No live lessons on test days", "above", 26),
    ("curriculum", "Two projects a term", "unit", 24),
    ("curriculum", "Same reading list as the middle school", "above", 21),
    ("staffing", "A second mentor for new students", "asked", 18),
    ("grading", "Report what was shown, beside the grade", "unit", 15),
    ("budget", "Laptops instead of desks", "asked", 12),
    ("curriculum", "A unit on the river with the museum", "unit", 9),
    ("enrolment", "A lottery in March", "asked", 5),
)


def make_charter(unit: Unit, *, on: date, at: datetime) -> None:
    """Write, send, adopt and use the hub's charter; a second run does nothing.

    No waiver of it changes a plan within a month, so that the demo's days stay alike.
    """
    leader, above = account_named("leader").id, account_named("superintendent").id
    token = _token("charter")
    if Charter.objects.filter(token=token).exists():
        return
    uuid = services.begin_charter(
        token=token,
        name="Riverside Hub",
        law="colorado",
        pocket="working",
        unit_id=unit.pk,
        content=_words(on),
        by_id=leader,
        at=at - timedelta(days=120),
    )
    services.send_to_board(charter=uuid, by_id=leader, at=at - timedelta(days=90))
    services.record_vote(
        token=_token("vote"),
        charter=uuid,
        board="Simulated school board",
        voted_on=on - timedelta(days=60),
        n_for=5,
        n_against=2,
        outcome="adopted",
        by_id=above,
        at=at - timedelta(days=60),
    )
    _waivers(uuid, on, at, leader=leader, above=above)
    for number, (domain, what, decided_by, days) in enumerate(_DECISIONS):
        services.note_decision(
            token=_token(f"decision {number}"),
            charter=uuid,
            decided_on=on - timedelta(days=days),
            on=on,
            domain=domain,
            what=what,
            decided_by=decided_by,
            who=_LEADER if decided_by == "unit" else _ABOVE,
            by_id=leader,
            at=at,
        )


def _waivers(charter: UUID, on: date, at: datetime, *, leader: int, above: int) -> None:
    asked_on = on - timedelta(days=80)
    asked: dict[str, Any] = {
        "charter": charter,
        "requested_on": asked_on,
        "by_id": leader,
        "at": at,
    }
    answered: dict[str, Any] = {
        "answered_on": on - timedelta(days=20),
        "by_id": above,
        "at": at,
    }
    online = services.ask_waiver(
        token=_token("online"),
        kind="seat_time",
        words="At most so many minutes online count as seat time",
        rule="screen_minutes",
        authority="Simulated state board",
        reference="C.R.S. 22-33-104",
        **asked,
    )
    services.grant_waiver(
        waiver=online,
        from_on=on + timedelta(days=45),
        until_on=on + timedelta(days=410),
        **answered,
    )
    bought = services.ask_waiver(
        token=_token("bought"),
        kind="procurement",
        words="Three offers for purchases under 2,000 dollars",
        authority="Simulated school board",
        reference="Policy DJ-R",
        **asked,
    )
    services.grant_waiver(
        waiver=bought, from_on=on - timedelta(days=15), until_on=None, **answered
    )
    # Of these rules the one that costs much on the hub's days: a price to look at.
    services.ask_waiver(
        token=_token("blocks"),
        kind="other",
        words="Blocks that one adult leads in a day",
        rule="staff_blocks",
        authority="Simulated teachers' agreement",
        reference="Article 14",
        **asked,
    )
    services.ask_waiver(
        token=_token("size"),
        kind="class_size",
        words="Seats in a live lesson",
        rule="live_max",
        value=18,
        authority="Simulated school board",
        reference="Policy IIB",
        **asked,
    )
    services.ask_waiver(
        token=_token("spread"),
        kind="other",
        words="Groups of neighbouring grades only",
        rule="group_spread",
        authority="Simulated school board",
        reference="Policy IHA",
        **asked,
    )


def _token(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"simulated charter {name}")


def _words(on: date) -> dict[str, dict[str, Any]]:
    return {
        "purpose": {
            "mission": "Every student of the district finds a way to learn that works.",
            "sentence": "We go where a student is, and start there.",
            "pocket_served": "Students who work or care for family",
            "alternative_today": "Nothing: they stop coming.",
            "why_a_unit": "The bell schedule of the schools cannot bend this far.",
        },
        "decides": {
            "rung": "department",
            "protects_from": "The bell schedule and the shared calendar.",
            "owners": [
                {"domain": domain, "standing": standing, "owner": owner}
                for domain, standing, owner in (
                    ("schedule", "free", _LEADER),
                    ("curriculum", "free", _LEADER),
                    ("grading", "free", _LEADER),
                    ("staffing", "asks", _ABOVE),
                    ("budget", "asks", _ABOVE),
                    ("enrolment", "asks", _ABOVE),
                    ("calendar", "not_yet", _ABOVE),
                )
            ],
        },
        "people": {
            "leader": _LEADER,
            "leads_since": f"{on.year - 1}-08-01",
            "reports_to": _ABOVE,
            "core_team": "Two mentors and a teacher",
        },
        "learning": {
            "innovations": "A schedule of one's own each day, from what was shown.",
            "curriculum": "The state's standards, learned in the order that fits.",
            "assessment": "Exit slips each day; grades report what was shown.",
            "affected_programs": "The middle schools' mathematics.",
            "expected_gains": "A grade more of skills shown in a year.",
        },
        "time": {
            "schedule": "Half past eight to half past three, made anew each night.",
            "calendar": "The district's, and two Saturdays for families.",
        },
        "money": {
            "lines": [
                {"line": "Staff", "dollars": "1,240,000"},
                {"line": "Rooms and transport", "dollars": "190,000"},
                {"line": "Tools and laptops", "dollars": "85,000"},
            ],
            "cost_per_student": "12,600 dollars a year",
            "prior_year_budget": "1,480,000 dollars, for 118 students",
            "proposed_budget": "1,515,000 dollars, for 120 students",
            "savings": "One counselor's post that other schools need no more.",
            "sustained_by": "The money that follows each student.",
        },
        "enrolment": {
            "opt_in": "Families apply; nobody is assigned.",
            "lottery": "In March, with a public seed.",
            "exit_right": "Back to the school of the address, within five days.",
        },
        "staff": {
            "staff_opt_in": "By application.",
            "return_rights": "To the old post for three years.",
            "agreement_waivers": "Article 14: the length of a lesson.",
        },
        "shared": {
            "shared_services": "Buses, meals, payroll and the nurse.",
            "hub_support": "Advanced music and shop, taught at Lincoln Middle.",
            "owns_the_grade": "The teacher at Lincoln Middle",
            "who_attends": "Whoever chose the course, with a hub mentor on Fridays.",
        },
        "governance": {
            "campus_governance": "A council of two families, two staff, two students.",
            "families_and_community": "Families write the questions of the pulse.",
            "consent": "14 of 16 teachers, both administrators, the committee.",
            "support_of_others": "The library and three employers signed.",
        },
        "measures": {
            "measures": [
                {
                    "measure": "Skills shown a week",
                    "mark": "1.5",
                    "decided_on": f"{on.year + 1}-01-20",
                },
                {
                    "measure": "Families who stay",
                    "mark": "9 of 10",
                    "decided_on": f"{on.year + 1}-06-10",
                },
            ],
            "stop_line": "Two families leave in one week and say that it is harmful.",
            "mainstream_share": "25",
        },
        "review": {
            "review_on": f"{on.year + 2}-06-01",
            "sunset_on": f"{on.year + 3}-06-30",
            "may_stop_it": "The board, by the vote that adopted it.",
            "honest_failure": HONEST_FAILURE["en"],
        },
    }
