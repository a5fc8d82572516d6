"""The ways of learning, in the order that every array uses for axis M."""

from __future__ import annotations

from enum import IntEnum


class Modality(IntEnum):
    """One way of learning. The numbers are stored and never change."""

    LIVE = 0
    TUTORING = 1
    PEER = 2
    ONLINE = 3
    PROJECT = 4
    INDEPENDENT = 5
    MENTOR = 6
    ELECTIVE = 7
    STUDY = 8  # supervised study: the fallback that keeps every day whole

    @property
    def slug(self) -> str:
        """The lower-case word used in files, styles and JSON."""
        return self.name.lower()


#: Modalities that a lesson of the library can have.
LESSON_MODALITIES = (
    Modality.LIVE,
    Modality.TUTORING,
    Modality.PEER,
    Modality.ONLINE,
    Modality.PROJECT,
    Modality.INDEPENDENT,
)
#: Modalities led by an adult in person or on a call.
ADULT_LED = (Modality.LIVE, Modality.TUTORING, Modality.MENTOR, Modality.ELECTIVE)
#: Lessons that an adult leads in person or on a call.
LED = (Modality.LIVE, Modality.TUTORING)
#: Modalities in which students sit in a group that the plan forms.
GROUPED = (Modality.LIVE, Modality.TUTORING, Modality.PEER)


def modality_from_slug(slug: str) -> Modality | None:
    """Return the modality that a word names, or None.

    >>> modality_from_slug("live"), modality_from_slug("karaoke")
    (<Modality.LIVE: 0>, None)
    """
    return Modality.__members__.get(slug.strip().upper())
