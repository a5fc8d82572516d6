"""Refusals of the benches."""

from __future__ import annotations

from pathlib import Path

from seedbed.lib.errors import SeedbedError

#: Columns of a research set; ``skills`` and ``ts`` may be empty.
COLUMNS = ("student", "seq", "item", "skill", "skills", "correct", "ts")


class NotAnswersError(SeedbedError):
    """A file for `seedbed bench learner` holds no usable answers."""

    code = "bench-not-answers"

    def __init__(self, file: Path, found: str) -> None:
        super().__init__(
            f"{file.name} cannot be measured: {found}. Give a parquet file with the "
            f"columns {', '.join(COLUMNS)}, or evidence as CSV."
        )


class NotChoicesError(SeedbedError):
    """A folder for `seedbed bench choices` holds no survey of course preferences."""

    code = "bench-not-choices"

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            f"{path.name} cannot be measured: {found}. Give the folder of the "
            f"course-allocation-data set with survey_data.csv, "
            f"survey_column_mapping.csv and anonymized_courses.xlsx."
        )


class NotAPanelError(SeedbedError):
    """A folder for `seedbed bench trajectory` holds no panel of counts."""

    code = "bench-not-a-panel"

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            f"{path.name} cannot be measured: {found}. Give the folder with the Post's "
            f"counts of home-school students by district and year, or leave out --data."
        )


class NotStarError(SeedbedError):
    """A folder for `seedbed bench disclosure` holds no usable STAR file."""

    code = "bench-not-star"

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            f"{path.name} cannot be measured: {found}. Give the folder with "
            f"AER_STAR.csv, the Tennessee STAR data as R's package AER has it."
        )


class NoBaselinesError(SeedbedError):
    """The baselines are asked for where their code or libraries are absent."""

    code = "bench-no-baselines"

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The baselines cannot be run: {why}. Run `make baselines` in a checkout "
            f"of the source, and the bench from there; or leave out --baselines."
        )


class NoSectioningError(SeedbedError):
    """Students cannot be reseated from a solution, or the answer cannot be written."""

    code = "bench-no-sectioning"

    def __init__(self, file: Path, found: str) -> None:
        super().__init__(
            f"{file.name} is of no use to the sectioning bench: {found}. Give a "
            "solution that seats every student, and a file that can be written."
        )
