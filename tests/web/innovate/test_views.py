"""The room's first page opens for leaders, and does not exist for anybody else."""

from __future__ import annotations

import pytest


def test_a_leader_finds_the_room_in_the_rail_and_opens_it(sign_in) -> None:
    client = sign_in("dana")

    page = str(client.get("/innovate/").content, "utf-8")

    assert "Start small, inside the system you have" in page
    assert 'aria-current="page"' in page


def test_the_room_speaks_spanish(sign_in) -> None:
    answer = sign_in("dana").get("/innovate/", headers={"accept-language": "es"})

    assert "Empezar en pequeño" in str(answer.content, "utf-8")


@pytest.mark.parametrize("who", ["ana", "rosa"])
def test_the_room_does_not_exist_for_others(sign_in, who) -> None:
    assert sign_in(who).get("/innovate/").status_code == 404
