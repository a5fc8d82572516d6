"""The doctor finds what is wrong, and says what to do."""

import shutil
from contextvars import copy_context
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from tests.web.account import saml_school as school

from seedbed.apps.accounts import tenancy
from seedbed.apps.evidence.models import EvidenceImport, EvidenceSource
from seedbed.apps.nightly.models import Night, NightStatus
from seedbed.server import checks

AT = datetime(2026, 10, 13, 20, tzinfo=UTC)

sqlite_only = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="a wall of SQLite"
)


def found(what, at=AT):
    """Return the findings about one thing."""
    return [f for f in examine(at) if f.what == what]


def examine(at=AT):
    """Examine as the command line does: outside of any school system's context.

    A copy of the context, not an empty one: beside a running browser test Django keeps
    its connections there.
    """
    outside = copy_context()
    outside.run(tenancy._current.set, None)
    return outside.run(checks.examine, at=at)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    return tmp_path


def test_a_fresh_deployment_is_sound_and_is_told_how_to_begin(db):
    findings = examine()

    assert [f for f in findings if f.severity == checks.MUST] == []
    assert found("School systems")[0].do.startswith("Run: seedbed import roster")


def test_each_setting_is_looked_at(db):
    looked = {f.what for f in examine()}

    assert {
        "SEEDBED_HOME", "SEEDBED_SECRET_KEY", "SEEDBED_HOSTS", "SEEDBED_DEBUG", "SEEDBED_DEMO",
    } <= looked  # fmt: skip


def test_a_secret_key_that_others_can_read_must_be_fixed(db, home):
    key = home / "secret-key"
    key.write_text("hush")
    key.chmod(0o644)

    assert found("Secret key")[0].do == f"Run: chmod 600 {key}"
    key.chmod(0o600)
    assert found("Secret key") == []


def test_one_click_sign_in_beside_real_students_must_be_turned_off(cast, settings):
    settings.SEEDBED_DEMO = True

    assert found("SEEDBED_DEMO")[0].severity == checks.MUST
    assert found("SEEDBED_DEMO")[0].do == "Turn it off: real students are here."


def test_debug_without_anybody_real_is_worth_a_look(db, settings):
    settings.DEBUG = True

    assert found("SEEDBED_DEBUG")[0].severity == checks.LOOK


def test_a_server_that_answers_to_every_name_must_be_fixed(db, settings):
    settings.ALLOWED_HOSTS = ["*"]

    assert found("SEEDBED_HOSTS")[0].severity == checks.MUST


@pytest.mark.parametrize(
    ("address", "hosts", "severity"),
    [
        ("", ["localhost"], "ok"),
        ("", ["localhost", "school.example"], "must"),
        ("http://school.example", ["school.example"], "must"),
        ("https://school.example", ["school.example"], "ok"),
    ],
)
def test_pages_reached_in_the_clear_must_be_put_behind_https(
    cast, settings, address, hosts, severity
):
    settings.SEEDBED_ADDRESS, settings.ALLOWED_HOSTS = address, hosts

    assert found("SEEDBED_ADDRESS")[0].severity == severity


@pytest.mark.parametrize(
    ("free", "severity"),
    [(20 * 1024**3, "ok"), (2 * 1024**3, "look"), (10 * 1024**2, "must")],
)
def test_a_disk_that_fills_up_is_named(db, monkeypatch, free, severity):
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr(shutil, "disk_usage", lambda _home: usage)

    assert found("Disk")[0].severity == severity


@sqlite_only
def test_a_missing_wall_is_named(db):
    with connection.cursor() as cursor:
        cursor.execute('DROP TRIGGER "evidence_attempt_append_only_delete"')

    walls = found("Walls")[0]

    assert walls.severity == checks.MUST
    assert walls.found == "Missing: evidence_attempt_append_only_delete."


def test_the_walls_stand_after_migration(db):
    assert found("Walls")[0].severity == checks.OK


def test_a_failed_night_must_be_looked_after(cast):
    Night.objects.create(
        unit=cast.hub, on=AT.date(), seed=1, version="1", status=NightStatus.FAILED
    )

    night = found("Nights of Riverside")[0]

    assert night.severity == checks.MUST
    assert night.found == "The night before 2026-10-13 failed for Riverside Hub."
    assert night.do == "Run: seedbed night --on 2026-10-13"


def test_a_night_long_ago_is_worth_a_look(cast):
    Night.objects.create(
        unit=cast.hub, on=AT.date(), seed=1, version="1", status=NightStatus.DONE,
        started_at=AT,
    )  # fmt: skip

    assert found("Nights of Riverside", at=AT)[0].severity == checks.OK
    late = found("Nights of Riverside", at=AT + timedelta(days=9))[0]
    assert (late.severity, late.do) == (checks.LOOK, "Run: seedbed night")


def test_students_without_any_night_are_worth_a_look(cast):
    assert found("Nights of Riverside")[0].found == "None has run yet."


def test_a_source_that_stopped_sending_is_named(cast):
    source = EvidenceSource.objects.create(
        name="Exit slips", last_received_at=AT - timedelta(days=9)
    )
    for name in ("a.csv", "b.csv", "c.csv"):
        EvidenceImport.objects.create(source=source, file_name=name, sha256=name)

    late = found("Source of Riverside")[0]

    assert late.severity == checks.LOOK
    assert late.found == "Exit slips last sent 216 hours ago."


def test_every_thing_that_must_be_fixed_says_how(cast, settings, home):
    settings.DEBUG = settings.SEEDBED_DEMO = True
    settings.ALLOWED_HOSTS = ["*"]
    settings.SEEDBED_ADDRESS = "http://school.example"
    (home / "secret-key").write_text("hush")
    (home / "secret-key").chmod(0o644)

    must = [f for f in examine() if f.severity == checks.MUST]

    assert len(must) == 5
    assert all(f.do for f in must)


def test_what_is_outside_is_told_without_a_secret(db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SEEDBED_OIDC = {
        "issuer": "https://login.example",
        "client_secret": "s3cret",
        "claim": "email",
        "field": "email",
    }

    told = {f.what: f.found for f in examine()}

    assert told["SEEDBED_EMAIL_URL"] == "E-mail is sent as seedbed@localhost."
    assert told["SEEDBED_OIDC_ISSUER"] == (
        "https://login.example; its claim 'email' is compared with the email."
    )
    assert "s3cret" not in str(told)


@pytest.mark.parametrize(
    ("days", "severity", "do"),
    [
        (365, "ok", ""),
        (20, "look", "Load the provider's new metadata file."),
        (-3, "look", "Load the provider's new metadata file."),
    ],
)
def test_a_provider_s_certificates_are_looked_at(
    db, settings, tmp_path, days, severity, do
):
    text = school.described(school.Keys(days=days))
    path = school.write(tmp_path, text)
    settings.SEEDBED_SAML = {
        "metadata": path,
        "attribute": "staff",
        "field": "username",
    }

    (finding,) = found("SEEDBED_SAML_METADATA", at=datetime.now(UTC))

    assert finding.found.startswith(
        "https://login.example/realm; its attribute 'staff' is compared with the username."
    )
    assert (finding.severity, finding.do) == (severity, do)
    assert ("Its last certificate expires on 20" in finding.found) == bool(do)


def test_one_certificate_that_holds_is_enough(db, settings, tmp_path):
    old, new = school.described(school.Keys(days=-3)), school.described()
    key = new[new.index("<md:KeyDescriptor") : new.index("<md:SingleSignOnService")]
    both = old.replace("<md:SingleSignOnService", f"{key}<md:SingleSignOnService", 1)
    path = school.write(tmp_path, both)
    settings.SEEDBED_SAML = {"metadata": path, "attribute": "", "field": "email"}

    (finding,) = found("SEEDBED_SAML_METADATA", at=datetime.now(UTC))

    assert finding.severity == "ok"
    assert "its NameID is compared with the email." in finding.found


def test_a_deployment_without_saml_is_told_so(db):
    assert found("SEEDBED_SAML_METADATA")[0].found == "Not used."
