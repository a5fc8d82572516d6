"""A day that was opened once can be read without a network, until sign-out."""

from __future__ import annotations

import pytest
from django.conf import settings

pytestmark = pytest.mark.browser


def test_the_day_stays_readable_and_is_dropped_at_sign_out(
    browser, live_server, stage, sign_in
):
    name = settings.SESSION_COOKIE_NAME
    session = sign_in("ana").cookies[name].value
    context = browser.new_context()
    context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + "/my/day/")
    page.wait_for_function(
        """async () => (await (await caches.open('seedbed-day-1')).keys())
        .some(r => r.url.endsWith('/my/day/'))"""
    )
    page.wait_for_function(
        """() => navigator.serviceWorker.controller !== null
        && navigator.serviceWorker.controller.state === 'activated'"""
    )
    page.wait_for_load_state("networkidle")

    context.set_offline(True)
    page.reload()
    assert "Compare ratios with tables" in page.locator("main").inner_text()
    page.locator("#offline-note").wait_for()

    context.set_offline(False)
    page.reload()
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")
    page.wait_for_function("async () => (await caches.keys()).length === 0")
    context.close()
