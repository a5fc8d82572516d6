"""Spanish is complete, and the compiled catalogue is the written one."""

from __future__ import annotations

import gettext
import re

from babel.messages.pofile import read_po

from . import messages

_FOLDER = messages.WEB / "kit" / "locale" / "es" / "LC_MESSAGES"
_PLACE = re.compile(r"%\((\w+)\)[sd]")


def _written() -> dict[tuple[str, str], tuple[str, ...]]:
    with (_FOLDER / "django.po").open("rb") as file:
        catalogue = read_po(file, locale="es")
    found = {}
    for message in catalogue:
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[0]
        words = message.string
        texts = (words,) if isinstance(words, str) else tuple(words or ())
        found[message.context or "", source] = texts
    return found


def test_every_message_is_translated():
    wanted = messages.in_templates() | messages.in_python()
    written = _written()
    missing = [m for m in wanted if not all(written.get((m[0], m[1]), ("",)))]

    assert len(wanted) > 300
    assert missing == []


def test_no_translation_is_left_over():
    wanted = {(m[0], m[1]) for m in messages.in_templates() | messages.in_python()}

    assert set(_written()) - wanted == set()


def test_translations_use_the_same_facts():
    for (_context, source), texts in _written().items():
        for text in texts:
            assert set(_PLACE.findall(text)) == set(_PLACE.findall(source)), source


def test_the_compiled_catalogue_is_in_step():
    with (_FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    for (context, source), texts in _written().items():
        if len(texts) == 1:
            said = (
                compiled.pgettext(context, source)
                if context
                else compiled.gettext(source)
            )
            assert said == texts[0], "Run: msgfmt -o django.mo django.po"
