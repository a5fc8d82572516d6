"""Keep modules small enough to read in one sitting."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
LIMIT = 500


def test_no_module_is_over_the_limit():
    files = [
        p for top in ("src", "tests", "benchmarks") for p in (ROOT / top).rglob("*.py")
    ]
    lengths = {
        p: p.read_text(encoding="utf-8").count("\n")
        for p in files
        if "migrations" not in p.parts
    }
    too_long = {str(p.relative_to(ROOT)): n for p, n in lengths.items() if n > LIMIT}

    assert too_long == {}, f"Split these modules (limit {LIMIT} lines): {too_long}"
