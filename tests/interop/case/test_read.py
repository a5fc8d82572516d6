"""CASE packages: what is read, what is noted, what is refused and in which words."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from seedbed.interop.case import CaseError, CyclicPrerequisitesError, read_package
from seedbed.interop.case.document import MAX_BYTES, MAX_DEPTH

CASE = Path(__file__).resolve().parents[3] / "../shared/data/case"
needs_case = pytest.mark.skipif(
    not CASE.exists(), reason="../shared/data/case is absent on this machine"
)


def item(identifier: str, **more: Any) -> dict[str, Any]:
    return {
        "identifier": identifier,
        "fullStatement": f"Know {identifier}",
        "humanCodingScheme": identifier.upper(),
        "CFItemType": "Standard",
        "educationLevel": ["06"],
        **more,
    }


def link(kind: str, origin: str, destination: str) -> dict[str, Any]:
    return {
        "identifier": f"{kind}-{origin}-{destination}",
        "associationType": kind,
        "originNodeURI": {"identifier": origin},
        "destinationNodeURI": {"identifier": destination},
    }


def package(items: list[Any], links: list[Any] | None = None) -> dict[str, Any]:
    return {
        "CFDocument": {
            "identifier": "doc",
            "title": "Garden Math",
            "creator": "Rivers and Lakes",
            "subject": ["Mathematics"],
        },
        "CFItems": items,
        "CFAssociations": links or [],
    }


def read(document: object) -> Any:
    return read_package(json.dumps(document).encode(), file_name="garden.json")


def test_items_links_and_the_outline_are_read():
    found = read(
        package(
            [item("domain", CFItemType="Domain"), item("a"), item("b")],
            [
                link("isChildOf", "domain", "doc"),
                link("isChildOf", "a", "domain"),
                link("precedes", "a", "b"),
                link("isRelatedTo", "a", "b"),
            ],
        )
    )

    assert found.title == "Garden Math"
    assert found.attribution == "Rivers and Lakes"
    assert [each.parent for each in found.items] == ["", "domain", ""]
    assert [(each.before, each.after) for each in found.links] == [("a", "b")]
    assert found.notes == ()


@pytest.mark.parametrize("wrap", [lambda p: {"CFPackage": p}, lambda p: p])
@pytest.mark.parametrize("prefix", ["CF", "CFPckg"])
def test_other_names_of_the_parts_are_understood(wrap, prefix):
    plain = package([item("a"), item("b")], [link("Precedes", "a", "b")])
    renamed = {key.replace("CF", prefix, 1): value for key, value in plain.items()}

    assert len(read(wrap(renamed)).links) == 1


def test_ends_of_a_link_may_be_addresses():
    ends = {
        "associationType": "precedes",
        "originNodeURI": "https://example.org/CFItems/a",
        "destinationNodeURI": "https://example.org/CFItems/b/",
    }

    assert len(read(package([item("a"), item("b")], [ends])).links) == 1


def test_gzip_and_byte_order_marks_are_read():
    text = json.dumps(package([item("a")]))

    zipped = read_package(gzip.compress(text.encode()), file_name="a.json.gz")
    marked = read_package(text.encode("utf-8-sig"), file_name="a.json")

    assert zipped.items == marked.items


@pytest.mark.parametrize(
    ("level", "grades"),
    [
        (["06"], (6, 6)),
        (["KG"], (0, 0)),
        (["09", "10", "11", "12"], (9, 12)),
        (["9-10"], (9, 10)),
        ("6, 7", (6, 7)),
        (["HS"], (9, 12)),
    ],
)
def test_grades_are_read_from_ceds_words(level, grades):
    (only,) = read(package([item("a", educationLevel=level)])).items

    assert (only.grade_low, only.grade_high) == grades


def test_an_item_without_a_grade_takes_its_parents():
    found = read(
        package(
            [item("a", educationLevel=None), item("b", educationLevel=["07"])],
            [link("isChildOf", "a", "b")],
        )
    )

    assert found.items[0].grade_low == 7


def test_an_item_without_any_grade_is_ungraded_and_noted():
    found = read(package([item("a", educationLevel=None)]))

    assert found.items[0].grade_low == 13
    assert [note.message for note in found.notes] == [
        "A names no grade; it is kept as ungraded."
    ]


def test_an_unknown_grade_word_is_noted_by_name():
    found = read(package([item("a", educationLevel=["06", "sixth"])]))

    assert found.items[0].grade_high == 6
    assert [note.message for note in found.notes] == [
        "A: no grade is called 'sixth'; it was passed over."
    ]


def test_a_link_to_a_missing_item_is_noted_and_passed_over():
    found = read(package([item("a")], [link("precedes", "a", "ghost")]))

    assert found.links == ()
    assert [note.message for note in found.notes] == [
        "The link A precedes ghost (not in the package) was passed over."
    ]


def test_a_circle_of_prerequisites_is_refused_by_its_codes():
    links = [link("precedes", *pair) for pair in (("a", "b"), ("b", "c"), ("c", "a"))]

    with pytest.raises(CyclicPrerequisitesError) as refusal:
        read(package([item("a"), item("b"), item("c"), item("d")], links))

    message = str(refusal.value)
    assert "go in a circle" in message
    assert all(f"{code} -> " in message for code in "ABC")
    assert "D" not in message.split("circle:")[1].split(".", maxsplit=1)[0]


def test_a_skill_before_itself_is_a_circle():
    with pytest.raises(CyclicPrerequisitesError, match="A -> A"):
        read(package([item("a")], [link("precedes", "a", "a")]))


def test_a_circle_in_the_outline_is_refused():
    links = [link("isChildOf", "a", "b"), link("isChildOf", "b", "a")]

    with pytest.raises(CaseError, match="The outline goes in a circle"):
        read(package([item("a"), item("b")], links))


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ([], "its JSON is not an object"),
        ({"CFDocument": {"identifier": "doc"}}, "holds no CFItems"),
        (package([]), "holds no CFItems"),
        ({"CFItems": [item("a")]}, "no CFDocument with an identifier"),
        (package(["a"]), "Item 1 of garden.json is not a record"),
        (package([item("a"), item("")]), "Item 2 of garden.json has no identifier"),
        (
            package([{"identifier": "a"}]),
            "Item 1 of garden.json has neither a statement nor a code",
        ),
        (package([item("a"), item("a")]), "identifier a for several items (A and A)"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(document, sentence):
    with pytest.raises(CaseError) as refusal:
        read(document)

    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    "content", [b"", b"not json", b"\xff\xfe\x00", b"\x1f\x8bdamaged", b"[" * 100_000]
)
def test_other_files_are_refused_in_one_sentence(content):
    with pytest.raises(CaseError, match=r"garden\.json"):
        read_package(content, file_name="garden.json")


def test_json_nested_too_deep_is_refused():
    deep: Any = package([item("a")])
    for _ in range(MAX_DEPTH + 1):
        deep = {"CFPackage": deep}

    with pytest.raises(CaseError, match="nested over 40 deep"):
        read(deep)


def test_a_file_that_unpacks_too_large_is_refused():
    bomb = gzip.compress(b" " * (MAX_BYTES + 10))

    with pytest.raises(CaseError, match="over 20 MB"):
        read_package(bomb, file_name="bomb.json.gz")


@needs_case
@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "n_items", "n_links"),
    [("ccss_math_coherence", 685, 757), ("ccss_ela", 1055, 0)],
)
def test_the_published_packages_are_read_whole(name, n_items, n_links):
    path = CASE / f"{name}.case1p1.json"

    found = read_package(path.read_bytes(), file_name=path.name)

    assert (len(found.items), len(found.links), found.notes) == (n_items, n_links, ())
    assert all(0 <= each.grade_low <= each.grade_high <= 12 for each in found.items)
