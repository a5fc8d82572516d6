"""An exit slip is answered without a network and handed in once there is one, once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Error
from tests.apps.mentoring.conftest import NINE_TEN
from tests.apps.mentoring.conftest import studio as studio
from tests.web.mentor.conftest import tuesday as tuesday

from seedbed.apps.evidence.models import Attempt
from seedbed.apps.mentoring import services
from seedbed.apps.mentoring.models import ExitSlip, SlipPaper
from seedbed.apps.mentoring.services import Asked

pytestmark = pytest.mark.browser

_CONTROLLED = """() => navigator.serviceWorker.controller !== null
    && navigator.serviceWorker.controller.state === 'activated'"""


@pytest.fixture
def slip(tuesday: Any) -> str:
    """Return the address of a slip of two questions that Ana and Ben have."""
    services.open_slip(
        session_id=tuesday.session.pk,
        by_id=tuesday.cho.pk,
        at=NINE_TEN - timedelta(minutes=5),
        questions=[
            Asked(stem="2 + 2?", answer="4"),
            Asked(stem="Which is even?", answer="8", choices=("7", "8")),
        ],
    )
    return f"/my/day/slip/{ExitSlip.objects.get().uuid}/"


@pytest.fixture
def device(browser: Any, live_server: Any, sign_in: Any) -> Iterator[Any]:
    """Return Ana's browser with her day open and everything of it kept."""
    context = browser.new_context()
    name = settings.SESSION_COOKIE_NAME
    value = sign_in("ana").cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    yield context
    context.close()


def opened(device: Any, live_server: Any, slip: str) -> Any:
    """Open the day and wait until the slip, which was never opened, is kept."""
    page = device.new_page()
    page.goto(live_server.url + "/my/day/")
    page.wait_for_function(
        """async (path) => (await (await caches.open('seedbed-day-1')).keys())
        .some(r => r.url.endsWith(path))""",
        arg=slip,
    )
    page.wait_for_function(_CONTROLLED)
    page.wait_for_load_state("networkidle")
    return page


def answer(page: Any) -> None:
    page.get_by_label("Your answer").fill("4")
    page.get_by_label("8", exact=True).check()
    page.get_by_role("button", name="Hand in", exact=True).click()


def test_answers_given_offline_are_stored_exactly_once(device, live_server, slip):
    page = opened(device, live_server, slip)
    device.set_offline(True)
    page.goto(live_server.url + slip)
    body = page.locator("form[data-answers]").evaluate(
        "form => new URLSearchParams(new FormData(form)).toString()"
    )

    answer(page)

    page.locator("#form-waits").wait_for()
    assert not SlipPaper.objects.exclude(handed_in_at=None).exists()
    page.reload()
    page.locator("#form-waits").wait_for()  # still there after a reload
    assert not page.locator("form[data-answers]").is_visible()

    # The browser's own sending, a press of the button and a second tab, all at once.
    other = device.new_page()
    device.set_offline(False)
    with suppress(Error):  # where the browser's own sending led the page on already
        page.evaluate("() => document.getElementById('send-now')?.click()")
    other.goto(live_server.url + slip)
    page.get_by_text("Handed in: 2 of 2 right").wait_for()
    sent = page.request.post(
        live_server.url + slip,
        data=f"{body}&answer-1=9&answer-2=7",
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": live_server.url,
        },
    )

    assert sent.ok
    paper = SlipPaper.objects.exclude(handed_in_at=None).get()
    assert [a["given"] for a in paper.answers] == ["4", "8"]
    assert Attempt.objects.count() == 2
    waiting = page.evaluate("async () => (await Answers.waiting()).length")
    assert waiting == 0


def test_an_open_question_is_named_without_a_network(device, live_server, slip):
    page = opened(device, live_server, slip)
    device.set_offline(True)
    page.goto(live_server.url + slip)

    page.get_by_role("button", name="Hand in", exact=True).click()

    page.locator("#form-open").wait_for()
    assert page.locator(":focus").get_attribute("id") == "question-1"


def test_with_a_network_it_is_handed_in_at_once(device, live_server, slip):
    page = device.new_page()
    page.goto(live_server.url + slip)

    answer(page)

    page.get_by_text("Handed in: 2 of 2 right").wait_for()
    assert Attempt.objects.count() == 2


def test_what_is_missing_is_said_by_the_server(device, live_server, slip):
    page = device.new_page()
    page.goto(live_server.url + slip)

    page.get_by_role("button", name="Hand in", exact=True).click()

    page.locator(".problems").wait_for()
    assert "Question 1: answer it" in page.locator(".problems").inner_text()


def test_another_student_on_the_same_device_does_not_hand_it_in(
    device, live_server, slip, sign_in
):
    page = opened(device, live_server, slip)
    device.set_offline(True)
    page.goto(live_server.url + slip)
    answer(page)
    name = settings.SESSION_COOKIE_NAME
    for who, n_stored in (("ben", 0), ("ana", 2)):
        value = sign_in(who).cookies[name].value
        device.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        # A page that is open sends by itself and goes on, in the way of this visit.
        page.goto("about:blank")
        device.set_offline(False)
        page.goto(live_server.url + "/my/day/")
        page.wait_for_load_state("networkidle")

        assert Attempt.objects.count() == n_stored, who


def test_signing_out_hands_in_what_waits(device, live_server, slip):
    page = device.new_page()
    page.goto(live_server.url + slip)
    page.evaluate(
        """async () => Answers.keep({
          key: document.querySelector("[name=key]").value,
          path: location.pathname,
          fields: [["key", document.querySelector("[name=key]").value],
                   ["answer-1", "4"], ["answer-2", "8"]],
          at: new Date().toISOString(),
        })"""
    )

    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")

    assert SlipPaper.objects.exclude(handed_in_at=None).count() == 1
