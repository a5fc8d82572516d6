"""Every message of the pages, read from templates and Python without running them."""

from __future__ import annotations

import io
import re
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

import seedbed.web

WEB = Path(str(seedbed.web.__file__)).parent
#: Words of an app that pages and e-mails share.
SHARED = tuple(
    WEB.parent / "apps" / app / "wording.py" for app in ("mentoring", "digests")
)
_KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

#: Context (or an empty string), message, plural (or an empty string).
Message = tuple[str, str, str]


def _messages(source: str) -> set[Message]:
    found: set[Message] = set()
    stream = io.BytesIO(source.encode())
    for _line, message, _comments, context in extract("python", stream, _KEYWORDS):
        parts = (message,) if isinstance(message, str) else tuple(message)
        if parts and parts[0]:
            plural = parts[1] if len(parts) > 1 else ""
            found.add((context or "", parts[0], plural))
    return found


def in_templates() -> set[Message]:
    """Return the messages of every template."""
    found: set[Message] = set()
    for path in sorted(WEB.glob("*/templates/**/*.html")):
        code = templatize(path.read_text(encoding="utf-8"), origin=path.name)
        # What is not a call is masked with X's, which Python's reader cannot follow.
        calls = re.findall(r" (?:_|n?gettext|n?pgettext)\(.*?\) ", code, re.DOTALL)
        found |= _messages("\n".join(call.strip() for call in calls))
    return found


def in_python() -> set[Message]:
    """Return the messages of every module of the pages, and of what they share."""
    found: set[Message] = set()
    for path in (*sorted(WEB.rglob("*.py")), *SHARED):
        found |= _messages(path.read_text(encoding="utf-8"))
    return found
