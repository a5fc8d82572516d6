"""A leader opens a pilot: a look that is logged, a verdict in words, every refusal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.pilots.conftest import AT, PROMISE, STARTS_ON, measured, students_of

from seedbed.apps.pilots import queries, services
from seedbed.apps.pilots.models import (
    Arm,
    JournalEntry,
    Participation,
    Pilot,
    PilotCluster,
    PilotConcern,
    PilotCycle,
    Voice,
)
from seedbed.apps.rosters.models import Student

ENGLISH = {"accept-language": "en"}
SPANISH = {"accept-language": "es"}


def address(pilot, more=""):
    return f"/innovate/pilots/{pilot}/{more}"


def opened(client, pilot, more="", **headers):
    answer = client.get(address(pilot, more), headers=headers or ENGLISH)
    return " ".join(str(answer.content, "utf-8").split())


def posted(client, pilot, more, **typed):
    answer = client.post(address(pilot, more), typed, follow=True)
    return answer, " ".join(str(answer.content, "utf-8").split())


def record(hub, pilot, *looks, gain=0.0):
    treated = set(
        PilotCluster.objects.filter(pilot__uuid=pilot, arm=Arm.PILOT).values_list(
            "name", flat=True
        )
    )
    for look in looks:
        rows = measured(hub.rooms, look, gain=gain, treated=treated)
        services.record_outcomes(
            pilot=pilot, outcomes=rows, source="scores.csv", by_id=hub.dana
        )


@pytest.fixture
def dana(sign_in):
    return sign_in("dana")


def test_opening_the_page_is_a_look_and_is_logged_once_a_sitting(hub, running, dana):
    record(hub, running, 1, 2, 3, 4, gain=3.0)

    page = opened(dana, running)

    assert "Stop, iterate, or double down?" in page
    assert "Double down: +" in page
    assert "Looked at 1 time." in page
    assert "Dana Whitfield, 4 weeks of outcomes" in page
    assert "goal +0.5" in page
    assert "Checked now: nothing in it was changed afterwards." in page
    assert "Looked at 1 time." in opened(dana, running)

    record(hub, running, 4, gain=2.0)
    assert "Looked at 2 times." in opened(dana, running)


def test_the_page_shows_arms_attrition_balance_and_who_gains_least(hub, running, dana):
    record(hub, running, 1, 2, 3, 4, gain=3.0)

    page = opened(dana, running)

    assert "Measured at the last look: 24 of 24" in page
    assert "Were the arms alike before the start?" in page
    assert "Pretest" in page
    assert "Lowest third at the start" in page
    assert "fewer than 10 in an arm: not shown" in page


def test_a_page_that_was_looked_at_is_read_in_twelve_queries(
    hub, running, dana, django_assert_max_num_queries
):
    record(hub, running, 1, gain=3.0)
    opened(dana, running)

    with django_assert_max_num_queries(12):
        opened(dana, running)
    with django_assert_max_num_queries(12):
        dana.get("/innovate/pilots/")


def test_under_twenty_students_there_are_dots_and_no_verdict(hub, running, dana):
    few = list(Participation.objects.filter(pilot__uuid=running))
    for member in few[::3]:
        member.has_consent = False
        member.save()
    record(hub, running, 1, gain=3.0)

    page = opened(dana, running)

    assert "No verdict: too few for a band." in page
    assert "With 16 students there is no band and no verdict" in page
    assert "<circle" in page
    assert 'stroke-width="12"' not in page


def test_pilots_speak_spanish(hub, running, dana):
    record(hub, running, 1, 2, 3, 4, gain=3.0)

    page = opened(dana, running, **SPANISH)

    assert "¿Parar, ajustar o ampliar?" in page
    assert "Ampliar: +" in page
    assert "Lo que se prometió" in page


@pytest.mark.parametrize("who", ["ana", "elena", "clara", "finn"])
def test_pilots_do_not_exist_for_others(hub, running, sign_in, who):
    client = sign_in(who) if who != "elena" else sign_in("")
    for more in ("", "people/", "register/", "report/", "report.pdf"):
        assert client.get(address(running, more)).status_code in (302, 404)


def test_a_pilot_of_nobody_does_not_exist(hub, dana):
    assert dana.get(address(uuid4())).status_code == 404


def test_a_decision_needs_one_of_three_and_a_reason_and_counts_once(hub, running, dana):
    version = queries.pilot_page(running, on=STARTS_ON).version
    _, page = posted(dana, running, "decide/", decision="", why="", version=version)
    assert "There is a problem" in page
    _, page = posted(
        dana, running, "decide/", decision="iterate", why=" ", version=version
    )
    assert "There is a problem" in page

    typed = {"decision": "iterate", "why": "Too early", "version": version}
    posted(dana, running, "decide/", **typed)
    answer, page = posted(dana, running, "decide/", **typed)

    assert answer.status_code == 422
    assert "Too early" in page
    assert JournalEntry.objects.filter(kind="decision").count() == 1

    version = queries.pilot_page(running, on=STARTS_ON).version
    _, page = posted(
        dana, running, "decide/", decision="abandon", why="Stop line", version=version
    )
    assert "Ended" in page
    assert queries.pilot_card(running).status == "ended"


def test_a_week_begins_with_its_prediction(hub, running, dana):
    _, page = posted(dana, running, "week/", aim="Read more", change="Quiet first")
    assert "There is a problem" in page
    assert 'value="Quiet first"' in page

    posted(dana, running, "week/", aim="Read", change="Quiet", prediction="Two pages")
    _, page = posted(dana, running, "week/", what="study", happened="", decision="")
    assert "There is a problem" in page
    posted(
        dana, running, "week/",
        what="study", happened="Three pages", decision="adopt", public="yes",
    )  # fmt: skip

    cycle = PilotCycle.objects.get()
    assert (cycle.prediction, cycle.happened) == ("Two pages", "Three pages")
    diary = str(dana.get(f"/tried/{running}/").content, "utf-8")
    assert "Three pages" in diary


def test_what_people_say_is_kept_without_names_and_once(hub, running, dana):
    typed = {
        "quote": "S11 Sim cries on Mondays, call 555-010-2233",
        "voice": "family",
        "kind": "concern",
        "key": str(uuid4()),
    }
    posted(dana, running, "said/", **typed)
    posted(dana, running, "said/", **typed)
    _, page = posted(dana, running, "said/", **typed | {"quote": "", "key": uuid4()})

    assert "There is a problem" in page
    kept = PilotConcern.objects.get().quote
    assert "Sim" not in kept
    assert "555" not in kept
    assert "cries on Mondays" in kept


def test_six_concerns_a_week_sound_the_alarm_with_their_words(hub, running, dana):
    for week in (0, 1):
        services.plan_cycle(
            pilot=running, on=STARTS_ON + timedelta(days=7 * week), aim="Read",
            change_idea="Quiet first", prediction="Two pages", by_id=hub.dana, at=AT,
        )  # fmt: skip
    for week in (0, 1):
        for n in range(7):
            services.note_concern(
                pilot=running,
                on=STARTS_ON + timedelta(days=7 * week),
                voice=Voice.FAMILY,
                quote=f"Too much of the same, {n}",
                by_id=hub.dana,
                at=AT,
            )

    page = opened(dana, running)

    assert "More concerns than usual since the week of" in page
    assert "What the team tried that week: Quiet first." in page
    assert "Too much of the same, 6" in page


def test_an_entry_that_was_changed_is_told(hub, running, dana):
    entry = JournalEntry.objects.filter(kind="draw").get()
    JournalEntry.objects.bulk_create(
        [
            JournalEntry(
                pilot=entry.pilot, number=9, kind="decision", by_id=hub.dana, at=AT,
                content={"decision": "double down", "ends": False}, hash="f" * 64,
            )
        ]
    )  # fmt: skip

    assert "An entry was changed after it was written" in opened(dana, running)


def missing_pretest(hub, pilot):
    Participation.objects.filter(student_id=hub.rooms["Room 1"][0]).update(pretest=None)
    record(hub, pilot, 1)


def early(hub, pilot):
    rows = measured(hub.rooms, 1)
    rows[0] = replace(rows[0], on=STARTS_ON.replace(day=1))
    services.record_outcomes(pilot=pilot, outcomes=rows, source="", by_id=hub.dana)


def all_equal(hub, pilot):
    rows = [replace(one, value=3.0) for one in measured(hub.rooms, 1)]
    services.record_outcomes(pilot=pilot, outcomes=rows, source="", by_id=hub.dana)


def dissolved(hub, pilot):
    record(hub, pilot, 1)
    gone = set(hub.rooms["Room 3"])
    rows = [one for one in measured(hub.rooms, 2) if one.student_id not in gone]
    services.record_outcomes(pilot=pilot, outcomes=rows, source="", by_id=hub.dana)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (missing_pretest, "1 of 24 students has no pretest: S10 Sim."),
        (early, "1 outcome cannot be the pilot&#x27;s: it was measured on Sep 1"),
        (all_equal, "all 24 outcomes are 3"),
        (dissolved, "Room 3, with 3 students, has had no outcome since week 1"),
    ],
)
def test_what_cannot_be_compared_is_said_and_nothing_is_lost(
    hub, running, dana, spoil, sentence
):
    spoil(hub, running)

    page = opened(dana, running)

    assert "There is a problem" in page
    assert sentence in page
    assert "Looked at 0 times." in page


SPANISH_OF = [
    (missing_pretest, "1 de 24 estudiantes no tiene prueba previa: S10 Sim."),
    (early, "1 resultado no puede ser del piloto"),
    (all_equal, "los 24 resultados son todos 3"),
    (dissolved, "Room 3, con 3 estudiantes, no tiene resultados desde la semana 1"),
]


@pytest.mark.parametrize(("spoil", "sentence"), SPANISH_OF)
def test_the_same_is_said_in_spanish(hub, running, dana, spoil, sentence):
    spoil(hub, running)

    page = opened(dana, running, **SPANISH)

    assert sentence in page
    assert '<li lang="en">' not in page


def test_why_there_is_no_verdict_is_said_in_spanish(hub, running, dana):
    few = Participation.objects.filter(pilot__uuid=running).values_list("pk", flat=True)
    Participation.objects.filter(pk__in=list(few)[::3]).update(has_consent=False)
    record(hub, running, 1, gain=3.0)

    page = opened(dana, running, **SPANISH)

    assert "Con 16 estudiantes no hay banda ni veredicto; el mínimo son 20." in page
    assert '<span lang="en">' not in page


def test_a_week_that_was_typed_as_no_number_is_not_taken_for_the_pretest(
    hub, running, dana
):
    uuid = Student.objects.get(pk=hub.rooms["Room 1"][0]).person.uuid
    data = f"student,score\n{uuid},9\n".encode()
    file = SimpleUploadedFile("w.csv", data, "text/csv")

    answer, page = posted(dana, running, "scores/", look="first", file=file)

    assert answer.status_code == 422
    assert "Give the number of the week, or 0 for the pretest." in page


def test_a_file_of_scores_is_looked_at_before_it_counts(hub, running, dana):
    students = [one for room in hub.rooms.values() for one in room]
    uuids = dict(Student.objects.values_list("pk", "person__uuid"))
    rows = "".join(f"{uuids[one]},{n % 5}\n" for n, one in enumerate(students))
    file = SimpleUploadedFile(
        "week1.csv", f"student,score\n{rows}nobody,3\n".encode(), "text/csv"
    )
    answer, page = posted(dana, running, "scores/", look="1", file=file)

    assert "24 scores can be saved" in page, page
    assert "Row 26: “nobody” is not in this pilot." in page
    assert queries.pilot_page(running, on=STARTS_ON).inputs == ""
    save = f"{answer.redirect_chain[-1][0].split('?')[0]}save/"
    assert "Scores saved: 24." in str(dana.post(save, follow=True).content, "utf-8")
    assert "was saved before" in str(dana.post(save, follow=True).content, "utf-8")

    wrong = SimpleUploadedFile("w.csv", b"name;points\n", "text/csv")
    _, page = posted(dana, running, "scores/", look="1", file=wrong)
    assert "it has no column named student" in page


def test_a_leader_begins_enrols_registers_and_draws(hub, dana):
    typed = {
        "name": "Quiet start", "aim": "Noise in the morning",
        "starts": "2026-09-07", "key": str(uuid4()),
    }  # fmt: skip
    refused = dana.post("/innovate/pilots/new/", typed | {"name": " "})
    assert refused.status_code == 422
    assert "Noise in the morning" in str(refused.content, "utf-8")
    dana.post("/innovate/pilots/new/", typed)
    dana.post("/innovate/pilots/new/", typed)
    pilot = Pilot.objects.get().uuid
    services.enrol(
        pilot=pilot,
        students=[one for one in students_of(hub) if one.cluster < "Room 7"],
        by_id=hub.dana,
    )

    page = opened(dana, pilot, "register/")
    assert "It cannot decide anything as it is." in page
    assert "18 students in 6 groups" in page

    posted(dana, pilot, "people/", what="enrol", grade="6", whole="student")
    ids = Participation.objects.filter(pilot__uuid=pilot).values_list("pk", flat=True)
    assert len(ids) == 26
    posted(dana, pilot, "people/", consent=list(ids))
    assert "26 students in 26 groups can show" in opened(dana, pilot, "register/")

    promise = {
        "measure": "Calm minutes", "source": "upload", "margin": "0,5",
        "n_looks": "6", "stop_line": "Two families leave", "decision_on": "2026-12-18",
    }  # fmt: skip
    _, page = posted(dana, pilot, "register/", **promise | {"margin": ""})
    assert "a margin above 0" in page
    assert "Two families leave" in page
    posted(dana, pilot, "register/", **promise)
    promised = queries.pilot_card(pilot).registration
    assert promised is not None
    assert promised.margin == 0.5
    posted(dana, pilot, "draw/")
    _, page = posted(dana, pilot, "draw/")
    assert "are drawn" in page
    assert queries.pilot_card(pilot).status == "running"

    posted(dana, pilot, "register/", **promise | {"why": ""})
    posted(dana, pilot, "register/", **promise | {"margin": "0.4", "why": "Too high"})
    assert queries.pilot_card(pilot).n_amendments == 1


def test_an_amendment_shows_what_was_promised_before_and_why(hub, running, dana):
    changed = replace(PROMISE, margin=0.4, decision_on=STARTS_ON, fill_pretests=True)
    services.amend_registration(
        pilot=running, registration=changed, why="The test is shorter",
        by_id=hub.dana, at=AT,
    )  # fmt: skip
    services.decide(
        pilot=running, decision="iterate", why="Soon", by_id=hub.dana, at=AT, ends=False
    )

    page = opened(dana, running, **SPANISH)

    assert "The test is shorter" in page
    assert "Vale la pena desde: <del>0.50</del> <ins>0.40</ins>" in page
    assert "<del>2026-12-18</del> <ins>2026-09-07</ins>" in page
    assert "“Ajustar”" in page


def test_who_leaves_is_counted_as_missing_from_then_on(hub, running, dana):
    record(hub, running, 1)
    member = Participation.objects.filter(pilot__uuid=running)[0]
    asked = opened(dana, running, f"people/?leaves={member.pk}")
    assert f'name="member" value="{member.pk}"' in asked
    assert "Let the student leave" in asked
    posted(dana, running, "people/", what="leave", member=member.pk)

    page = opened(dana, running)

    assert "Measured at the last look: 23 of 24" in page
    assert sum(one.left_on is not None for one in queries.members_of(running)) == 1


def test_the_promise_can_be_read_before_the_first_outcome(hub, running, dana):
    page = opened(dana, running)

    assert "No outcome yet." in page
    assert PROMISE.stop_line in page
    assert "Looked at 0 times." in page
