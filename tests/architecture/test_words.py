"""One word, one meaning: the glossary is complete, and some words are never used."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from seedbed.lib.errors import SeedbedError

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "seedbed"
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
BANNED_MODULES = {"utils", "helpers", "common", "manager", "misc"}
#: Words that must never be said of a child on a page.
BANNED_ON_SCREEN = re.compile(
    r"\b(struggling|low[- ]performing|at[- ]risk|falling behind|behind grade)\b", re.I
)


def test_every_model_is_in_the_glossary():
    models = [m for m in apps.get_models() if m.__module__.startswith("seedbed.")]
    missing = [m.__name__ for m in models if f"`{m.__name__}`" not in GLOSSARY]

    assert missing == [], "Explain these in docs/glossary.md."


def test_no_module_has_a_name_that_says_nothing():
    named = {p.stem for p in SOURCE.rglob("*.py")} | {
        p.name for p in SOURCE.rglob("*") if p.is_dir()
    }

    assert named & BANNED_MODULES == set()


@pytest.mark.parametrize("suffix", ["html", "po"])
def test_pages_never_label_a_child(suffix):
    said = {
        str(p.relative_to(SOURCE)): BANNED_ON_SCREEN.findall(p.read_text("utf-8"))
        for p in SOURCE.rglob(f"*.{suffix}")
    }

    assert {page: words for page, words in said.items() if words} == {}


def every_error(base=SeedbedError):
    for error in base.__subclasses__():
        yield error
        yield from every_error(error)


def test_every_error_has_a_code_of_its_own():
    import importlib
    import pkgutil

    import seedbed

    for module in pkgutil.walk_packages(seedbed.__path__, "seedbed."):
        if module.name.endswith("errors"):
            importlib.import_module(module.name)
    errors = [e for e in every_error() if e.__module__.startswith("seedbed.")]
    codes = [e.code for e in errors if "code" in vars(e)]

    assert len(codes) == len(set(codes)), "Two errors share a code."
    assert errors, "No error found: the walk is broken."
