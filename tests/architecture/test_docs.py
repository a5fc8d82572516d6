"""Documentation is a contract: what the code has, the pages explain."""

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def test_every_setting_is_explained():
    page = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    read = {
        name
        for file in (ROOT / "src").rglob("*.py")
        for name in re.findall(
            r"environ[^\n]*?\"(SEEDBED_[A-Z_]+)\"", file.read_text(encoding="utf-8")
        )
    }

    assert read, "No setting found: the search is broken."
    assert {name for name in read if f"`{name}`" not in page} == set()


def test_the_page_of_refusals_is_what_the_code_says():
    made = runpy.run_path(str(ROOT / "docs" / "refusals.py"))["page"]()

    page = (REFERENCE / "errors.md").read_text(encoding="utf-8")

    assert page == made, "Run make reference."


def test_every_link_between_pages_leads_somewhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        if "_build" not in page.parts
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []
