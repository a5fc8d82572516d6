"""Reads a unit's students on a date: what each must be given and has chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from seedbed.apps.accounts.models import UnitKind
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import (
    Accommodation,
    AccommodationKind,
    Arrangement,
    Caseload,
    ElectiveSeat,
    GradeApproval,
    Pace,
    PairKind,
    Place,
    StudentPair,
)

from .frame import BlockRow, FrameRows

EVERY_OTHER_WEEKDAY = -1


@dataclass(frozen=True, kw_only=True)
class ElectiveRow:
    """An elective that meets on the date."""

    id: int
    title: str
    block_id: int
    staff_id: int
    room_id: int | None
    seats: int


@dataclass(frozen=True, kw_only=True)
class StudentRow:
    """One student on one date. ``needs`` maps a kind to (amount, detail).

    ``subject_paces`` and ``subject_places`` hold what differs in a subject, ``work``
    the spans of minutes after midnight in which the student has a job.
    """

    id: int
    name: str
    first_name: str
    grade: int
    place: str
    pace: str
    mentor_id: int | None
    approved_distance: int | None
    needs: dict[str, tuple[float, str]] = field(default_factory=dict)
    electives: tuple[int, ...] = ()
    site: str = ""
    subject_paces: dict[str, str] = field(default_factory=dict)
    subject_places: dict[str, str] = field(default_factory=dict)
    work: tuple[tuple[int, int], ...] = ()

    def is_at_work(self, block: BlockRow) -> bool:
        """Tell whether the student has a job in any minute of the block."""
        end = block.starts + block.minutes
        return any(start < end and block.starts < until for start, until in self.work)

    def pace_in(self, subject: str) -> str:
        """Return the pace of a subject."""
        return self.subject_paces.get(subject, self.pace)

    @property
    def is_home(self) -> bool:
        """Works at home on the date."""
        return self.place == Place.HOME

    @property
    def time_factor(self) -> float:
        """Minutes needed over minutes planned, at least 1."""
        amount = self.needs.get(AccommodationKind.EXTRA_TIME, (1.0, ""))[0]
        return max(1.0, amount)

    @property
    def language(self) -> str:
        """The language in which the student is supported, or an empty word."""
        detail = self.needs.get(AccommodationKind.LANGUAGE, (0.0, ""))[1]
        return detail.strip().lower()[:2]

    @property
    def weekly_service_minutes(self) -> float:
        """Minutes a week with an adult that are owed."""
        return self.needs.get(AccommodationKind.SERVICE, (0.0, ""))[0]


@dataclass(frozen=True, kw_only=True)
class PairRow:
    """Two students whom an adult wants apart, or together."""

    first_id: int
    second_id: int
    kind: str
    by: str


@dataclass(frozen=True, kw_only=True)
class PeopleRows:
    """A unit's active students by id, the electives of the date, and pairs."""

    students: tuple[StudentRow, ...]
    electives: dict[int, ElectiveRow]
    pairs: tuple[PairRow, ...] = ()

    def pairs_of(self, kind: str) -> list[tuple[int, int, str]]:
        """Return positions of pairs who are both here, and who asked."""
        at = {s.id: n for n, s in enumerate(self.students)}
        return [
            (at[row.first_id], at[row.second_id], row.by)
            for row in self.pairs
            if row.kind == kind and row.first_id in at and row.second_id in at
        ]

    @cached_property
    def kept_apart(self) -> frozenset[tuple[int, int]]:
        """Positions of students who are kept apart, both ways round."""
        here = [(s, v) for s, v, _by in self.pairs_of(PairKind.APART)]
        return frozenset([*here, *((v, s) for s, v in here)])


def read_people(frame: FrameRows) -> PeopleRows:
    """Return a unit's active students on the frame's date. Seven queries."""
    needs: dict[int, dict[str, tuple[float, str]]] = {}
    of_unit = {"student__unit_id": frame.unit_id}
    for a in Accommodation.objects.filter(**of_unit):
        needs.setdefault(a.student_id, {})[a.kind] = (a.amount, a.detail)
    approved = dict(
        GradeApproval.objects.filter(**of_unit).values_list("student_id", "distance")
    )
    mentors = dict(
        Caseload.objects.filter(**of_unit).values_list("student_id", "mentor_id")
    )
    places = _arrangements(frame)
    electives, chosen = _electives(frame)
    is_virtual = frame.unit_kind == UnitKind.VIRTUAL
    place = Place.HOME if is_virtual else Place.HUB
    usual = (place, Pace.STEADY, frame.own_site)
    students = Student.objects.filter(unit_id=frame.unit_id, is_active=True)
    return PeopleRows(
        students=tuple(
            StudentRow(
                id=s.pk,
                name=s.person.name,
                first_name=s.person.first_name,
                grade=s.grade,
                place=places.get(s.pk, usual)[0],
                pace=places.get(s.pk, usual)[1],
                site=places.get(s.pk, usual)[2],
                mentor_id=mentors.get(s.pk),
                approved_distance=approved.get(s.pk),
                needs=needs.get(s.pk, {}),
                electives=tuple(chosen.get(s.pk, ())),
            )
            for s in students.select_related("person").order_by("id")
        ),
        electives=electives,
        pairs=tuple(
            PairRow(
                first_id=row.first_id,
                second_id=row.second_id,
                kind=row.kind,
                by=row.asked_by.person.name,
            )
            for row in StudentPair.objects.filter(first__unit_id=frame.unit_id)
            .select_related("asked_by__person")
            .order_by("id")
        ),
    )


def _arrangements(frame: FrameRows) -> dict[int, tuple[str, str, str]]:
    """Return each student's place, pace and site on the date."""
    found: dict[int, tuple[str, str, str]] = {}
    rows = Arrangement.objects.filter(
        student__unit_id=frame.unit_id,
        weekday__in=(EVERY_OTHER_WEEKDAY, frame.on.weekday()),
    ).order_by("weekday")
    for a in rows:  # -1 first, so that the weekday's own row wins
        found[a.student_id] = (a.place, a.pace, a.site or frame.own_site)
    return found


def _electives(
    frame: FrameRows,
) -> tuple[dict[int, ElectiveRow], dict[int, list[int]]]:
    today = str(frame.on.weekday())
    offers: dict[int, ElectiveRow] = {}
    chosen: dict[int, list[int]] = {}
    rows = ElectiveSeat.objects.filter(offer__unit_id=frame.unit_id)
    for seat in rows.select_related("offer").order_by("id"):
        offer = seat.offer
        if today not in offer.weekdays:
            continue
        offers[offer.pk] = ElectiveRow(
            id=offer.pk,
            title=offer.title,
            block_id=offer.block_id,
            staff_id=offer.staff_id,
            room_id=offer.room_id,
            seats=offer.seats,
        )
        chosen.setdefault(seat.student_id, []).append(offer.pk)
    return offers, chosen
