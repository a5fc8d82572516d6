"""What the exchange's pages say when a service refuses, in both languages."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from seedbed.apps.exchange.errors import UnknownSenderError
from seedbed.interop.packages import (
    NewerPackageError,
    NotAPackageError,
    WrongSignatureError,
)
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit.refusals import Problem, problem_of

_KNOWN: dict[str, str | Promise] = {
    "exchange-names-found": gettext_lazy(
        "Nothing was shared: the text may tell who is meant. Take out names, places, "
        "dates and numbers."
    ),
    "exchange-empty-story": gettext_lazy("Write a few words first; none were sent."),
    "exchange-too-few-members": gettext_lazy(
        "This network has fewer than five systems, so a reader might tell which is "
        "meant. Nothing was kept."
    ),
    "exchange-unknown-receipt": gettext_lazy(
        "No story has this receipt. Check each letter; nobody can look it up for you, "
        "because nobody knows whose it is."
    ),
    "exchange-telling-closed": gettext_lazy(
        "This story is not waiting any more. Nothing was changed."
    ),
    "exchange-not-read-twice": gettext_lazy(
        "Two different people must pass a story, one of them a steward, before anybody "
        "else may see it."
    ),
    "exchange-identity-forgotten": gettext_lazy(
        "Who told this story was destroyed and cannot be brought back. Ask by a note; "
        "the author reads it with the receipt."
    ),
    "exchange-no-reason": gettext_lazy(
        "Say why the author must be called back; it is written down."
    ),
    "exchange-unfinished-play": gettext_lazy(
        "Fill in every field. A play always says what went wrong or how it went, not "
        "only what to do."
    ),
    "exchange-unknown-lessons": gettext_lazy(
        "Your library has no lesson of one of these codes. Give codes as the lessons "
        "file has them, one in a line."
    ),
    "exchange-no-such-part": gettext_lazy(
        "This part cannot be taken over here; nothing was changed."
    ),
    "directory-file": gettext_lazy(
        "This directory cannot be read. Save it as CSV in UTF-8 with a line of "
        "headings: name, state and students."
    ),
    "exchange-directory-small": gettext_lazy(
        "This directory lists fewer than five systems that can be read. Nothing was "
        "changed."
    ),
    "exchange-directory-taken": gettext_lazy(
        "This directory was taken in before. Bring the file again to check it anew."
    ),
    "exchange-not-a-key": gettext_lazy(
        "Give a name and the whole key, 44 characters. Nobody new is trusted yet."
    ),
    "exchange-adopted-before": gettext_lazy(
        "Your unit took this over before. Change it where it lives now."
    ),
}


def _of_package(error: SeedbedError) -> str:
    """Return what is said of a package, with the name of its file or sender."""
    if isinstance(error, WrongSignatureError):
        return gettext(
            "%(file)s was not taken in: its signature is not that of %(sender)s, so it "
            "was changed on the way. Ask for it again."
        ) % {"file": error.file_name, "sender": error.sender}
    if isinstance(error, NewerPackageError):
        return gettext(
            "%(file)s was made by a newer Seedbed (version %(found)s; this one reads "
            "up to %(known)s). Update Seedbed, or ask for an older package."
        ) % {"file": error.file_name, "found": error.version, "known": error.known}
    if isinstance(error, UnknownSenderError):
        return gettext(
            "%(file)s was not taken in: its sender %(sender)s is not trusted here. Ask "
            "them on another way for their key, and compare it with %(key)s."
        ) % {"file": error.file_name, "sender": error.sender, "key": error.key}
    if isinstance(error, NotAPackageError):
        return gettext(
            "%(file)s is not a package of an exchange. Ask for a file that the other "
            "deployment gave out."
        ) % {"file": error.file_name}
    return ""


def said(error: SeedbedError, *, field: str = "") -> Problem:
    """Return the line for a refusal; what the person may not do answers with 404."""
    known = _KNOWN.get(error.code) or _of_package(error)
    if not known:
        return problem_of(error, field=field)
    return Problem(words=str(known), field=field)
