"""A failure is told, generalised, read twice, released and adapted by another system.

Nobody but the steward could ever see who told it: the same story is told in two worlds,
by a teacher of Riverside and by a teacher of Lakeside, and every page that anybody can
open is the same in both.
"""

from __future__ import annotations

import os
import re
from uuid import UUID

import pytest
from django.db import transaction
from django.urls import get_resolver
from django.utils import timezone
from tests.apps.exchange.conftest import AT, ON, adult
from tests.apps.exchange.conftest import network as network
from tests.apps.exchange.test_plays import PLAY
from tests.web.conftest import sign_in as sign_in

from seedbed.apps.accounts import tenancy
from seedbed.apps.accounts.models import Account, RoleKind, Unit
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.exchange import services
from seedbed.apps.exchange.models import Play, Story, Telling

FORM = {
    "kind": "failure",
    "topic": "schedule",
    "tried": "On March 3 Mr. Stone moved tutoring to the first block at Oak Middle School.",
    "happened": "Buses came late, and a third of the seats stayed empty.",
    "advice": "Ask the drivers first; call 555-010-2233 if unsure.",
}
#: Values for the parts of an address; those of the story come to them.
DAY = "2026-10-14"
#: Who walks all pages; Omar has every role there is. On PostgreSQL, whose walls are what
#: differs there, he and the leader of the other system do.
WALKERS = (
    ("omar", "lleader")
    if os.environ.get("SEEDBED_TEST_DATABASE") == "postgres"
    else ("omar", "stella", "clara", "ana", "lleader")
)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def everybody(network):
    """Return usernames: each role, another system's leader and teacher, the keepers."""
    from seedbed.apps.accounts.models import Role

    names = ["stella", "rita", "clara", "ana", "omar", ""]
    omar = adult("Omar", RoleKind.MENTOR).person
    for kind in RoleKind.values:
        Role.objects.get_or_create(person=omar, kind=kind, unit=network.cast.hub)
    names += [adult(f"R{kind}", kind).username for kind in RoleKind.values]

    def others():
        unit = Unit.objects.first()
        return [
            adult(f"L{kind}", kind, unit).username for kind in ("leader", "teacher")
        ]

    return names + at_lakeside(network, others)


def at_lakeside(network, work):
    """Do work inside of Lakeside, outside of Riverside."""
    token = tenancy._current.set(None)
    try:
        with system_context(network.cast.lakeside.pk):
            return work()
    finally:
        tenancy._current.reset(token)


def addresses(pattern=None, prefix=""):
    """Yield the template of every address of the product, such as ``/tell/``."""
    for one in (pattern or get_resolver()).url_patterns:
        path = prefix + str(one.pattern).lstrip("^")
        if hasattr(one, "url_patterns"):
            yield from addresses(one, path)
        else:
            yield "/" + path.rstrip("$")


def filled(template, uuids, student):
    """Return the addresses of a template with everything at hand put in."""
    values = {
        "uuid": uuids,
        "date": [DAY],
        "int": [str(student)],
        "slug": ["mathematics"],
        "str": ["x"],
        "path": ["x"],
    }
    found = [template]
    for part in re.findall(r"<[^>]+>", template):
        kind = part[1:-1].partition(":")[0] if ":" in part else "str"
        found = [
            one.replace(part, str(value), 1)
            for one in found
            for value in values.get(kind, ["x"])
        ]
    return found


def seen(sign_in, names, uuids, student, *, everywhere=False):
    """Return what each person sees of the exchange, without what changes by itself.

    With ``everywhere``, those who may open most also walk the rest of the product.
    """
    pages, posts_only = {}, set()
    for name in names:
        client = sign_in(name)
        client.raise_request_exception = False
        for template in addresses():
            is_here = template.startswith("/exchange/")
            if template in posts_only:
                continue
            if not is_here and not (everywhere and name in WALKERS):
                continue
            # Elsewhere one id is as unknown as the other.
            for address in filled(template, uuids if is_here else uuids[:1], student):
                answer = client.get(address)
                if answer.status_code == 405:
                    posts_only.add(template)
                body = b"" if answer.streaming else answer.content
                pages[name, masked(address, uuids)] = (
                    answer.status_code,
                    masked(str(body, "utf-8", "replace"), uuids),
                )
    return pages


def masked(text, uuids):
    for n, uuid in enumerate(uuids):
        text = text.replace(str(uuid), f"uuid-{n}")
    text = re.sub(
        r'(csrfmiddlewaretoken" value=|X-CSRFToken[^:]*: ?|nonce=)"[^"]+"', r"\1", text
    )
    # A signature covers the ids, which are drawn anew.
    text = re.sub(r'("signature": ?)"[^"]+"', r"\1", text)
    # Forms carry numbers of their own, so that one sent twice counts once.
    text = re.sub(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "uuid", text)
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "", text)


def tell(sign_in, who):
    """Tell the story at the browser and return its telling and its receipt."""
    client = sign_in(who)
    stopped = client.post("/exchange/tell/", FORM)
    assert stopped.status_code == 422
    assert not Telling.objects.exists()
    page = str(stopped.content, "utf-8")
    boxes = dict(
        re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)</textarea>', page)
    )
    receipt = found(r'name="receipt" value="([^"]+)"', page)
    told = client.post(
        "/exchange/tell/", {**FORM, **boxes, "receipt": receipt, "step": "share"}
    )
    assert receipt in str(told.content, "utf-8")
    return Telling.objects.get().uuid, receipt


def found(pattern: str, page: str) -> str:
    """Return what the pattern's group matches, which has to be on the page."""
    match = re.search(pattern, page)
    assert match, pattern
    return match.group(1)


def world(sign_in, network, everybody, author):
    """Live the whole story with one author; return everything that anybody saw."""
    student = network.cast.ana.pk
    telling, receipt = tell(sign_in, author)
    pages = {"waiting": seen(sign_in, everybody, [telling], student)}
    for name in everybody:
        if name not in ("stella", ""):
            tried = sign_in(name).post(
                f"/exchange/desk/{telling}/", {"step": "call-back", "why": "?"}
            )
            assert tried.status_code == 404
    opened = sign_in("stella").post(
        f"/exchange/desk/{telling}/", {"step": "call-back", "why": "A child?"}
    )
    knew = found(r"<b>(.*?) told this story", str(opened.content, "utf-8"))
    for reader in ("stella", "rita"):
        sign_in(reader).post(f"/exchange/desk/{telling}/", {"step": "pass"})
    sign_in("stella").post(f"/exchange/desk/{telling}/", {"step": "release"})
    story = Story.objects.get()
    services.publish_play(words=PLAY, by_id=network.cast.dana.pk, on=ON)
    first = Play.objects.get().uuid
    leader = at_lakeside(network, lambda: Account.objects.get(username="lleader").pk)
    fork = at_lakeside(network, lambda: adapt(story, first, leader))
    sign_in("lleader").post(
        f"/exchange/stories/{story.uuid}/ask/", {"question": "How long?"}
    )
    uuids = [story.uuid, telling, first, fork]
    story.refresh_from_db()
    pages["released"] = seen(sign_in, everybody, uuids, student, everywhere=True)
    return pages, story, knew, receipt


def adapt(story, first, leader) -> UUID:
    """Let Lakeside make its own play out of the first, with what the story taught."""
    from dataclasses import replace

    services.say_it_helped(story=story.uuid, by_id=leader)
    words = replace(PLAY, title="After the buses", note=story.happened)
    return services.publish_play(words=words, by_id=leader, on=ON, grown_from=first)


def test_nobody_but_the_steward_could_tell_who_told_it(
    network, sign_in, everybody, monkeypatch
):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    found = []
    for author in ("clara", "lteacher"):
        with transaction.atomic():
            found.append(world(sign_in, network, everybody, author))
            transaction.set_rollback(True)
    (clara, story, knew_clara, _), (other, _, knew_other, _) = found

    assert (
        story.tried
        == "On [a date] [a person] moved tutoring to the first block at [a school]."
    )
    assert story.advice == "Ask the drivers first; call [a phone number] if unsure."
    assert (story.n_helped, story.state) == (1, "")
    assert knew_clara == "Clara Cho, Riverside,"
    assert knew_other == "Lteacher Keeper, Lakeside,"
    for stage, pages in clara.items():
        assert len(pages) > 100
        assert any(story.tried in body for _, body in pages.values())
        differ = [key for key in pages if pages[key] != other[stage][key]]
        assert differ == [], f"These pages of {stage} tell the author apart."
