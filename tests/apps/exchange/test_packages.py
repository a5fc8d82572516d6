"""Stories and plays go to another deployment, signed, and come from trusted ones only."""

from __future__ import annotations

import pytest

from seedbed.apps.exchange import queries, services
from seedbed.apps.exchange.errors import UnknownSenderError
from seedbed.apps.exchange.models import Play, Story
from seedbed.interop import packages

from .conftest import AT, ON
from .test_plays import PLAY


@pytest.fixture
def package(network, release, tmp_path):
    """Return a package made elsewhere: its records are no longer here."""
    from seedbed.apps.exchange.models import SearchText

    release()
    play = services.publish_play(words=PLAY, by_id=network.cast.dana.pk, on=ON)
    path = tmp_path / "october.json"
    assert (
        services.export_package(
            path=path, sender="Ohio hubs", folder=tmp_path / "home", at=AT
        )
        == 2
    )
    Story.objects.all().update(uuid="00000000-0000-0000-0000-000000000001", source="x")
    Play.objects.filter(uuid=play).update(
        uuid="00000000-0000-0000-0000-000000000002", source="x"
    )
    SearchText.objects.all().delete()
    return path


def test_an_unknown_sender_is_refused_by_name(package):
    with pytest.raises(UnknownSenderError, match="Ohio hubs"):
        services.import_package(path=package)


def test_a_trusted_package_comes_in_once(package, tmp_path):
    key = packages.public_text(packages.load_key(tmp_path / "home"))
    services.trust(name="Ohio", public_key=key, at=AT)

    assert services.import_package(path=package) == 2
    assert services.import_package(path=package) == 0

    found = queries.stories(queries.Wanted(words="drivers"))
    assert [one.source for one in found.stories] == ["Ohio"]
    assert found.plays is not None
    assert [one.source for one in queries.plays(only=found.plays)] == ["Ohio"]


def test_no_package_holds_what_waits_or_who_told_it(tell, network, tmp_path):
    tell()
    path = tmp_path / "p.json"

    assert services.export_package(path=path, sender="S", folder=tmp_path, at=AT) == 0
    assert "tutoring" not in path.read_text(encoding="utf-8")
