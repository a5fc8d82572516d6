"""What keeps an author safe: the sealed envelope, two readers, five possible systems."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.exchange import queries, services
from seedbed.apps.exchange.errors import (
    IdentityForgottenError,
    NoReasonGivenError,
    NotReadTwiceError,
    StewardHasPowerError,
    StoryNamesSomeoneError,
    TellingClosedError,
    TooFewMembersError,
    UnknownReceiptError,
)
from seedbed.apps.exchange.models import (
    EnvelopeOpening,
    ExchangeMember,
    SealedIdentity,
    Story,
    Telling,
)

from .conftest import AT, ON, WORDS, adult


@pytest.mark.parametrize(
    "said",
    [
        "Ana Alvarez left us.",
        "ana alvarez left us.",
        "We asked Mateo.",
        "Call 555-010-2233.",
        "It was at Riverside Hub.",
        "It began on March 3.",
        "Student id, GPA",
        "3.1\t2026\tyes",
        "Brook,Ben,6,812",
    ],
)
def test_names_and_records_stop_a_story_and_nothing_is_kept(network, tell, said):
    with pytest.raises(StoryNamesSomeoneError):
        tell(replace(WORDS, happened=f"It went badly.\n{said}"))

    assert not Telling.objects.exists()
    assert not network.keys.exists()


def test_general_words_stand_where_names_were(network):
    texts = services.in_general_words(
        {"tried": "Ms. Cho moved Ana on March 3."}, language="en"
    )

    assert texts == {"tried": "[a person] moved [a person] on [a date]."}


def test_prose_with_commas_is_no_record(tell):
    uuid, _ = tell(replace(WORDS, tried="In grades 6, 7, 8, and 9 we tried it, once."))

    assert Telling.objects.filter(uuid=uuid).exists()


def test_no_table_says_who_told_a_story(network, tell):
    from django.apps import apps
    from django.db import connection

    tell()

    rows = []
    with connection.cursor() as cursor:
        for model in apps.get_app_config("exchange").get_models():
            if model.__name__ == "ExchangeMember":
                continue  # the public list of members, Riverside among them
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            rows += [
                repr([bytes(c) if isinstance(c, memoryview) else c for c in row])
                for row in cursor
            ]
    found = "\n".join(rows)
    assert "Clara" not in found
    assert "Riverside" not in found
    assert not {f.name for f in Telling._meta.fields} & {
        "system",
        "author",
        "by",
        "told_by_id",
    }


def test_the_steward_opens_the_envelope_for_a_reason_that_is_written_down(
    network, tell
):
    uuid, _ = tell()

    with pytest.raises(NoReasonGivenError):
        services.call_back(
            telling=uuid, why=" ", by_id=network.stella, at=AT, keys=network.keys
        )
    author = services.call_back(
        telling=uuid,
        why="Is a child in danger?",
        by_id=network.stella,
        at=AT,
        keys=network.keys,
    )

    assert author.name == "Clara Cho"
    assert EnvelopeOpening.objects.get().why == "Is a child in danger?"


def test_the_second_reader_and_others_open_nothing(network, tell):
    uuid, _ = tell()

    for who in (network.rita, network.cho, network.cast.dana.pk):
        with pytest.raises(NotAllowedError):
            services.call_back(
                telling=uuid, why="?", by_id=who, at=AT, keys=network.keys
            )


def test_an_envelope_tells_no_name_by_its_length(tmp_path):
    from uuid import uuid4

    from seedbed.apps.exchange import sealing

    contents = (b'{"name": "Bo Li"}', b'{"name": "Maximiliana Featherstonehaugh"}')
    tellings = [uuid4() for _ in contents]
    sealed = [
        sealing.seal(content, telling=telling, keys=tmp_path)
        for content, telling in zip(contents, tellings, strict=True)
    ]

    assert len({len(one.content) for one in sealed}) == 1
    assert contents == tuple(
        sealing.unseal(one, telling=telling, keys=tmp_path)
        for one, telling in zip(sealed, tellings, strict=True)
    )


def test_the_database_alone_and_the_keys_alone_tell_nothing(network, tell):
    uuid, _ = tell()
    for file in network.keys.iterdir():
        file.unlink()

    with pytest.raises(IdentityForgottenError):
        services.call_back(
            telling=uuid, why="?", by_id=network.stella, at=AT, keys=network.keys
        )


def test_after_ten_days_row_and_key_are_destroyed(network, tell):
    uuid, _ = tell()

    assert services.forget(on=ON + timedelta(days=10), keys=network.keys) == 0
    assert services.forget(on=ON + timedelta(days=11), keys=network.keys) == 1

    assert not SealedIdentity.objects.exists()
    assert list(network.keys.iterdir()) == []
    with pytest.raises(IdentityForgottenError):
        services.call_back(
            telling=uuid, why="?", by_id=network.stella, at=AT, keys=network.keys
        )


def test_a_release_needs_two_people_one_of_them_a_steward(network, tell):
    uuid, _ = tell()
    ray = adult("Ray", "steward")
    services.appoint(account_id=ray.pk, duty="reader", at=AT)

    def pass_by(who):
        services.read(telling=uuid, passes=True, words="", by_id=who, at=AT)

    def release():
        return services.release(
            telling=uuid, by_id=network.stella, on=ON, keys=network.keys
        )

    pass_by(network.rita)
    pass_by(network.rita)
    with pytest.raises(NotReadTwiceError):
        release()
    pass_by(ray.pk)
    with pytest.raises(NotReadTwiceError):
        release()
    pass_by(network.stella)
    assert Story.objects.get(uuid=release()).tried == WORDS.tried
    assert not SealedIdentity.objects.exists()


def test_what_a_reader_widens_is_read_anew(network, tell):
    uuid, _ = tell()
    services.read(telling=uuid, passes=True, words="", by_id=network.rita, at=AT)

    services.widen(
        telling=uuid, texts={"happened": "It went badly."}, by_id=network.stella
    )

    (card,) = queries.desk(by_id=network.stella).tellings
    assert (card.happened, card.tried, card.n_passed) == (
        "It went badly.",
        WORDS.tried,
        0,
    )


@pytest.mark.parametrize("role", ["leader", "system_leader", "registrar"])
def test_nobody_who_decides_about_members_keeps_the_exchange(network, role):
    boss = adult("Boss", role)

    with pytest.raises(StewardHasPowerError):
        services.appoint(account_id=boss.pk, duty="steward", at=AT)


@pytest.mark.parametrize("tie", ["evaluator", "funder", "regulator", "supervisor"])
def test_nobody_with_power_over_a_member_keeps_the_exchange(network, tie):
    friend = adult("Friend", "steward")

    with pytest.raises(StewardHasPowerError, match=tie):
        services.appoint(account_id=friend.pk, duty="reader", ties=[tie], at=AT)


def test_a_steward_who_becomes_a_leader_reads_no_more(network, tell):
    from seedbed.apps.accounts.models import Account, Role

    tell()
    person = Account.objects.get(pk=network.stella).person
    Role.objects.create(person=person, kind="leader", unit=network.cast.hub)

    with pytest.raises(StewardHasPowerError):
        queries.desk(by_id=network.stella)


def test_whoever_reads_for_the_fund_keeps_the_exchange_no_more(network, tell):
    """Who funds members is known here, whatever the person said when asked."""
    from seedbed.apps.pilots.models import FundReader, FundRound

    tell()
    round_ = FundRound.objects.create(
        unit=network.cast.hub,
        title="Fall",
        budget_dollars=9_000,
        opens_on=ON,
        closes_on=ON,
        decides_by_on=ON,
        opened_by=network.cast.dana,
    )
    for account_id in (network.stella, network.rita):
        FundReader.objects.create(round=round_, reader_id=account_id, trained_on=ON)

    with pytest.raises(StewardHasPowerError, match="applications to a fund"):
        queries.desk(by_id=network.stella)
    with pytest.raises(StewardHasPowerError, match="applications to a fund"):
        services.appoint(account_id=network.rita, duty="reader", at=AT)


def test_with_four_members_nothing_is_taken_in(network, tell):
    ExchangeMember.objects.filter(name="Woodside").delete()

    with pytest.raises(TooFewMembersError):
        tell()
    assert not Telling.objects.exists()


def test_a_small_network_says_no_more_than_the_nation(network, release):
    story, _ = release()

    card = queries.story(story).story
    assert (card.state, card.size_band) == ("", "")


def test_a_large_network_says_what_five_share(network, release):
    for n in range(20):
        ExchangeMember.objects.create(
            network=network.home,
            name=f"Member {n}",
            state="Iowa" if n < 5 else "Ohio",
            size_band="1000-4999",
        )

    story, _ = release()

    card = queries.story(story).story
    assert card.state == "Ohio"


def test_members_that_left_meanwhile_widen_the_context(network, tell):
    for n in range(20):
        ExchangeMember.objects.create(
            network=network.home, name=f"M{n}", state="Ohio", size_band="1000-4999"
        )
    uuid, _ = tell()
    ExchangeMember.objects.filter(name__startswith="M").delete()
    for reader in (network.stella, network.rita):
        services.read(telling=uuid, passes=True, words="", by_id=reader, at=AT)

    story = services.release(
        telling=uuid, by_id=network.stella, on=ON, keys=network.keys
    )

    assert queries.story(story).story.state == ""


def test_the_receipt_takes_back_and_destroys(network, tell):
    uuid, receipt = tell()

    services.withdraw(receipt=receipt.lower(), keys=network.keys)

    told = Telling.objects.get(uuid=uuid)
    assert (told.status, told.tried, told.advice) == ("withdrawn", "", "")
    assert not SealedIdentity.objects.exists()
    with pytest.raises(TellingClosedError):
        services.withdraw(receipt=receipt, keys=network.keys)
    with pytest.raises(UnknownReceiptError):
        services.withdraw(receipt="guess", keys=network.keys)


def test_the_same_form_twice_counts_once(network, tell):
    uuid, receipt = tell()

    again = services.tell(
        words=WORDS, receipt=receipt, by_id=network.cho, on=ON, keys=network.keys
    )

    assert again == uuid
    assert Telling.objects.count() == 1


def test_what_is_sent_back_is_changed_by_receipt(network, tell):
    uuid, receipt = tell()
    services.read(
        telling=uuid,
        passes=False,
        words="Leave out the third.",
        by_id=network.rita,
        at=AT,
    )

    assert queries.telling_by_receipt(receipt).note == "Leave out the third."
    services.change_by_receipt(
        receipt=receipt,
        words=replace(WORDS, happened="Seats stayed empty."),
        answer="Done.",
    )

    (card,) = queries.desk(by_id=network.stella).tellings
    assert (card.status, card.happened, card.answer, card.readings) == (
        "waiting",
        "Seats stayed empty.",
        "Done.",
        (),
    )


def test_reports_of_one_event_become_one_story(network, tell):
    first, _ = tell()
    second, receipt = tell(replace(WORDS, tried="Tutoring came first."))

    services.merge(telling=second, into=first, by_id=network.stella, keys=network.keys)
    for reader in (network.stella, network.rita):
        services.read(telling=first, passes=True, words="", by_id=reader, at=AT)
    story = services.release(
        telling=first, by_id=network.stella, on=ON, keys=network.keys
    )

    assert queries.story(story).story.n_reports == 2
    assert queries.telling_by_receipt(receipt).story == story


def test_who_tells_openly_is_named_and_sealed_nowhere(network, release):
    story, _ = release(openly=True)

    assert queries.story(story).story.told_by == "Clara Cho, Riverside"
    assert not SealedIdentity.objects.exists()


def test_a_student_tells_nothing(network):
    from seedbed.apps.exchange.receipts import new_receipt

    ana = network.cast.ana.person.account
    with pytest.raises(NotAllowedError):
        services.tell(
            words=WORDS, receipt=new_receipt(), by_id=ana.pk, on=ON, keys=network.keys
        )
