"""Names and things that word problems are about."""

from __future__ import annotations

from random import Random

_NAMES = (
    "Amara", "Ben", "Carlos", "Dina", "Elif", "Farah", "Grace", "Hugo", "Imani",
    "Jun", "Kofi", "Leila", "Mateo", "Nadia", "Omar", "Priya", "Quinn", "Rosa",
    "Sami", "Talia", "Uma", "Viktor", "Wren", "Yusuf", "Zoe",
)  # fmt: skip
_THINGS = (
    "marble", "sticker", "bead", "card", "shell", "button", "stamp", "pencil", "seed",
    "tile",
)  # fmt: skip


def name(rng: Random) -> str:
    """Return one first name."""
    return rng.choice(_NAMES)


def two_names(rng: Random) -> tuple[str, str]:
    """Return two different first names."""
    first, second = rng.sample(_NAMES, 2)
    return first, second


def thing(rng: Random) -> str:
    """Return the singular of something that can be counted; its plural ends in s."""
    return rng.choice(_THINGS)
