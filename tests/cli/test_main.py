"""The command itself: what it lists, how it refuses, and what it does without Django."""

import json
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from seedbed.cli import main
from seedbed.lib.errors import SeedbedError

runner = CliRunner()


def python(code):
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_starts_without_django():
    result = python(
        "import sys; sys.modules['django'] = None; "
        "from seedbed.cli.main import app; app(['--help'])"
    )

    assert result.returncode == 0, result.stderr
    for name in main.COMMANDS:
        assert name in result.stdout


def test_a_command_that_does_not_exist_is_a_usage_error_with_a_suggestion():
    result = runner.invoke(main.app, ["nigth"])

    assert result.exit_code == 2
    assert "Did you mean 'night'?" in result.stderr


@pytest.mark.parametrize("name", main.COMMANDS)
def test_the_line_in_the_list_is_the_first_line_of_the_command(name):
    help_text = main.load(name).help

    assert help_text.split("\n")[0].strip() == main.COMMANDS[name].summary


def test_the_version_is_printed():
    result = runner.invoke(main.app, ["--version"])

    assert result.exit_code == 0
    assert result.stdout.startswith("seedbed 0.")


class TooEarlyError(SeedbedError):
    code = "too-early"


@pytest.fixture
def refusing(monkeypatch):
    """Make `seedbed night` refuse."""
    app = typer.Typer()

    @app.command()
    def night(*, as_json: bool = typer.Option(False, "--json")) -> None:
        raise TooEarlyError("It is too early: wait for evening.")

    monkeypatch.setattr(main, "load", lambda _name: typer.main.get_command(app))


def test_a_refusal_is_one_sentence_on_stderr_and_exit_code_1(refusing):
    result = runner.invoke(main.app, ["night"])

    assert result.exit_code == 1
    assert result.stderr == "It is too early: wait for evening.\n"
    assert result.stdout == ""


def test_a_refusal_is_also_json_for_programs(refusing):
    result = runner.invoke(main.app, ["night", "--json"])

    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "error": "too-early",
        "message": "It is too early: wait for evening.",
    }
