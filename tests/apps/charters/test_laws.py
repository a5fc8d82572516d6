"""Two laws as data: each clause finds its fields, and none is left over."""

from __future__ import annotations

import pytest

from seedbed.apps.charters.clauses import law_of, laws
from seedbed.apps.charters.fields import NEEDED, exists

#: Every clause that the shared facts on innovation name, by law.
NAMED = {
    "colorado": {
        "mission": "mission and why",
        "innovations": "innovations",
        "affected": "programmes/policies affected",
        "gains": "expected gains",
        "budget": "prior-year and proposed budget",
        "state-waivers": "waivers: state, local",
        "agreement-waivers": "waivers: CBA",
        "consent": "consent of teachers, administrators, accountability committee",
        "answer": "board answer in 60 days with written reasons",
        "review": "review every 3 years; revisions",
    },
    "texas": {
        "curriculum": "curriculum",
        "day-year": "day/year",
        "governance": "governance & parents",
        "budget": "budget & sustainability",
        "assessment": "assessment",
        "exempted-statutes": "list of exempted statutes",
    },
}


@pytest.mark.parametrize("key", NAMED)
def test_every_clause_named_in_the_facts_is_encoded(key):
    law = law_of(key)

    assert law is not None
    assert set(NAMED[key]) <= {clause.id for clause in law.clauses}


@pytest.mark.parametrize("law", laws(), ids=lambda law: law.key)
def test_every_clause_finds_its_fields_and_none_is_left_over(law):
    homeless = {
        clause.id: [path for path in clause.fields if not exists(path)]
        for clause in law.clauses
    }

    assert {key: paths for key, paths in homeless.items() if paths} == {}
    assert all(clause.fields for clause in law.clauses)
    assert all(clause.words and clause.words_es for clause in law.clauses)


def test_clauses_have_ids_of_their_own():
    for law in laws():
        ids = [clause.id for clause in law.clauses]
        assert len(ids) == len(set(ids))


def test_what_a_board_must_read_exists():
    assert all(exists(path) for path in NEEDED)
    assert not exists("purpose.poem")
    assert law_of("") is None


def test_a_charter_says_which_clauses_are_open(whole, see, write):
    write(whole, "money", {"savings": "None are expected."})

    open_clauses = {one.clause.id: one.missing for one in see(whole).clauses}

    assert open_clauses["savings"] == ()
    assert open_clauses["consent"] == ("governance.consent",)
    assert open_clauses["state-waivers"] == ("waivers",)
    assert open_clauses["mission"] == ("purpose.why_a_unit",)
