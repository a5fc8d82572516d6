"""What the curriculum app hands to others: frozen cards, no model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FrameworkReport:
    """What the import of a framework did; ``notes`` say what was passed over."""

    framework_id: int
    identifier: str
    title: str
    n_items: int
    n_taught: int
    n_prerequisites: int
    n_new: int
    n_changed: int
    n_same: int
    n_retired: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FrameworkCard:
    """One framework of the system."""

    id: int
    identifier: str
    title: str
    subject: str
    version: str
    attribution: str
    n_skills: int
    n_taught: int


@dataclass(frozen=True, kw_only=True)
class SkillRows:
    """The taught skills, one list per column, ordered by id.

    ``links`` are pairs (before id, after id) of taught skills. A published link that
    names a group of skills (6.RP.A.3) stands for each taught skill in it (6.RP.A.3.a).
    """

    ids: list[int]
    codes: list[str]
    titles: list[str]
    strands: list[str]
    subjects: list[str]
    grade_low: list[int]
    grade_high: list[int]
    links: list[tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class LessonRow:
    """One active lesson. ``needs`` are words joined by commas, as in ``Lesson``."""

    id: int
    code: str
    skill_id: int
    modality: int
    title: str
    minutes: int
    seats: int
    needs: str


@dataclass(frozen=True, kw_only=True)
class LessonProblem:
    """A row of a lessons file that was held, with the reason as a sentence."""

    row: int
    code: str
    message: str


@dataclass(frozen=True, kw_only=True)
class LessonReport:
    """What the import of a lessons file did, or in a dry run would do."""

    file_name: str
    n_rows: int
    n_new: int
    n_changed: int
    n_same: int
    problems: tuple[LessonProblem, ...] = ()
    dry_run: bool = False

    @property
    def n_held(self) -> int:
        """The number of rows that were not imported."""
        return len({problem.row for problem in self.problems})


@dataclass(frozen=True, kw_only=True)
class FoundSkill:
    """A skill that fits what was searched for."""

    code: str
    title: str
    strand: str
    grade_low: int
    grade_high: int


@dataclass(frozen=True, kw_only=True)
class FoundLesson:
    """A lesson that fits what was searched for; ``skill`` is the code of its skill."""

    code: str
    title: str
    modality: int
    minutes: int
    skill: str
