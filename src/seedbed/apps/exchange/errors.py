"""Errors of the exchange app."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import count, listing


class StewardHasPowerError(SeedbedError):
    """Somebody who decides about members cannot keep the exchange."""

    code = "exchange-steward-has-power"

    def __init__(self, who: str, powers: Sequence[str]) -> None:
        super().__init__(
            f"{who} cannot keep the exchange: {listing(list(powers))}. Stories are "
            "safe only with somebody who is nobody's boss; choose another person, or "
            "end that tie first."
        )


class StoryNamesSomeoneError(SeedbedError):
    """A text has names, places, dates or records in it."""

    code = "exchange-names-found"

    def __init__(self, found: Sequence[str]) -> None:
        super().__init__(
            f"Nothing was shared: {count(len(found), 'part')} of the text may tell "
            f"who is meant ({listing(list(found))}). Take them out, or let them be "
            "replaced."
        )


class EmptyStoryError(SeedbedError):
    """A story lacks one of its three parts."""

    code = "exchange-empty-story"

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(
            f"The story has no words for {listing(list(missing))}. A few are enough."
        )


class TooFewMembersError(SeedbedError):
    """Too few systems could be meant."""

    code = "exchange-too-few-members"

    def __init__(self, n: int, least: int) -> None:
        super().__init__(
            f"Only {count(n, 'system')} could be meant in this network, so a reader "
            f"might tell which. Stories are shared from {least} members on; nothing "
            "was kept."
        )


class UnknownReceiptError(SeedbedError):
    """No telling has that receipt."""

    code = "exchange-unknown-receipt"

    def __init__(self) -> None:
        super().__init__(
            "No story has this receipt. Check each letter; nobody can look it up for "
            "you, because nobody knows whose it is."
        )


class UnknownStoryError(SeedbedError):
    """No story, telling, question or play of the network has that id."""

    code = "exchange-unknown"

    def __init__(self, what: str) -> None:
        super().__init__(f"This network has no such {what}.")


class TellingClosedError(SeedbedError):
    """A telling is no longer open for this."""

    code = "exchange-telling-closed"

    def __init__(self, status: str) -> None:
        super().__init__(
            f"This story is {status} already. Nothing was changed; read it as it "
            "stands now."
        )


class NotReadTwiceError(SeedbedError):
    """A telling was not passed by two readers."""

    code = "exchange-not-read-twice"

    def __init__(self, n_passed: int) -> None:
        super().__init__(
            f"{count(n_passed, 'reader')} passed this story; it takes two different "
            "people, one of them a steward, before anybody else may see it."
        )


class IdentityForgottenError(SeedbedError):
    """Who told a story is not known to anybody any more."""

    code = "exchange-identity-forgotten"

    def __init__(self) -> None:
        super().__init__(
            "Who told this story was destroyed and cannot be brought back. Ask by a "
            "note; the author reads it with the receipt."
        )


class NoReasonGivenError(SeedbedError):
    """An envelope is opened only for a reason."""

    code = "exchange-no-reason"

    def __init__(self) -> None:
        super().__init__("Say why the author must be called back; it is written down.")


class UnfinishedPlayError(SeedbedError):
    """A play lacks something it must have."""

    code = "exchange-unfinished-play"

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(
            f"The play cannot be shared without {listing(list(missing))}. A play "
            "always says what went wrong or how it went, not only what to do."
        )


class UnknownLessonsError(SeedbedError):
    """Lessons that shall go into a play are not in the library."""

    code = "exchange-unknown-lessons"

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(
            f"Your library has no lesson {listing(list(codes))}, so the play was not "
            "shared. Give codes as the lessons file has them, one in a line."
        )


class NoSuchPartError(SeedbedError):
    """A play has no such part, or nothing here can take it in."""

    code = "exchange-no-such-part"

    def __init__(self, title: str, part: str) -> None:
        super().__init__(
            f"{title} has no {part} that this deployment can take over; nothing was "
            "changed."
        )


class AdoptedBeforeError(SeedbedError):
    """The unit took over this part before."""

    code = "exchange-adopted-before"

    def __init__(self, title: str, part: str) -> None:
        super().__init__(
            f"This unit took over the {part} of {title} before. Change it where it "
            "lives now."
        )


class UnknownSenderError(SeedbedError):
    """A package comes from a deployment that is not trusted here."""

    code = "exchange-unknown-sender"

    def __init__(self, file_name: str, sender: str, key: str) -> None:
        self.file_name, self.sender, self.key = file_name, sender, key
        super().__init__(
            f"{file_name} was not taken in: its sender {sender!r} is not trusted here. "
            f"Ask them on another way for their key; if it is {key}, run seedbed "
            "exchange trust."
        )


class DirectoryTakenError(SeedbedError):
    """A staged directory is not there any more."""

    code = "exchange-directory-taken"

    def __init__(self) -> None:
        super().__init__(
            "This directory was taken in before, or is not there. Bring the file again "
            "to check it anew; nothing was changed."
        )


class DirectoryTooSmallError(SeedbedError):
    """A directory lists fewer systems than a story needs."""

    code = "exchange-directory-small"

    def __init__(self, file_name: str, n: int, least: int) -> None:
        super().__init__(
            f"{file_name} lists {count(n, 'system')} that can be read; a story needs "
            f"at least {least} that could be meant. Nothing was changed."
        )


class NotAKeyError(SeedbedError):
    """What was typed is no key that packages are signed with."""

    code = "exchange-not-a-key"

    def __init__(self) -> None:
        super().__init__(
            "Nobody new is trusted: give a name and the whole key, 44 characters, as "
            "the sender's own page or seedbed exchange key shows it."
        )
