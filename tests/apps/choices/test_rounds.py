"""A round takes wishes while it is open, and gives seats once it is over."""

from datetime import date, timedelta

import pytest
from tests.apps.choices.conftest import (
    AFTER,
    CLOSES,
    DURING,
    FRIDAY,
    ONE,
    OPENS,
    SALT,
    SEED,
    clock,
    on_friday,
)

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.choices import queries, services
from seedbed.apps.choices.cards import MeetingTime
from seedbed.apps.choices.errors import (
    ElectiveTermsError,
    NoSeatError,
    RoundAllottedError,
    RoundNotAllottedError,
    RoundNotOpenError,
    RoundStillOpenError,
    RoundTermsError,
    UnknownRoundError,
    WishError,
)
from seedbed.apps.choices.models import ChosenSeat, Method, Preference
from seedbed.apps.curriculum.models import Framework, Skill
from seedbed.engines import choices as engine

METHODS = [m for m in Method.values if m != Method.LOTTERY]


def seats_of(key):
    return {
        (seat.student.person.given_name, seat.elective.title)
        for seat in ChosenSeat.objects.filter(round__uuid=key, given_back_at=None)
    }


def mine(choosing, name, *, at=AFTER):
    card = queries.my_choices(choosing.students[name].pk, at=at)
    return {wish.elective.title: wish for wish in card.rounds[0].wishes}


def allot(key, at=AFTER, **more):
    services.close_and_allot(round_uuid=key, at=at, **more)


def test_wishes_are_kept_in_order_and_the_last_list_holds(choosing):
    for title in ("Chess", "Choir"):
        choosing.offer(title)
    key = choosing.open()
    for _twice in range(2):
        choosing.rank(key, "Ana", "Choir", "Chess")

    ranked = list(
        Preference.objects.order_by("rank").values_list("elective__title", "rank")
    )

    assert ranked == [("Choir", 1), ("Chess", 2)]
    choosing.rank(key, "Ana", "Chess")
    assert Preference.objects.get().elective.title == "Chess"
    choosing.rank(key, "Ana")
    assert not Preference.objects.exists()


@pytest.mark.parametrize("at", [OPENS - timedelta(minutes=1), CLOSES])
def test_the_deadline_is_kept_to_the_minute(choosing, at):
    choosing.offer("Chess")
    key = choosing.open()

    with pytest.raises(
        RoundNotOpenError, match="takes wishes from 2026-10-05 08:00 UTC"
    ):
        choosing.rank(key, "Ana", "Chess", at=at)


def test_a_student_ranks_for_themself_alone(choosing):
    choosing.offer("Chess")
    key = choosing.open()
    wishes = {
        "round_uuid": key,
        "elective_ids": (choosing.electives["Chess"],),
        "by_id": choosing.account_id("ana"),
        "at": DURING,
    }

    services.rank(student_id=choosing.students["Ana"].pk, **wishes)
    with pytest.raises(NotAllowedError):
        services.rank(student_id=choosing.students["Ben"].pk, **wishes)

    assert Preference.objects.get().student == choosing.students["Ana"]


def test_a_wish_outside_of_the_round_is_refused(choosing):
    choosing.offer("Chess")
    key = choosing.open()
    choosing.offer("Choir")

    with pytest.raises(WishError, match="1 elective on your list cannot be chosen"):
        choosing.rank(key, "Ana", "Choir")
    with pytest.raises(WishError, match="on your list twice"):
        choosing.rank(key, "Ana", "Chess", "Chess")


@pytest.mark.parametrize("method", METHODS)
def test_every_method_gives_all_the_seats_that_are_wanted(choosing, method):
    choosing.offer("Chess")
    choosing.offer("Choir", seats=2)
    key = choosing.open(method=method)
    for name in choosing.students:
        choosing.rank(key, name, "Chess", "Choir")

    allot(key, by_id=choosing.leader_id)

    assert sorted(title for _who, title in seats_of(key)) == ["Chess", "Choir", "Choir"]
    card = queries.rounds(choosing.cast.hub.pk, at=AFTER)[0]
    assert card.state == "allotted"
    assert card.measures["n_seats_unfilled"] == 0
    assert card.measures["first_choice_share"] == pytest.approx(1 / 3)
    assert {(e.title, e.n_asked, e.n_first, e.n_seated) for e in card.electives} == {
        ("Chess", 3, 3, 1),
        ("Choir", 3, 0, 2),
    }
    proof = queries.round_proof(key)
    assert proof.is_sound
    assert proof.is_order_drawn is None


def test_seats_are_allotted_after_the_deadline_and_once(choosing):
    choosing.offer("Chess")
    key = choosing.open()
    choosing.rank(key, "Ana", "Chess")

    with pytest.raises(
        RoundStillOpenError, match="takes wishes until 2026-10-09 08:00 UTC"
    ):
        allot(key, at=DURING)
    with pytest.raises(RoundNotAllottedError):
        queries.round_proof(key)
    allot(key)
    with pytest.raises(RoundAllottedError):
        allot(key)
    with pytest.raises(RoundNotOpenError):
        choosing.rank(key, "Ana", "Chess", at=AFTER)

    assert seats_of(key) == {("Ana", "Chess")}


def test_a_round_without_any_wish_ends_without_seats(choosing):
    choosing.offer("Chess")
    key = choosing.open(method="equal-quality")

    allot(key)

    assert seats_of(key) == set()


def test_too_few_students_let_an_elective_go_and_their_next_wish_counts(choosing):
    choosing.offer("Chess", seats=3, minimum=2)
    choosing.offer("Choir", seats=3)
    key = choosing.open()
    choosing.rank(key, "Ana", "Chess", "Choir")
    choosing.rank(key, "Ben", "Choir", "Chess")

    allot(key)

    assert seats_of(key) == {("Ana", "Choir"), ("Ben", "Choir")}
    wish = mine(choosing, "Ana")["Chess"]
    assert wish.reason == {"got": False, "kind": "not-held", "minimum": 2}
    assert not wish.elective.is_held


def test_a_prerequisite_that_is_not_shown_bars_and_is_named(choosing):
    framework = Framework.objects.create(identifier="tiny", title="Tiny")
    ratios = Skill.objects.create(
        framework=framework,
        identifier="6.A",
        code="6.A",
        title="Ratios",
        grade_low=6,
        grade_high=6,
    )
    choosing.offer("Robotics", skill_ids=(ratios.pk,))
    key = choosing.open()
    choosing.rank(key, "Ana", "Robotics")

    allot(key)

    assert seats_of(key) == set()
    assert mine(choosing, "Ana")["Robotics"].reason == {
        "got": False,
        "kind": "prerequisite",
        "skills": ["Ratios"],
    }


def test_working_hours_bar_what_meets_in_them(choosing):
    choosing.offer("Chess")
    choosing.offer("Choir", meetings=on_friday(9 * 60, 10 * 60))
    key = choosing.open(load=2)
    choosing.rank(key, "Ana", "Chess", "Choir")
    way_id = choosing.ask(
        kind="work", value="", weekday=4, starts_at=clock(13, 30), ends_at=clock(17)
    )
    services.approve_way(way_id=way_id, by_id=choosing.leader_id, at=DURING)

    allot(key)

    assert seats_of(key) == {("Ana", "Choir")}
    assert mine(choosing, "Ana")["Chess"].reason["kind"] == "at-work"


def test_electives_at_one_time_clash_and_the_reason_names_the_other(choosing):
    choosing.offer("Chess")
    choosing.offer("Choir", title_es="Coro", meetings=on_friday(ONE + 30, ONE + 90))
    key = choosing.open(load=2)
    choosing.rank(key, "Ana", "Choir", "Chess")

    allot(key)

    reason = mine(choosing, "Ana")["Chess"].reason
    assert reason == {"got": False, "kind": "clash-kept", "titles": [("Choir", "Coro")]}


def test_a_seat_given_back_goes_to_the_next_on_the_list(choosing):
    choosing.offer("Chess")
    key = choosing.open()
    for name in choosing.students:
        choosing.rank(key, name, "Chess")
    allot(key)
    (first, _title) = next(iter(seats_of(key)))
    waiting = sorted(
        (name for name in choosing.students if name != first),
        key=lambda name: mine(choosing, name)["Chess"].place,
    )
    assert [mine(choosing, name)["Chess"].place for name in (first, *waiting)] == [
        0,
        1,
        2,
    ]

    services.give_back_seat(
        round_uuid=key,
        student_id=choosing.students[first].pk,
        elective_id=choosing.electives["Chess"],
        by_id=choosing.leader_id,
        at=AFTER,
    )

    assert seats_of(key) == {(waiting[0], "Chess")}
    wish = mine(choosing, waiting[0])["Chess"]
    assert wish.is_got
    assert wish.reason == {"got": True, "kind": "moved-up"}
    assert mine(choosing, waiting[1])["Chess"].place == 1
    left = mine(choosing, first)["Chess"]
    assert left.is_given_back
    assert left.place == 0, "Whoever left a seat does not wait for it."
    with pytest.raises(NoSeatError, match="There is no seat in Chess to give back"):
        services.give_back_seat(
            round_uuid=key,
            student_id=choosing.students[first].pk,
            elective_id=choosing.electives["Chess"],
            by_id=choosing.leader_id,
            at=AFTER,
        )


def test_a_lottery_is_drawn_as_its_hash_promised(choosing):
    choosing.offer("Evening hub", seats=2)
    key = choosing.open(method="lottery")
    for name in choosing.students:
        choosing.rank(key, name, "Evening hub")
    before = queries.rounds(choosing.cast.hub.pk, at=DURING)[0]
    assert (before.seed, before.salt) == ("", "")
    assert before.commitment == engine.commit(SEED, SALT)

    allot(key)

    codes = {str(s.person.uuid): name for name, s in choosing.students.items()}
    drawn = engine.draw(SEED, SALT, codes, n_seats=2)
    assert seats_of(key) == {(codes[code], "Evening hub") for code in drawn.winners}
    last = mine(choosing, codes[drawn.order[2]])["Evening hub"]
    assert (last.reason["kind"], last.reason["turn"], last.reason["n"]) == (
        "full-drawn",
        3,
        3,
    )
    assert last.place == 1
    proof = queries.round_proof(key)
    assert (proof.seed, proof.salt, proof.is_order_drawn) == (SEED, SALT, True)


def test_a_changed_seed_is_found_out(choosing):
    from seedbed.apps.choices.models import ChoiceRound

    choosing.offer("Evening hub", seats=1)
    key = choosing.open(method="lottery")
    for name in choosing.students:
        choosing.rank(key, name, "Evening hub")
    allot(key)
    ChoiceRound.objects.update(seed="another seed")

    proof = queries.round_proof(key)

    assert not proof.is_committed
    assert not proof.is_sound


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": " "}, "A round needs a title of at most 200 letters."),
        ({"title": "x" * 201}, "A round needs a title of at most 200 letters."),
        ({"closes_at": OPENS}, "A round opens before its deadline."),
        ({"ends_on": date(2026, 10, 1)}, "The first day comes before the last one."),
        ({"starts_on": date(2026, 10, 1), "ends_on": date(2026, 10, 2)}, "The deadline lies after the last day."),
        ({"method": "shouting"}, "There is no method 'shouting'"),
        ({"load": 13}, "A student gets 1 to 12 electives, found 13."),
        ({"method": "lottery"}, "A public lottery is for one program, found 2."),
        ({"elective_ids": (10**9,)}, "Nothing is on offer"),
    ],
)  # fmt: skip
def test_a_round_that_cannot_be_is_refused(choosing, more, said):
    choosing.offer("Chess")
    choosing.offer("Choir")

    with pytest.raises(RoundTermsError, match=said.replace("(", r"\(")):
        choosing.open(**more)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"seats": 0}, "Chess needs 1 to 500 seats, found 0."),
        ({"minimum": 2}, "at least 1 student and at most its 1 seats"),
        ({"meetings": ()}, "Chess meets on no weekday."),
        ({"meetings": on_friday(ONE, ONE)}, "Chess must begin before it ends"),
        ({"meetings": (*on_friday(), MeetingTime(4, ONE + 5, ONE + 9))}, "Chess meets twice at the same time."),
        ({"adult_id": 10**9}, "Chess needs an adult of this unit."),
        ({"skill_ids": (10**9,)}, "Chess asks for a skill that is not taught here."),
    ],
)  # fmt: skip
def test_an_elective_that_cannot_be_held_is_refused(choosing, more, said):
    with pytest.raises(ElectiveTermsError, match=said):
        choosing.offer("Chess", **more)


def test_only_a_leader_offers_opens_and_allots(choosing):
    choosing.offer("Chess")
    key = choosing.open()
    mentor_id = choosing.account_id("mateo")

    with pytest.raises(NotAllowedError):
        services.offer_elective(
            unit_id=choosing.cast.hub.pk, terms=choosing.terms("Go"), by_id=mentor_id
        )
    with pytest.raises(NotAllowedError):
        allot(key, by_id=mentor_id)


def test_what_is_no_longer_offered_stays_out_of_new_rounds(choosing):
    chess = choosing.offer("Chess")
    choosing.offer("Choir")
    services.stop_offering(
        unit_id=choosing.cast.hub.pk, elective_id=chess, by_id=choosing.leader_id
    )
    choosing.open()

    card = queries.unit_choices(choosing.cast.hub.pk, at=DURING)

    assert [e.title for e in card.offered] == ["Choir"]
    assert [e.title for e in card.rounds[0].electives] == ["Choir"]


def test_a_key_that_nobody_gave_is_refused(choosing):
    with pytest.raises(UnknownRoundError, match="There is no round of choices 'fall'"):
        queries.round_proof("fall")


def test_seats_are_there_for_the_plan_on_days_of_the_round(choosing):
    choosing.offer("Chess")
    key = choosing.open()
    choosing.rank(key, "Ana", "Chess")
    allot(key)
    hub = choosing.cast.hub.pk

    (meeting,) = queries.chosen_day(hub, FRIDAY).meetings

    assert meeting.student_ids == (choosing.students["Ana"].pk,)
    assert (meeting.title, meeting.starts, meeting.seats) == ("Chess", ONE, 1)
    assert queries.chosen_day(hub, FRIDAY - timedelta(days=1)).meetings == ()
    assert queries.chosen_day(hub, date(2026, 12, 25)).meetings == ()


def test_reads_make_as_many_queries_as_they_say(choosing, django_assert_num_queries):
    for title in ("Chess", "Choir"):
        choosing.offer(title)
    key = choosing.open()
    for name in choosing.students:
        choosing.rank(key, name, "Chess", "Choir")
    allot(key)
    hub = choosing.cast.hub.pk

    with django_assert_num_queries(8):
        queries.my_choices(choosing.students["Ana"].pk, at=AFTER)
    with django_assert_num_queries(6):
        queries.unit_choices(hub, at=AFTER)
    with django_assert_num_queries(3):
        queries.rounds(hub, at=AFTER)
    with django_assert_num_queries(4):
        queries.chosen_day(hub, FRIDAY)
    with django_assert_num_queries(1):
        queries.ways_waiting(hub)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"adult": True}, "Clara Cho would lead Chess and Choir at one time."),
        ({"room": "studio"}, "Chess and Choir would be in Studio at one time."),
    ],
)
def test_one_adult_or_one_room_at_one_time_is_refused(choosing, more, said):
    adult = {"adult_id": choosing.cast.cho.pk} if more.pop("adult", False) else {}
    choosing.offer("Chess", room="Studio", **adult)
    choosing.offer("Choir", meetings=on_friday(ONE + 30, ONE + 90), **adult, **more)

    with pytest.raises(RoundTermsError, match=said):
        choosing.open()


def test_one_adult_leads_one_after_the_other(choosing):
    adult = {"adult_id": choosing.cast.cho.pk, "room": "Studio"}
    choosing.offer("Chess", **adult)
    choosing.offer("Choir", meetings=on_friday(ONE + 60, ONE + 90), **adult)

    assert choosing.open()
