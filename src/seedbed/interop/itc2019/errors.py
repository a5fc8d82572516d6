"""Refusals of ITC-2019 files, each one sentence that names the class or student.

* Itc2019Error
  - NotItc2019Error: the file is no instance, or no solution, of that format
  - BadValueError: an element lacks an attribute, or one of its values is impossible
  - UnknownReferenceError, RepeatedIdError: the identifiers cannot be followed
  - MismatchError: instance and solution do not belong together
  - UnplacedClassError: the solution leaves a class without a time
  - OverLimitError, IncompleteStudentError: the students do not fit their classes
"""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import count


class Itc2019Error(SeedbedError):
    """Base of every refusal of an ITC-2019 file."""

    code = "itc2019"


class NotItc2019Error(Itc2019Error):
    """The file is no XML, or not the document that was asked for."""

    code = "itc2019-not-a-document"

    def __init__(self, file_name: str, wanted: str, found: str) -> None:
        super().__init__(
            f"{file_name} was not read as an ITC-2019 {wanted}: {found}. "
            "Give the XML file as itc2019.org has it."
        )


class BadValueError(Itc2019Error):
    """An element lacks an attribute, or one of its values is impossible."""

    code = "itc2019-bad-value"

    def __init__(self, file_name: str, line: int, found: str) -> None:
        super().__init__(
            f"Line {line} of {file_name} {found}. Correct that line, or fetch the file "
            "again."
        )


class UnknownReferenceError(Itc2019Error):
    """Something is named that the instance does not have."""

    code = "itc2019-unknown-reference"

    def __init__(self, file_name: str, who: str, kind: str, named: str) -> None:
        super().__init__(
            f"{file_name}: {who} names the {kind} {named}, which the instance does not "
            "have. Check that instance and solution are of the same problem."
        )


class RepeatedIdError(Itc2019Error):
    """One identifier is used twice."""

    code = "itc2019-repeated-id"

    def __init__(self, file_name: str, kind: str, named: str) -> None:
        super().__init__(
            f"{file_name} has the {kind} {named} twice. Give each {kind} its own id."
        )


class MismatchError(Itc2019Error):
    """The solution places a class as the instance does not offer it."""

    code = "itc2019-mismatch"

    def __init__(self, file_name: str, found: str) -> None:
        super().__init__(
            f"{file_name} does not fit its instance: {found}. Give the solution that "
            "belongs to this instance."
        )


class UnplacedClassError(Itc2019Error):
    """The solution leaves classes without a time."""

    code = "itc2019-unplaced-class"

    def __init__(self, file_name: str, class_id: str, n_missing: int) -> None:
        more = n_missing - 1
        others = f" and {count(more, 'more class', 'more classes')}" if more else ""
        super().__init__(
            f"{file_name} gives no time to class {class_id}{others}. Students can be "
            "sectioned only when every class of the instance has a time."
        )


class OverLimitError(Itc2019Error):
    """A class has more students than its limit."""

    code = "itc2019-over-limit"

    def __init__(self, file_name: str, class_id: str, n: int, limit: int) -> None:
        super().__init__(
            f"{file_name} seats {count(n, 'student')} in class {class_id}, whose limit "
            f"is {limit}. Give a solution within the limits."
        )


class IncompleteStudentError(Itc2019Error):
    """A student's classes do not make up the courses asked for."""

    code = "itc2019-incomplete-student"

    def __init__(self, file_name: str, student: str, found: str) -> None:
        super().__init__(
            f"{file_name}: student {student} {found}. Each student needs one class of "
            "every subpart of one configuration of each course, with its parents."
        )
