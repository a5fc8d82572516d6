"""Near-valid packages: whatever is in them, there is a report and never a traceback."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.interop.oneroster.packages import MAPLE, zip_bytes

from seedbed.apps.rosters.models import Student
from seedbed.lib.errors import SeedbedError

pytestmark = pytest.mark.django_db

CELLS = st.sampled_from(
    [
        "", "ana", "ben", "cho", "mia", "s1", "d1", "k1", "t1", "c1", "e1", "x", "#1",
        "\x01", "\x00", "06", "KG", "99", "-1", "06,07", "true", "TRUE", "maybe",
        "student", "teacher", "parent", "wizard", "administrator", "tobedeleted",
        "active", "2026-09-01", "2026-13-45", "09/01/2026", "9999-12-31", "0000-00-00",
        "school", "district", '"', '"a,b"', "a\nb", "É", "😀", "y" * 300, "{0}", "%s",
        "=1+1", "bulk", "delta", "absent", "1.2", "2.0", "'; DROP TABLE x; --",
    ]
)  # fmt: skip


def spoil(draw, text):
    """Change one cell or line of a file."""
    lines = [line.split(",") for line in text.split("\n")]
    n = draw(st.integers(0, len(lines) - 1))
    at = draw(st.integers(0, len(lines[n]) - 1))
    match draw(
        st.sampled_from(["set", "set", "set", "set", "swap", "drop", "repeat", "cut"])
    ):
        case "set":
            lines[n][at] = draw(CELLS)
        case "swap":
            lines[n][at], lines[n][0] = lines[n][0], lines[n][at]
        case "drop":
            del lines[n][at:]
        case "repeat":
            lines.append(list(lines[n]))
        case "cut":
            del lines[n:]
    return "\n".join(",".join(cells) for cells in lines)


@st.composite
def packages(draw):
    """Maple School with a few cells, lines, columns or files changed."""
    files = dict(MAPLE)
    if draw(st.booleans()):
        files["roles"] = (
            "sourcedId,userSourcedId,roleType,role,orgSourcedId\n"
            "r1,ana,primary,student,s1\nr2,cho,primary,teacher,s1\n"
        )
        files["manifest"] += "file.roles,bulk\n"
    for _ in range(draw(st.integers(1, 6))):
        stem = draw(st.sampled_from(sorted(files)))
        if draw(st.integers(0, 20)) == 0 and len(files) > 1:
            del files[stem]
        else:
            files[stem] = spoil(draw, files[stem])
    return zip_bytes(files)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(content=packages())
def test_a_near_valid_package_is_reported_saved_and_stable(registrar, content):
    path = Path(registrar.folder) / "fuzz.zip"
    path.write_bytes(content)

    report = registrar.stage_path(path)

    if report.status == "refused":
        assert report.refusal.endswith(".")
        return
    registrar.apply(report, allow_removals=True)
    again = registrar.stage_path(path)
    assert (again.n_new, again.n_changed, again.n_retired) == (0, 0, 0)
    assert again.n_held == report.n_held
    assert not Student.objects.filter(grade__isnull=True).exists()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(content=packages(), other=packages())
def test_one_package_after_another_can_be_undone(registrar, content, other):
    path = Path(registrar.folder) / "fuzz.zip"
    path.write_bytes(content)
    first = registrar.stage_path(path)
    if first.status == "refused":
        return
    registrar.apply(first, allow_removals=True)
    path.write_bytes(other)
    second = registrar.stage_path(path)
    if second.status == "refused":
        registrar.revert(first)
        return

    registrar.apply(second, allow_removals=True)
    registrar.revert(second)
    registrar.revert(first)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    cuts=st.lists(
        st.tuples(st.integers(0, 3000), st.binary(max_size=4)), min_size=1, max_size=5
    ),
    end=st.integers(0, 3000),
)
def test_a_damaged_zip_is_refused_or_read(registrar, cuts, end):
    content = bytearray(zip_bytes(MAPLE))
    for at, junk in cuts:
        content[at : at + len(junk)] = junk
    path = Path(registrar.folder) / "fuzz.zip"
    path.write_bytes(bytes(content[: max(end, 1000)]))

    try:
        report = registrar.stage_path(path)
    except SeedbedError:
        pytest.fail("a refusal is reported, not raised")

    assert report.status in {"staged", "refused"}
