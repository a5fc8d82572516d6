"""`seedbed family`: a leader lets a unit give links, prints them, and stops them."""

from __future__ import annotations

import pytest
from tests.apps.families.conftest import families as families

from seedbed.apps.families import links
from seedbed.apps.families.models import FamilyLink

HUB = ("--unit", "Riverside Hub")


@pytest.fixture
def run(seedbed, families, monkeypatch):
    """Return the command line, for Riverside, with the database already open."""
    from seedbed.cli import work

    monkeypatch.setattr(work, "open_database", lambda: None)

    def ran(*words, **more):
        return seedbed("family", *words, "--system", "Riverside", **more)

    return ran


def test_a_unit_gives_links_once_a_leader_allows_it(run):
    refused = run("links", *HUB, "--address", "https://school.example")
    allowed = run("allow", *HUB, "--by", "dana", "--days", "30")
    printed = run("links", *HUB, "--address", "https://school.example/", "--json")

    assert refused.exit_code == 1
    assert "gives no links to families" in refused.stderr
    assert allowed.stdout == "Riverside Hub gives links for 30 days.\n"
    assert "https://school.example/family/link/" in printed.stdout
    assert FamilyLink.objects.count() == 2


def test_each_link_is_whole_and_says_who_it_is_for(run):
    run("allow", *HUB, "--by", "dana")

    printed = run("links", *HUB, "--address", "https://school.example")

    first, link, *_others, last = printed.stdout.splitlines()
    assert first == "Ana Alvarez, for Gloria Alvarez:"
    links.read_token(link.removesuffix("/").rpartition("/")[2])
    assert last == "2 links. Hand each to its guardian alone."


def test_only_a_leader_allows_links(run):
    refused = run("allow", *HUB, "--by", "rosa")

    assert refused.exit_code == 1
    assert "Rosa Reyes may not decide about family links" in refused.stderr


def test_links_of_a_student_or_a_unit_are_stopped(run):
    run("allow", *HUB, "--by", "dana")
    run("links", *HUB, "--address", "https://school.example")

    revoked = run("revoke", "ana", "--by", "dana")
    stopped = run("allow", *HUB, "--by", "dana", "--stop")

    assert revoked.stdout == "Stopped 1 link to the pages of Ana Alvarez.\n"
    assert stopped.stdout == "Riverside Hub gives no links to families.\n"


def test_a_printed_link_is_a_signed_one(run, families):
    run("allow", *HUB, "--by", "dana")

    printed = run("links", *HUB, "--address", "https://school.example", "--json")

    token = printed.stdout.split("/family/link/")[1].split("/")[0]
    assert links.read_token(token)[0] == families.cast.riverside.pk


def test_the_demo_prints_its_link_on_one_line(db, capsys):
    from seedbed.cli import demo

    demo._show_addresses(8000, family_link="/family/link/" + "x" * 120)

    assert f"http://127.0.0.1:8000/family/link/{'x' * 120}" in (
        capsys.readouterr().out.splitlines()
    )
