"""The report to the board: what it tells, and what would tell on few students."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from django.utils import timezone
from tests.apps.pilots.conftest import AT, PROMISE, STARTS_ON, measured
from tests.web.innovate.pilots.test_pilots import address, opened, posted, record
from tests.web.innovate.pilots.test_pilots import dana as dana

from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.models import Arm, Participation, PilotCluster
from seedbed.web.innovate.pilot_report import document_of, told


def test_losses_are_shown_overall_and_by_arm_on_the_page_and_in_the_report(
    hub, running, dana
):
    record(hub, running, 1, gain=3.0)
    lost = PilotCluster.objects.filter(pilot__uuid=running, arm=Arm.PILOT)[0]
    gone = set(hub.rooms[lost.name][:2])
    rows = [one for one in measured(hub.rooms, 2) if one.student_id not in gone]
    services.record_outcomes(pilot=running, outcomes=rows, source="", by_id=hub.dana)

    page, report = opened(dana, running), opened(dana, running, "report/")

    assert "Measured at the last look: 22 of 24" in page
    assert "Of 100, 8.3 are missing: 16.7 in the pilot arm, 0 in the" in page
    assert "The pilot arm lost 16.7 points more." in page
    document = document_of(told(queries.pilot_page(running, on=STARTS_ON)), "Hub")
    written = " ".join(str(getattr(block, "text", block)) for block in document.blocks)
    for public in (report, written):
        assert "a count of fewer than ten students" in public
        assert "The pilot arm lost the larger share." in public
        assert "16.7" not in public


def test_the_report_tells_losses_that_give_no_few_students_away(hub, running, dana):
    record(hub, running, 1, gain=3.0)
    outside = Participation.objects.filter(pilot__uuid=running).order_by("pk")[0]
    lone = PilotCluster.objects.create(pilot=outside.pilot, name="Nobody's")
    Participation.objects.filter(pk=outside.pk).update(cluster=lone, has_consent=False)
    opened(dana, running)

    report = opened(dana, running, "report/")

    assert "Of 100, 0 are missing: 0 in the pilot arm, 0 in the" in report
    assert "Both arms lost about the same share." in report


def test_the_report_has_decision_cost_diary_and_what_people_say(hub, running, dana):
    promise = replace(PROMISE, cost_dollars=14400.0, source="mastery")
    services.amend_registration(
        pilot=running, registration=promise, why="Priced", by_id=hub.dana, at=AT
    )
    record(hub, running, 1, 2, 3, 4, gain=3.0)
    posted(dana, running, "week/", aim="Read", change="Quiet", prediction="Two pages")
    posted(
        dana, running, "week/",
        what="study", happened="Three pages", decision="adopt", public="yes",
    )  # fmt: skip
    posted(
        dana, running, "said/",
        key=uuid4(), voice="student", quote="I like it.", kind="feedback",
    )  # fmt: skip
    opened(dana, running)
    seen = queries.pilot_page(running, on=STARTS_ON).version
    decision = {"decision": "double down", "why": "It helps", "version": seen}
    posted(dana, running, "decide/", **decision)

    report = opened(dana, running, "report/")
    document = document_of(
        told(queries.pilot_page(running, on=timezone.localdate())), "Hub"
    )

    written = " ".join(str(block) for block in document.blocks)
    latest = queries.pilot_page(running, on=STARTS_ON).card.latest
    assert latest is not None
    gain = latest.looks[-1]["estimate"]
    per_skill = f"{round(1200 / gain):,} dollars for each skill mastered beyond"
    for shown in (report, written):
        for words in (
            "decided on", "It helps", "1,200 dollars per student.", per_skill,
            "Three pages", "I like it.",
        ):  # fmt: skip
            assert words in shown, words


def test_the_report_computes_the_last_look_in_other_ways(hub, running, dana):
    record(hub, running, 1, 2, 3, 4, gain=3.0)
    opened(dana, running)

    page = opened(dana, running, "report/")

    assert "The last look, computed in other ways" in page
    assert "errors by group (CR2)" in page
    assert "By all the ways the arms could have come out" in page


def test_the_report_is_a_page_and_a_pdf_and_no_look(hub, running, dana):
    record(hub, running, 1, 2, 3, 4, gain=3.0)
    opened(dana, running)

    page = opened(dana, running, "report/")
    answer = dana.get(address(running, "report.pdf"))

    assert "Double down: +" in page
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert queries.pilot_card(running).n_looks == 1
