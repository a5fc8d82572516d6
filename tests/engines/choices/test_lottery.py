"""Anyone can check a draw, and every order is equally likely."""

import hashlib
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.engines import choices

NAMES = ["ana", "ben", "cho", "dan"]
SALT = "kept in the safe"


def test_the_published_hash_proves_seed_and_salt():
    published = choices.commit("17", SALT)

    assert (
        published
        == hashlib.sha256(b"seedbed-lottery-1|17|kept in the safe").hexdigest()
    )
    assert choices.is_committed(published, "17", SALT)
    assert not choices.is_committed(published, "18", SALT)


def test_the_order_is_what_the_page_says_it_is():
    drawn = choices.draw("17", SALT, NAMES, n_seats=2)

    by_hand = sorted(
        NAMES, key=lambda name: hashlib.sha256(f"17|{SALT}|{name}".encode()).hexdigest()
    )
    assert list(drawn.order) == by_hand
    assert list(drawn.winners) == by_hand[:2]
    assert list(drawn.waiting) == by_hand[2:]


@given(entrants=st.permutations(NAMES))
def test_the_order_of_entry_does_not_matter(entrants):
    assert choices.draw("5", SALT, entrants, n_seats=2) == choices.draw(
        "5", SALT, NAMES, n_seats=2
    )


def test_over_ten_thousand_seeds_every_one_of_24_orders_comes_equally_often():
    seen = Counter(
        choices.draw(str(seed), SALT, NAMES, n_seats=2).order for seed in range(10_000)
    )

    expected = 10_000 / 24
    chi_square = sum((n - expected) ** 2 / expected for n in seen.values())
    assert len(seen) == 24
    assert chi_square < 49.7  # 99.9 % of true lotteries with 23 degrees of freedom


def test_siblings_have_one_ticket_and_the_same_luck():
    for seed in range(200):
        drawn = choices.draw(
            str(seed), SALT, NAMES, n_seats=2, siblings=[("dan", "ana")]
        )
        assert ("ana" in drawn.winners) == ("dan" in drawn.winners)
        assert drawn.tickets["ana"] == drawn.tickets["dan"]
        assert len(drawn.winners) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"entrants": ["ana", "ana"]}, "An entrant is named twice."),
        ({"n_seats": -1}, "n_seats must be at least 0, got -1."),
        ({"siblings": [("ana", "eve")]}, "'eve' is named as a sibling and has not entered."),
        ({"siblings": [("ana",), ("ana", "ben")]}, "A sibling is named in two families."),
        ({"seed": ""}, "The seed must have text without '|', got ''."),
        ({"salt": "a|b"}, "The salt must have text without '|', got 'a|b'."),
    ],
)  # fmt: skip
def test_bad_input_is_refused_in_one_sentence(given, said):
    asked = {"seed": "1", "salt": SALT, "entrants": NAMES, "n_seats": 1} | given

    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        choices.draw(**asked)
