"""Every kind of mistake has two sentences that can be said."""

import string

import pytest

from seedbed.interop.oneroster.problems import KINDS, group_sentence, problem


@pytest.mark.parametrize("code", KINDS)
def test_each_kind_has_a_sentence_for_one_row_and_for_several(code):
    kind = KINDS[code]
    needed = {name for _, name, _, _ in string.Formatter().parse(kind.each) if name}
    words = dict.fromkeys(needed - {"value"}, "Something")

    made = problem(code, file="users.csv", row=2, value="x", **words)

    assert made.message.endswith(".")
    assert made.message[0].isupper() or made.message.startswith("manifest.csv")
    assert group_sentence(code, 2).startswith("2 rows: ")
    assert group_sentence(code, 2).endswith(".")


def test_a_value_with_braces_is_quoted_as_it_is():
    made = problem("unknown-role", file="users.csv", row=2, value="{role}")

    assert "'{role}'" in made.message


def test_a_noted_row_keeps_no_copy():
    made = problem("bad-status", file="users.csv", row=2, value="on", raw="secret")

    assert made.raw == ""
