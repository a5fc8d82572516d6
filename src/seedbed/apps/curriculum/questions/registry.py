"""Where templates put themselves: by the skills they ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from random import Random

from .records import Draft

Template = Callable[[Random], Draft]

#: Templates by skill code, in the order of their modules.
TEMPLATES: dict[str, list[Template]] = defaultdict(list)


def asks(*codes: str) -> Callable[[Template], Template]:
    """Mark a function as a template for the skills with these codes."""

    def keep(template: Template) -> Template:
        for code in codes:
            TEMPLATES[code].append(template)
        return template

    return keep
