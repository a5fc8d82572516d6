"""The page of unmet needs: a finding, how it is known, and no small count."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from seedbed.apps.charters.models import Charter
from seedbed.apps.needs.models import FamilyRequest, PocketCount, PocketSeats

NEEDS = "/innovate/needs/"


def text_of(answer):
    return str(answer.content, "utf-8")


@pytest.fixture
def dana(sign_in):
    return sign_in("dana")


def test_the_title_is_the_finding_and_small_counts_are_not_said(bring, dana):
    bring("homebound", range(24), instead="nothing")
    bring("working", range(20, 40), instead="nothing")

    page = text_of(dana.get(NEEDS))

    assert "40 students have no good option today" in page
    assert "At home for medical reasons" in page
    assert "Nurse, as of Oct 1" in page
    assert "<svg" in page
    assert "not shown" in page


def test_an_empty_page_says_where_to_begin(cast, dana):
    page = text_of(dana.get(NEEDS))

    assert "Who has no good option today?" in page
    assert "Begin with four" in page


def test_the_page_speaks_spanish(bring, dana):
    bring("working", range(20), instead="nothing")

    page = text_of(dana.get(NEEDS, headers={"accept-language": "es"}))

    assert "20 estudiantes no tienen hoy una buena opción" in page


def test_it_takes_at_most_twelve_queries(bring, dana, django_assert_max_num_queries):
    bring("homebound", range(24))
    with django_assert_max_num_queries(12):
        dana.get(NEEDS)


def test_a_list_is_checked_then_saved(riverside, dana):
    rows = "".join(f"r{n}\n" for n in range(15))
    file = SimpleUploadedFile("l.csv", f"student\n{rows}zz9\n".encode())
    form = {"kind": "working", "source": "Counselor", "as_of_on": "2026-10-01"}

    checked = dana.post(f"{NEEDS}bring/", {**form, "file": file})

    assert checked.status_code == 302
    page = text_of(dana.get(checked["Location"]))
    assert "This list would count 15 students" in page
    assert "zz9" in page
    address = checked["Location"].replace("/?", "/save/?")
    assert dana.post(address).status_code == 302
    assert "15 students have no good option today" in text_of(dana.get(NEEDS))
    assert dana.post(address).status_code == 422


def test_a_list_that_cannot_be_read_keeps_what_was_typed(riverside, dana):
    file = SimpleUploadedFile("l.csv", b"name\nMaya\n")
    form = {"kind": "working", "source": "Counselor", "as_of_on": "2026-10-01"}

    answer = dana.post(f"{NEEDS}bring/", {**form, "file": file})

    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)
    assert 'value="Counselor"' in text_of(answer)


@pytest.mark.parametrize("left_out", ["file", "as_of_on"])
def test_a_list_without_file_or_date_is_sent_back(riverside, dana, left_out):
    file = SimpleUploadedFile("l.csv", b"student\nr1\n")
    form = {"kind": "left", "source": "x", "as_of_on": "2026-10-01", "file": file}

    answer = dana.post(f"{NEEDS}bring/", {**form, left_out: ""})

    assert answer.status_code == 422


def test_a_charter_is_begun_for_a_pocket_once(bring, dana):
    bring("working", range(20), instead="nothing")
    form = {"pocket": "working", "token": str(uuid4())}

    begun = [dana.post("/innovate/charters/start/", form) for _ in range(2)]

    assert begun[0]["Location"] == begun[1]["Location"]
    assert Charter.objects.get().pocket == "working"
    page = text_of(dana.get(begun[0]["Location"]))
    assert "Working, or caring for family" in page
    assert "within 10 school days" in page
    assert "Nothing, for 20 of 20 students." in page


def test_a_count_that_was_a_mistake_is_taken_back(bring, dana):
    bring("working", range(20))
    typed = {"kind": "left", "source": "County", "n": "50", "of": "1000",
             "as_of_on": "2026-09-01"}  # fmt: skip
    dana.post(f"{NEEDS}count/", typed)
    assert "Take the count back: Left school: 50 of 1,000" in text_of(dana.get(NEEDS))

    for _ in range(2):
        answer = dana.post(f"{NEEDS}count/drop/", typed)
        assert answer.status_code == 302

    assert not PocketCount.objects.exists()
    assert "1,000 children" not in text_of(dana.get(NEEDS))


def test_what_was_noted_for_a_family_is_taken_back_and_not_its_own_words(
    riverside, dana
):
    noted, own = uuid4(), uuid4()
    dana.post(f"{NEEDS}request/", {"text": "Ana works late", "token": str(noted)})
    FamilyRequest.objects.create(
        token=own, text="Afternoons", said_on="2026-10-01", noted_at=timezone.now()
    )
    assert text_of(dana.get(NEEDS)).count("Take the request back") == 1

    for token in (noted, own):
        dana.post(f"{NEEDS}request/drop/", {"token": str(token)})

    assert [one.text for one in FamilyRequest.objects.all()] == ["Afternoons"]


def test_where_overlaps_are_too_small_to_draw_the_page_says_so(bring, dana):
    bring("homebound", range(6), instead="nothing")
    bring("working", range(3, 9), instead="nothing")

    page = text_of(dana.get(NEEDS))

    assert "Who is on several lists at once" in page
    assert "fewer than 10 students, or would tell of one that has" in page


def test_seats_counts_and_requests_are_written_down(bring, dana):
    bring("working", range(20), instead="nothing")

    dana.post(f"{NEEDS}seats/", {"kind": "working", "seats": "10"})
    dana.post(
        f"{NEEDS}count/",
        {"kind": "left", "source": "County", "n": "50", "of": "1000",
         "as_of_on": "2026-09-01"},
    )  # fmt: skip
    dana.post(
        f"{NEEDS}request/",
        {"text": "Evening lessons", "kind": "working", "token": str(uuid4())},
    )

    page = text_of(dana.get(NEEDS))
    assert PocketSeats.objects.get().n_seats == 10
    assert PocketCount.objects.get().n_children == 50
    assert FamilyRequest.objects.get().kind == "working"
    assert "about 10 students with nothing" in page
    assert "between 50 and 70 of 1,000 children" in page
    assert "Evening lessons" in page


@pytest.mark.parametrize(
    ("part", "form"),
    [
        ("count", {"kind": "left", "source": "", "n": "5", "of": "9"}),
        ("count", {"kind": "left", "source": "x", "n": "9", "of": "5",
                   "as_of_on": "2026-09-01"}),
        ("request", {"text": " ", "token": str(uuid4())}),
    ],
)  # fmt: skip
def test_what_is_not_saved_says_why(riverside, dana, part, form):
    answer = dana.post(f"{NEEDS}{part}/", form)

    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)


@pytest.mark.parametrize("who", ["ana", "clara", "rosa"])
def test_the_page_does_not_exist_for_others(sign_in, who):
    assert sign_in(who).get(NEEDS).status_code == 404


def test_a_pocket_or_list_that_is_not_there_does_not_exist(riverside, dana):
    assert dana.post(f"{NEEDS}seats/", {"kind": "poets"}).status_code == 404
    assert dana.get(f"{NEEDS}lists/{uuid4()}/").status_code == 404
    assert dana.post(f"{NEEDS}lists/{uuid4()}/save/").status_code == 404
    assert dana.post(f"{NEEDS}request/", {"text": "a"}).status_code == 404


def test_a_list_is_taken_back_on_its_page(bring, dana):
    uuid = bring("working", range(20), instead="nothing")
    page = text_of(dana.get(NEEDS))
    assert f"{NEEDS}lists/{uuid}/" in page
    assert "Take this list back" in text_of(dana.get(f"{NEEDS}lists/{uuid}/"))

    taken = dana.post(f"{NEEDS}lists/{uuid}/take-back/")

    assert taken.status_code == 302
    assert "Who has no good option today?" in text_of(dana.get(NEEDS))
    again = dana.post(f"{NEEDS}lists/{uuid}/take-back/")
    assert again.status_code == 422
    assert "This list was taken back" in text_of(again)
    assert dana.post(f"{NEEDS}lists/{uuid4()}/take-back/").status_code == 404
