"""One's own account in a browser: passkeys that really sign in, readable by all."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.apps.mentoring.conftest import NINE_TEN
from tests.apps.mentoring.conftest import studio as studio
from tests.web.mentor.conftest import tuesday as tuesday

from seedbed.apps.accounts import invitations, sign_in_cards
from seedbed.apps.accounts.models import Passkey, Person

from .conftest import LOOKS, excess_of

pytestmark = pytest.mark.browser

PAGES = {
    "account": ("/account/", "mateo"),
    "sheets": ("/sheets/", "dana"),
    "students' sheets": ("/sheets/?kind=student&on=2026-10-20", "dana"),
    "door": ("/sheets/?kind=room&on=2026-10-20", "dana"),
    "roster": ("/sheets/?kind=roster&on=2026-10-20", "clara"),
    "cards": ("/sheets/cards/", "dana"),
    "card": ("/card/{card}/", ""),
    "ended card": ("/card/{ended}/", ""),
    "invitation": ("/welcome/{invited}/", ""),
    "used invitation": ("/welcome/{used}/", ""),
}
WIDTHS = (320, 360, 768, 1440)


@pytest.fixture
def facts(tuesday: Any) -> dict[str, str]:
    """Let the hub have cards, Ana a new one; the tokens of both her cards."""
    cast = tuesday.cast
    Person.objects.update(email="someone@example.org")
    sign_in_cards.allow_cards(
        unit_id=cast.hub.pk, is_allowed=True, by_id=cast.dana.pk, at=NINE_TEN
    )
    tokens = [
        sign_in_cards.make_cards(
            unit_id=cast.hub.pk,
            person_ids=[cast.ana.person_id],
            by_id=cast.dana.pk,
            at=NINE_TEN,
        )[0].token
        for _ in range(2)
    ]
    used, invited = (
        invitations.invite(
            person_ids=[cast.cho.person_id], by_id=cast.rosa.pk, at=NINE_TEN
        )[0].token
        for _ in range(2)
    )
    return {"ended": tokens[0], "card": tokens[1], "used": used, "invited": invited}


def device(page: Any) -> None:
    """Give the page a device with a lock that always opens (CDP WebAuthn)."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_a_passkey_is_made_and_signs_in_without_a_password(open_page, facts):
    page = open_page("/account/", who="mateo")
    device(page)

    page.get_by_label("Name of this device").fill("My laptop")
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_text("From now on this device signs you in.").wait_for()

    assert page.get_by_text("1 device signs you in").is_visible()
    assert page.get_by_text("My laptop", exact=True).is_visible()
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/mentor/")
    assert Passkey.objects.get().used_at == NINE_TEN

    page.goto(page.url.replace("/mentor/", "/account/"))
    page.get_by_role("button", name=re.compile("Remove.*My laptop")).click()
    page.get_by_text("That device does not sign you in any more.").wait_for()
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.get_by_text("That passkey did not work here.").wait_for()
    assert "/sign-in/" in page.url


def test_a_device_makes_one_passkey(open_page, facts):
    page = open_page("/account/", who="mateo")
    device(page)
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_text("1 device signs you in").wait_for()

    page.get_by_role("button", name="Make a passkey").click()

    page.get_by_text("No passkey was made.").wait_for()
    assert Passkey.objects.count() == 1


def test_a_card_signs_in_without_a_script(open_page, facts):
    page = open_page(f"/card/{facts['card']}/", script=False)

    page.get_by_role("button", name="Yes, that is me").click()

    assert page.url.endswith("/my/day/")


def test_the_calendar_is_made_copied_by_hand_and_stopped_without_a_script(
    open_page, facts
):
    page = open_page("/account/", who="mateo", script=False)

    page.get_by_role("button", name="Make an address").click()

    address = page.locator("#calendar-address").input_value()
    assert page.request.get(address).ok
    page.get_by_role("button", name="Stop the calendar").click()
    assert page.request.get(address).status == 410


@pytest.mark.parametrize(("theme", "language"), LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    open_page, facts, name, theme, language
):
    address, who = PAGES[name]

    page = open_page(address.format(**facts), who=who, theme=theme, language=language)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    assert excess_of(page, WIDTHS) == dict.fromkeys(WIDTHS, 0)
    page.reload()
    assert [c for c in complaints if "Content Security" in c] == []


def test_a_sheet_prints_without_the_form_and_names_no_one_on_a_door(open_page, facts):
    page = open_page(PAGES["door"][0], who="dana")

    page.emulate_media(media="print")

    assert page.get_by_text("Studio").first.is_visible()
    assert not page.get_by_role("button", name="Show the sheets").is_visible()
    assert not page.locator(".rail").is_visible()


def test_the_office_invites_and_a_password_is_chosen_without_a_script(open_page, facts):
    office = open_page("/people/?q=clara", who="rosa", script=False)
    office.get_by_role("button", name=re.compile("Invite.*Clara Cho")).click()
    address = office.locator(".invitations .address").inner_text()

    page = open_page("/welcome/" + address.partition("/welcome/")[2], script=False)
    page.get_by_label("Choose a password").fill("three green herons")
    page.get_by_label("The same once more").fill("three green herons")
    page.get_by_role("button", name="Keep it and come in").click()

    page.wait_for_url("**/mentor/")


def test_printed_cards_are_black_on_white_in_the_dark_too(open_page, facts):
    page = open_page("/sheets/cards/", who="dana", theme="dark")

    page.get_by_role("button", name=re.compile("New card.*Ben Brook")).click()

    assert page.locator("svg.qr path").count() == 2
    assert page.locator("svg.qr path").first.get_attribute("fill") == "#fff"
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
