"""docs/reference/cli.md names every command and every option."""

from pathlib import Path

import pytest

from seedbed.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"


def every_command():
    """Yield (words, command) for each command that does something."""
    for name in main.COMMANDS:
        loaded = main.load(name)
        inner = getattr(loaded, "commands", None)
        if inner:
            yield from ((f"{name} {word}", command) for word, command in inner.items())
        else:
            yield name, loaded


@pytest.mark.parametrize(("words", "command"), list(every_command()))
def test_every_option_is_in_the_section_of_its_command(words, command):
    text = PAGE.read_text(encoding="utf-8")
    heading = f"## `seedbed {words}`\n"
    assert heading in text, "The command has no section."
    section = text.split(heading)[1].split("\n## ")[0]

    options = [opt for p in command.params for opt in (*p.opts, *p.secondary_opts)]
    missing = [
        opt for opt in options if opt.startswith("--") and f"`{opt}" not in section
    ]

    assert missing == []


@pytest.mark.parametrize(("words", "command"), list(every_command()))
def test_every_command_can_answer_in_json(words, command):
    options = [opt for p in command.params for opt in p.opts]

    assert "--json" in options
