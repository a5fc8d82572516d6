"""Tags of the family pages: why a child does something, and the rungs of the ladder."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from seedbed.apps.families.cards import Rung
from seedbed.web.family import phrases, reasons

register = template.Library()

_TALL, _WIDE, _TOP = 84, 32, 4
_NEARLY_ALL = 0.9


@register.simple_tag
def why_of(reason: dict[str, Any], name: str, adult: str = "") -> str:
    """Return the sentence that says why a child does something."""
    return reasons.sentence(reason, name=name, adult=adult)


@register.filter
def subject_name(subject: str) -> str:
    """Return a subject in the reader's language."""
    return phrases.subject_name(subject)


@register.simple_tag
def rung_bar(rung: Rung) -> SafeString:
    """Draw how much of a rung is shown; the words beside it say the same.

    A check stands for nearly all, the diamond for the child, as everywhere.
    """
    tall = round(_TALL * rung.share, 1)
    level = _TOP + _TALL - tall
    name = f"rung-{rung.grade_low}"
    return format_html(
        '<svg class="bar" viewBox="0 0 44 {}" aria-hidden="true">'
        '<clipPath id="{}"><rect x="6" y="{}" width="{}" height="{}" rx="7"/>'
        '</clipPath>'
        '<rect x="6" y="{}" width="{}" height="{}" rx="7" fill="var(--sunken)" '
        'stroke="var(--line-strong)" stroke-width="1.2"/>'
        '<rect x="6" y="{}" width="{}" height="{}" fill="var(--brand)" '
        'clip-path="url(#{})"/>{}</svg>',
        _TALL + 2 * _TOP, name, _TOP, _WIDE, _TALL, _TOP, _WIDE, _TALL,
        level, _WIDE, tall, name, _marks(rung, level),
    )  # fmt: skip


def _marks(rung: Rung, level: float) -> SafeString:
    check = diamond = SafeString("")
    if rung.share >= _NEARLY_ALL:
        check = format_html(
            '<path d="M15 {}l5 5 9-10" fill="none" stroke="var(--on-brand)" '
            'stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>',
            _TOP + _TALL / 2,
        )
    if rung.is_here:
        top = min(max(level - 11, 1), _TOP + _TALL - 19)
        diamond = format_html(
            '<path d="M22 {}l11 11-11 11-11-11z" fill="var({})" '
            'stroke="var(--ink)" stroke-width="2"/>',
            top,
            "--you",
        )
    return format_html("{}{}", check, diamond)
