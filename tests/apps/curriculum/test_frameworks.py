"""Frameworks come in whole, once, and are brought up to date without losing a skill."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.curriculum import queries, services
from seedbed.apps.curriculum.errors import BadSkillError, UnreadableFileError
from seedbed.apps.curriculum.models import Prerequisite, Skill
from seedbed.apps.curriculum.outline import taught_links
from seedbed.interop.case import CyclicPrerequisitesError

CASE = Path(__file__).resolve().parents[3] / "../shared/data/case"
needs_case = pytest.mark.skipif(
    not CASE.exists(), reason="../shared/data/case is absent on this machine"
)


def write_package(
    folder: Path,
    *,
    precedes: tuple[tuple[str, str], ...] = (("a1", "b"),),
    leave_out: str = "",
    title: str = "Count seeds",
) -> Path:
    """Write a package: a domain with a group of two skills, and a third skill."""
    rows = [
        ("d", "Domain", "Seeds And Soil*"),
        ("a", "Standard", "Count things"),
        ("a1", "Standard", title),
        ("a2", "Standard", "Count beans (including large ones). Use both hands."),
        ("b", "Standard", "Compare heaps"),
    ]
    parents = {"d": "doc", "a": "d", "a1": "a", "a2": "a", "b": "d"}
    kept = [row for row in rows if row[0] != leave_out]
    links = [("isChildOf", row[0], parents[row[0]]) for row in kept]
    links += [("precedes", *pair) for pair in precedes]
    document: dict[str, Any] = {
        "CFDocument": {"identifier": "doc", "title": "Seeds", "subject": ["Gardening"]},
        "CFItems": [
            {
                "identifier": identifier,
                "humanCodingScheme": f"S.{identifier}",
                "CFItemType": kind,
                "fullStatement": statement,
                "educationLevel": ["06"],
            }
            for identifier, kind, statement in kept
        ],
        "CFAssociations": [
            {
                "associationType": kind,
                "originNodeURI": {"identifier": origin},
                "destinationNodeURI": {"identifier": destination},
            }
            for kind, origin, destination in links
        ],
    }
    path = folder / "seeds.json"
    path.write_text(json.dumps(document))
    return path


def test_leaves_are_taught_and_groups_are_not(cast, tmp_path):
    report = services.import_framework(path=write_package(tmp_path))

    graph = queries.skill_graph()
    assert (report.n_items, report.n_taught, report.n_new) == (5, 3, 5)
    assert graph.codes == ["S.a1", "S.a2", "S.b"]
    assert graph.titles == ["Count seeds", "Count beans", "Compare heaps"]
    assert set(graph.strands) == {"Seeds and Soil"}
    assert set(graph.subjects) == {"Gardening"}


def test_a_link_of_a_group_stands_for_each_skill_in_it(cast, tmp_path):
    services.import_framework(path=write_package(tmp_path, precedes=(("a", "b"),)))

    graph = queries.skill_graph()
    code = dict(zip(graph.ids, graph.codes, strict=True))
    links = [(code[before], code[after]) for before, after in graph.links]
    assert links == [("S.a1", "S.b"), ("S.a2", "S.b")]


def test_a_group_before_its_own_skill_asks_for_nothing_twice():
    links = taught_links(
        [(1, 2)], parents={1: None, 2: 1, 3: 1}, taught=frozenset({2, 3})
    )

    assert links == [(3, 2)]


def test_the_same_file_again_changes_nothing(cast, tmp_path):
    path = write_package(tmp_path)
    services.import_framework(path=path)
    before = list(Skill.objects.order_by("id").values())

    again = services.import_framework(path=path)

    assert (again.n_new, again.n_changed, again.n_same) == (0, 0, 5)
    assert list(Skill.objects.order_by("id").values()) == before


def test_a_new_version_changes_what_changed_and_keeps_what_is_gone(cast, tmp_path):
    services.import_framework(path=write_package(tmp_path))
    kept = queries.skill_ids_by_code()

    report = services.import_framework(
        path=write_package(
            tmp_path, title="Count all seeds", leave_out="a2", precedes=(("b", "a1"),)
        )
    )

    assert (report.n_new, report.n_changed, report.n_same, report.n_retired) == (
        0, 1, 3, 1,
    )  # fmt: skip
    graph = queries.skill_graph()
    assert graph.codes == ["S.a1", "S.b"]
    assert graph.links == [(kept["S.b"], kept["S.a1"])]
    assert Skill.objects.filter(code="S.a2", is_taught=False).exists()


def test_a_cyclic_package_is_refused_and_nothing_is_written(cast, tmp_path):
    path = write_package(tmp_path, precedes=(("a1", "b"), ("b", "a2"), ("a2", "a1")))

    with pytest.raises(CyclicPrerequisitesError, match=r"S\.\w+ -> S\.\w+ -> S\.\w+"):
        services.import_framework(path=path)

    assert not Skill.objects.exists()
    assert queries.frameworks() == ()


def test_a_missing_file_is_a_sentence(cast, tmp_path):
    with pytest.raises(UnreadableFileError, match=r"seeds\.json was not read: No such"):
        services.import_framework(path=tmp_path / "seeds.json")


def test_the_default_framework_ships_and_is_installed_once(cast):
    first = services.install_default_framework()
    second = services.install_default_framework()

    assert (first.n_items, first.n_taught, first.n_prerequisites) == (685, 440, 757)
    assert (second.n_new, second.n_same) == (0, 685)
    (card,) = queries.frameworks()
    assert "National Governors" in card.attribution
    assert Prerequisite.objects.count() == 757


def test_the_default_framework_reads_like_a_book(cast):
    services.install_default_framework()

    graph = queries.skill_graph()
    row = dict(zip(graph.codes, zip(graph.titles, graph.strands), strict=True))  # noqa: B905
    assert row["6.RP.A.2"] == ("Unit rates", "Ratios and Proportional Relationships")
    assert max(map(len, graph.titles)) <= 60
    high = graph.codes.index("A-REI.B.3")
    assert (graph.grade_low[high], graph.grade_high[high]) == (9, 12)
    assert len(graph.links) == 1037


def test_a_sub_skill_is_found_with_and_without_its_last_dot(cast):
    services.install_default_framework()

    ids = queries.skill_ids_by_code()

    assert ids["6.RP.A.3b"] == ids["6.RP.A.3.b"]
    assert "6.RP.A" not in ids


@needs_case
@pytest.mark.shared_data
def test_the_published_ela_package_comes_in(cast):
    report = services.import_framework(path=CASE / "ccss_ela.case1p1.json")

    assert (report.n_items, report.n_taught, report.notes) == (1055, 985, ())


@needs_case
@pytest.mark.shared_data
def test_the_shipped_framework_is_the_published_one(cast):
    services.install_default_framework()

    report = services.import_framework(path=CASE / "ccss_math_coherence.case1p1.json")

    assert (report.n_new, report.n_changed, report.n_same) == (0, 0, 685)


def test_a_flat_framework_is_made_and_added_to(cast):
    made = services.make_framework(
        identifier="assistments",
        title="ASSISTments skills",
        skills=[("slope", "Slope", 7, 8), ("area", "Area", 6, 7)],
    )
    more = services.make_framework(
        identifier="assistments",
        title="ASSISTments skills",
        skills=[("area", "Area again", 6, 7), ("mean", "Mean", 6, 6)],
    )

    assert more == {**made, "mean": more["mean"]}
    assert queries.skill_graph().titles == ["Slope", "Area", "Mean"]


@pytest.mark.parametrize(
    ("skill", "sentence"),
    [(("", "x", 6, 6), "1 to 100 characters"), (("x", "x", 7, 6), "grade 7 is above")],
)
def test_a_flat_skill_that_makes_no_sense_is_refused(cast, skill, sentence):
    with pytest.raises(BadSkillError, match=sentence):
        services.make_framework(identifier="x", title="X", skills=[skill])


def test_another_system_sees_nothing_of_it(systems, tmp_path):
    riverside, lakeside = systems
    with system_context(riverside.pk):
        services.import_framework(path=write_package(tmp_path))
    with system_context(lakeside.pk):
        assert queries.frameworks() == ()
        assert queries.skill_graph().ids == []
        report = services.import_framework(path=write_package(tmp_path))

    assert report.n_new == 5


def test_reads_make_the_queries_they_state(cast, tmp_path, django_assert_num_queries):
    services.import_framework(path=write_package(tmp_path))

    with django_assert_num_queries(2):
        queries.skill_graph()
    for read in (queries.skill_ids_by_code, queries.frameworks, queries.lesson_rows):
        with django_assert_num_queries(1):
            read()
