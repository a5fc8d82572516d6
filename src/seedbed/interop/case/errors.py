"""Refusals of a CASE package, each one sentence that names the item.

* CaseError
  - NotAPackageError, TooLargeError: the file is not what it should be
  - NoItemsError, BadItemError, DuplicateItemError: the items cannot be told apart
  - CyclicPrerequisitesError, CyclicOutlineError: the links contradict each other
"""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import listing


class CaseError(SeedbedError):
    """Base of every refusal of a CASE package."""

    code = "case"


class NotAPackageError(CaseError):
    """The file is no JSON document of the shape that CASE describes."""

    code = "case-not-a-package"

    def __init__(self, file_name: str, found: str) -> None:
        super().__init__(
            f"{file_name} was not read as a CASE package: {found}. "
            "Export the framework as CASE JSON (CFPackage) and try again."
        )


class TooLargeError(CaseError):
    """The file is larger, or nested deeper, than any real package."""

    code = "case-too-large"

    def __init__(self, file_name: str, found: str) -> None:
        super().__init__(
            f"{file_name} was not read: {found}. Split the framework into one package "
            "for each subject."
        )


class NoItemsError(CaseError):
    """The package holds no CFItems."""

    code = "case-no-items"

    def __init__(self, file_name: str) -> None:
        super().__init__(
            f"{file_name} holds no CFItems, so there is nothing to teach in it. "
            "Export the whole package (CFPackages), not the document alone."
        )


class BadItemError(CaseError):
    """An item lacks what is needed to tell it from others."""

    code = "case-bad-item"

    def __init__(self, file_name: str, n: int, found: str) -> None:
        super().__init__(
            f"Item {n} of {file_name} {found}. Give each CFItem an identifier and a "
            "fullStatement."
        )


class DuplicateItemError(CaseError):
    """Two items share one identifier."""

    code = "case-duplicate-item"

    def __init__(self, file_name: str, identifier: str, codes: Sequence[str]) -> None:
        super().__init__(
            f"{file_name} uses the identifier {identifier} for several items "
            f"({listing(codes)}). Give each CFItem its own identifier."
        )


class CyclicPrerequisitesError(CaseError):
    """A skill would have to be shown before itself."""

    code = "case-cyclic-prerequisites"

    def __init__(self, codes: Sequence[str]) -> None:
        # A long circle is named by its first skills: enough to find it.
        circle = " -> ".join(
            [*codes[:12], *(["..."] if len(codes) > 12 else []), codes[0]]
        )
        super().__init__(
            f"The prerequisites go in a circle: {circle}. Remove one of these "
            "'precedes' links; nothing was imported."
        )


class CyclicOutlineError(CaseError):
    """An item would have to be part of itself."""

    code = "case-cyclic-outline"

    def __init__(self, codes: Sequence[str]) -> None:
        circle = " -> ".join([*codes[:12], codes[0]])
        super().__init__(
            f"The outline goes in a circle: {circle}. Remove one of these 'isChildOf' "
            "links; nothing was imported."
        )
