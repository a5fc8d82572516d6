"""Pilots and the fund in a browser: readable to all, on every width, without a script."""

from __future__ import annotations

from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from tests.server.demo.test_pilots import hub as hub

from seedbed.apps.accounts.queries import account_named
from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.cards import Enrolment
from seedbed.apps.pilots.fund_cards import CASES
from seedbed.apps.pilots.models import FundApplication
from seedbed.server.demo.pilots import make_pilots

from .conftest import LOOKS, excess_of
from .pictures import DESK, take

pytestmark = pytest.mark.browser

PAGES = {
    "pilots": ("/innovate/pilots/", "leader"),
    "new": ("/innovate/pilots/new/", "leader"),
    "pilot": ("/innovate/pilots/{running}/", "leader"),
    "ended": ("/innovate/pilots/{stopped}/", "leader"),
    "design": ("/innovate/pilots/{running}/design/", "leader"),
    "pairs": ("/innovate/pilots/{matched}/people/", "leader"),
    "gate": ("/innovate/pilots/{matched}/register/", "leader"),
    "people": ("/innovate/pilots/{running}/people/", "leader"),
    "register": ("/innovate/pilots/{running}/register/", "leader"),
    "speakers": ("/innovate/pilots/{running}/speakers/", "leader"),
    "report": ("/innovate/pilots/{running}/report/", "leader"),
    "diaries": ("/tried/", "ana"),
    "diary": ("/tried/{running}/", "ana"),
    "team": ("/tried/{running}/", "mentor"),
    "scores": ("/innovate/pilots/{running}/scores/{scores}/", "leader"),
    "fund": ("/innovate/fund/", "leader"),
    "application": ("/innovate/fund/applications/{application}/", "leader"),
    "step": ("/innovate/fund/applications/{draft}/step/4/", "leader"),
    "readings": ("/innovate/readings/", "mentor"),
    "training": ("/innovate/readings/training/", "registrar"),
    "reading": ("/innovate/readings/{application}/", "mentor"),
}
#: Picture of the documentation: its page.
PICTURES = {"pilot": "pilot"}
WIDTHS = (320, 360, 768, 1440)


@pytest.fixture
def addresses(hub):
    """Make the simulated pilots; return what stands in the addresses."""
    now = timezone.now()
    make_pilots(hub, today=now.date(), at=now, seed=20261014)
    by_id = account_named("leader").id
    matched = services.begin_pilot(
        unit_id=hub.unit.pk,
        name="Help line",
        aim="Homework at night",
        starts_on=now.date(),
        by_id=by_id,
        at=now,
    )
    services.choose_design(pilot=matched, design="matched", caliper=0.25, by_id=by_id)
    pretests = (40.0 + n % 17 for n in count())
    services.enrol(
        pilot=matched,
        students=[
            Enrolment(
                student_id=one.pk,
                cluster=f"Student {one.pk}",
                has_consent=True,
                pretest=next(pretests),
                takes_part=n % 3 == 0,
            )
            for n, one in enumerate(hub.students)
        ],
        by_id=by_id,
    )
    by_status = {card.status: card.uuid for card in queries.pilots_of(hub.unit.pk)}
    sent = FundApplication.objects.get()
    by: Any = {"on": timezone.localdate(), "by_id": by_id, "at": now}
    draft = services.begin_application(round_uuid=sent.round.uuid, key=uuid4(), **by)
    mentor = account_named("mentor").id
    services.train_reader(answers=CASES, by_id=mentor, on=timezone.localdate())
    scores = services.stage_scores(
        pilot=by_status["running"],
        look=9,
        data=b"student,score,date\nnobody,12,\n",
        file_name="scores.csv",
        **by,
    )
    return {
        "running": by_status["running"],
        "stopped": by_status["ended"],
        "matched": matched,
        "application": sent.uuid,
        "draft": draft,
        "scores": scores,
    }


@pytest.mark.parametrize(("theme", "language"), LOOKS)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    open_page, addresses, theme, language
):
    for name, (address, who) in PAGES.items():
        page = open_page(
            address.format(**addresses), who=who, theme=theme, language=language
        )
        found = Axe().run(page)

        assert page.locator("html").get_attribute("lang") == language
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        assert excess_of(page, WIDTHS) == dict.fromkeys(WIDTHS, 0), name


def test_a_leader_decides_without_a_script(open_page, addresses):
    page = open_page(
        f"/innovate/pilots/{addresses['running']}/", who="leader", script=False
    )

    page.locator("[name=decision][value=iterate]").check()
    page.locator("#why").fill("One more month of evidence")
    page.get_by_role("button", name="Record the decision").click()

    assert "Written down." in page.locator("[role=status]").inner_text()
    assert "One more month of evidence" in page.locator("main").inner_text()


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_taken(open_page, addresses, name):
    address, who = PAGES[PICTURES[name]]
    width, height = DESK

    page = open_page(address.format(**addresses), who=who, width=width, height=height)

    take(page, name)
