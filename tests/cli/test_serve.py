"""`seedbed serve` listens where it is told, and says so."""

import json
import socket
from typing import ClassVar

import pytest

from seedbed.cli import serve

pytestmark = pytest.mark.django_db


class FakeServer:
    """Stands in for granian; keeps what it was asked to do."""

    made: ClassVar[dict[str, object]] = {}

    def __init__(self, target, **settings):
        FakeServer.made = {"target": target, **settings}

    def serve(self):
        FakeServer.made["is_served"] = True


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(serve, "Granian", FakeServer)
    FakeServer.made = {}
    return FakeServer


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_it_serves_this_machine_only_unless_told_otherwise(seedbed, server):
    port = free_port()

    result = seedbed("serve", "--port", str(port))

    assert result.exit_code == 0
    assert server.made["address"] == "127.0.0.1"
    assert server.made["is_served"]
    assert f"The pages are at http://127.0.0.1:{port}/." in result.stderr


def test_without_a_school_system_it_says_how_to_begin(seedbed, server):
    result = seedbed("serve", "--port", str(free_port()))

    assert "There is no school system yet: seedbed import roster FILE." in result.stderr


def test_programs_get_the_address_as_json(seedbed, server):
    port = free_port()

    result = seedbed("serve", "--port", str(port), "--json")

    assert json.loads(result.stdout) == {"address": f"http://127.0.0.1:{port}/"}


def test_a_port_that_is_taken_is_refused_with_the_next_one_to_try(seedbed, server):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        result = seedbed("serve", "--port", str(port))

    assert result.exit_code == 1
    assert f"already listens on 127.0.0.1:{port}." in result.stderr
    assert f"--port {port + 1}" in result.stderr
    assert server.made == {}
