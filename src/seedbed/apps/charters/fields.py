"""The fields of a charter, section by section: one list for forms, checks and laws."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    PERCENT = "percent"
    CHOICE = "choice"
    ROWS = "rows"


@dataclass(frozen=True)
class Field:
    """One field; ``columns`` are the fields of each row where it holds rows."""

    key: str
    kind: FieldKind = FieldKind.TEXT
    choices: tuple[str, ...] = ()
    columns: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of a charter that is written and kept as one."""

    key: str
    fields: tuple[Field, ...]

    def field(self, key: str) -> Field | None:
        """Return one of its fields, or None."""
        return next((one for one in self.fields if one.key == key), None)


#: What a unit may decide, or not.
DOMAINS = (
    "schedule",
    "calendar",
    "staffing",
    "budget",
    "curriculum",
    "grading",
    "enrolment",
    "procurement",
)
FREE, ASKS, NOT_YET = "free", "asks", "not_yet"
STANDINGS = (FREE, ASKS, NOT_YET)
#: How far from the parent a unit is, from the nearest.
RUNGS = ("school", "department", "organisation", "spin_out")

_LINE, _TEXT, _DATE = FieldKind.LINE, FieldKind.TEXT, FieldKind.DATE
_CHOICE, _ROWS = FieldKind.CHOICE, FieldKind.ROWS

SECTIONS: tuple[Section, ...] = (
    Section(
        "purpose",
        (
            Field("mission"),
            Field("sentence", _LINE),
            Field("terms"),
            Field("pocket_served"),
            Field("alternative_today"),
            Field("why_a_unit"),
        ),
    ),
    Section(
        "decides",
        (
            Field("rung", _CHOICE, choices=RUNGS),
            Field("protects_from"),
            Field(
                "owners",
                _ROWS,
                columns=(
                    Field("domain", _CHOICE, choices=DOMAINS),
                    Field("standing", _CHOICE, choices=STANDINGS),
                    Field("owner", _LINE),
                ),
            ),
        ),
    ),
    Section(
        "people",
        (
            Field("leader", _LINE),
            Field("leads_since", _DATE),
            Field("reports_to", _LINE),
            Field("core_team"),
        ),
    ),
    Section(
        "learning",
        (
            Field("innovations"),
            Field("curriculum"),
            Field("assessment"),
            Field("affected_programs"),
            Field("expected_gains"),
            Field("other_innovations"),
        ),
    ),
    Section(
        "time",
        (Field("schedule"), Field("calendar")),
    ),
    Section(
        "money",
        (
            Field(
                "lines",
                _ROWS,
                columns=(Field("line", _LINE), Field("dollars", _LINE)),
            ),
            Field("cost_per_student", _LINE),
            Field("prior_year_budget"),
            Field("proposed_budget"),
            Field("savings"),
            Field("sustained_by"),
        ),
    ),
    Section(
        "enrolment",
        (
            Field("opt_in"),
            Field("lottery"),
            Field("exit_right"),
        ),
    ),
    Section(
        "staff",
        (
            Field("staff_opt_in"),
            Field("return_rights"),
            Field("agreement_waivers"),
        ),
    ),
    Section(
        "shared",
        (
            Field("shared_services"),
            Field("hub_support"),
            Field("owns_the_grade", _LINE),
            Field("who_attends"),
        ),
    ),
    Section(
        "governance",
        (
            Field("campus_governance"),
            Field("families_and_community"),
            Field("consent"),
            Field("support_of_others"),
            Field("published_on", _DATE),
            Field("hearing_on", _DATE),
        ),
    ),
    Section(
        "measures",
        (
            Field(
                "measures",
                _ROWS,
                columns=(
                    Field("measure", _LINE),
                    Field("mark", _LINE),
                    Field("decided_on", _DATE),
                ),
            ),
            Field("stop_line"),
            Field("mainstream_share", FieldKind.PERCENT),
        ),
    ),
    Section(
        "review",
        (
            Field("review_on", _DATE),
            Field("sunset_on", _DATE),
            Field("may_stop_it"),
            Field("honest_failure"),
        ),
    ),
)
BY_KEY = {section.key: section for section in SECTIONS}
#: What must be written before a board reads it, as section.field.
NEEDED = (
    "purpose.mission",
    "purpose.pocket_served",
    "purpose.alternative_today",
    "decides.rung",
    "decides.owners",
    "people.leader",
    "people.reports_to",
    "enrolment.opt_in",
    "enrolment.exit_right",
    "staff.return_rights",
    "measures.measures",
    "measures.stop_line",
    "review.review_on",
    "review.sunset_on",
    "review.may_stop_it",
    "review.honest_failure",
)
#: Parts of a charter that are no field of a section, as a law may ask for them.
BESIDE_SECTIONS = ("waivers", "vote")
#: The clause that an honest failure is safe, as a new charter proposes it.
HONEST_FAILURE = {
    "en": (
        "An honest failure that is reported within 10 school days is not used against "
        "anyone, in evaluation or in funding. The safety of a child and the breaking "
        "of a law are excepted."
    ),
    "es": (
        "Un fracaso honesto que se informa en un plazo de 10 días de clase no se usa "
        "contra nadie, ni en evaluaciones ni en fondos. Se exceptúan la seguridad de "
        "un niño y el incumplimiento de una ley."
    ),
}


def exists(path: str) -> bool:
    """Tell whether a path such as "money.lines" or "waivers" is a part of a charter."""
    if path in BESIDE_SECTIONS:
        return True
    key, _, field = path.partition(".")
    return key in BY_KEY and BY_KEY[key].field(field) is not None
