"""Every way out of a system, walked with small counts, names and few systems.

The engine is watched: each way must have asked it, and what it refuses is on no page,
in no table that others read and in no file.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from tests.apps.decisions.conftest import alone as alone
from tests.apps.decisions.conftest import asked as asked
from tests.apps.decisions.conftest import at_lakeside as at_lakeside
from tests.apps.decisions.conftest import others as others
from tests.apps.exchange.conftest import AT, ON, WORDS
from tests.apps.exchange.conftest import network as network
from tests.apps.exchange.conftest import release as release
from tests.apps.exchange.conftest import tell as tell
from tests.apps.exchange.test_plays import PLAY
from tests.web.conftest import sign_in as sign_in

from seedbed.apps.exchange import services as exchange
from seedbed.apps.networks import services as networks
from seedbed.engines import disclosure
from seedbed.lib.errors import SeedbedError

NAMED = "Ana Alvarez, born 2014-05-06, moved; call 555-201-3344."


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def watched(monkeypatch):
    """Return the names of the engine's functions that were called, as they are."""
    called = []
    for name in ("identifiers", "contexts", "release", "release_sets"):
        real = getattr(disclosure, name)

        def noted(*args, _name=name, _real=real, **more):
            called.append(_name)
            return _real(*args, **more)

        monkeypatch.setattr(disclosure, name, noted)
    return called


def test_each_text_that_leaves_asks_for_names_first(network, release, watched):
    from dataclasses import replace
    from uuid import uuid4

    story, receipt = release(openly=True)
    by = network.cast.dana.pk
    ways = {
        "story": lambda: exchange.tell(
            words=replace(WORDS, tried=NAMED),
            receipt=receipt[::-1],
            by_id=network.cho,
            on=ON,
            keys=network.keys,
        ),
        "question": lambda: exchange.ask_author(
            story=story, question=NAMED, by_id=by, on=ON
        ),
        "reply": lambda: exchange.reply_by_name(receipt=receipt, words=NAMED, on=ON),
        "wish": lambda: exchange.ask_for(words=NAMED, by_id=by, on=ON),
        "play": lambda: exchange.publish_play(
            words=replace(PLAY, needs=NAMED), by_id=by, on=ON
        ),
        "part of a play": lambda: exchange.publish_play(
            words=replace(PLAY, parts={"pilot": {"name": "x", "aim": NAMED}}),
            by_id=by,
            on=ON,
        ),
        "request for help": lambda: networks.ask_help(
            token=uuid4(), words=NAMED, by_id=by, on=ON
        ),
    }
    networks.ensure_member()

    for name, way in ways.items():
        watched.clear()
        with pytest.raises(SeedbedError) as refused:
            way()
        assert refused.value.code in ("exchange-names-found", "names-in-words"), name
        assert "identifiers" in watched, name


def test_where_a_story_comes_from_is_asked_of_the_engine(network, tell, watched):
    tell()

    assert "contexts" in watched


def test_counts_of_few_students_reach_no_other_system(sign_in, others, cast, watched):
    from seedbed.apps.networks.models import Member, OutcomeReport

    for n, member in enumerate(others):
        OutcomeReport.objects.create(
            member=member, year=2026, unserved=40 + n, choosers=20, students=60 + n
        )
    networks.report_year(
        year=2026, assets={}, unserved=47, choosers=3, by_id=cast.dana.pk
    )

    row = OutcomeReport.objects.get(member=Member.objects.mine().get())
    page = str(sign_in("dana").get("/innovate/members/together/").content, "utf-8")

    assert "release" in watched
    assert (row.unserved, row.choosers, row.students) == (None, None, 50)
    assert ">47<" not in page


def test_a_finding_over_few_students_stays_at_home(network, watched, monkeypatch):
    from types import SimpleNamespace

    from seedbed.apps.exchange.models import PlayEvidence
    from seedbed.apps.pilots import queries as pilots

    play = exchange.publish_play(words=PLAY, by_id=network.cast.dana.pk, on=ON)
    exchange.adopt(
        play=play,
        part="pilot",
        unit_id=network.cast.hub.pk,
        by_id=network.cast.dana.pk,
        at=AT,
        on=ON,
    )
    real = pilots.pilot_card
    look = {"estimate": 0.3, "low": 0.1, "high": 0.5, "n_students": 9}
    monkeypatch.setattr(
        pilots,
        "pilot_card",
        lambda uuid: SimpleNamespace(
            uuid=real(uuid).uuid,
            latest=SimpleNamespace(looks=(look,), decision="iterate"),
            registration=SimpleNamespace(measure="Reading score"),
        ),
    )

    assert exchange.attach_evidence(on=ON) == 0
    assert "release" in watched
    assert not PlayEvidence.objects.exists()


def test_a_boards_report_tells_no_small_count(watched):
    from seedbed.apps.pilots import queries as pilots

    first, second = pilots.tellable_arms([60, 58], [60, 55], [4, 0])
    sizes = pilots.tellable_groups([40, 12, 4])

    assert watched.count("release") == 3
    assert (first.n_students, first.n_left) == (60, None)
    assert second.n_left == 0
    assert second.n_consent is None
    assert sizes == (40, None, None)
    assert not pilots.may_tell_missing([3, 0], [60, 58])
    assert pilots.may_tell_missing([0, 0], [60, 58])


def test_pockets_of_few_students_are_released_as_sets(cast, sign_in, watched):
    sign_in("dana").get("/innovate/needs/")

    assert "release_sets" in watched


def test_fewer_than_five_systems_are_on_no_page_and_in_no_file(sign_in, alone, others):
    from django.utils import timezone

    from seedbed.apps.decisions.models import PublishedPosition

    today = timezone.localdate()
    alone.wave.opens_on = alone.wave.closes_on = today
    alone.wave.save()
    for member in others[:4]:
        points = (b"\x00\x00\xe0\x40") * 7  # 7.0, seven times
        PublishedPosition.objects.create(
            wave=alone.wave, member=member, at=points, wanted=points,
            chosen=bytes([3] * 7), published_at=timezone.now(),
        )  # fmt: skip
    alone.answer(who_decides=2, on=today)
    client = sign_in("dana")

    page = str(client.get("/innovate/decisions/").content, "utf-8")
    file = str(client.get("/innovate/decisions/table.csv").content, "utf-8")
    together = str(client.get("/innovate/members/together/").content, "utf-8")

    assert "Fewer than five other systems answered" in page
    assert "7" not in file.splitlines()[1]
    assert "fewer than 5" in together
    assert not re.search(r"<b>4</b>", together)


def test_a_package_holds_nothing_that_waits_and_no_name(network, release, tell):
    release()
    tell()
    path = network.keys.parent / "out.json"
    exchange.export_package(
        path=path, sender="Riverside", folder=network.keys.parent, at=AT
    )

    content = path.read_text(encoding="utf-8")

    assert content.count('"tried"') == 1
    for name in ("Clara", "Cho", "Riverside Hub", "Ohio"):
        assert name not in content
    assert date(2026, 10, 12).isoformat() in content
