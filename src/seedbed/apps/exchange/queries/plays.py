"""Plays as every reader sees them: the newest version, its lineage and its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from seedbed.apps.accounts.cards import AccountCard
from seedbed.apps.accounts.tenancy import current_system_id
from seedbed.apps.exchange import searching
from seedbed.apps.exchange.cards import (
    AdoptionCard,
    DraftCard,
    EvidenceCard,
    Makings,
    PlayCard,
    PlayWords,
)
from seedbed.apps.exchange.errors import UnknownStoryError
from seedbed.apps.exchange.makings import makings_of
from seedbed.apps.exchange.models import (
    Adoption,
    PlayDraft,
    PlayEvidence,
    PlayVersion,
)


@dataclass(frozen=True, kw_only=True)
class WantedPlays:
    """What a reader of plays looks for; an empty field takes everything."""

    words: str = ""
    topic: str = ""
    grade: int | None = None
    way: str = ""
    is_measured: bool = False


@dataclass(frozen=True, kw_only=True)
class FoundPlays:
    """The plays that fit, and how many each choice of a facet would find."""

    plays: tuple[PlayCard, ...]
    topics: dict[str, int]
    grades: dict[str, int]
    ways: dict[str, int]
    n_measured: int


def plays(
    *, only: Collection[UUID] | None = None, topic: str = ""
) -> tuple[PlayCard, ...]:
    """Return the newest version of each play of this network, by title. Two queries.

    ``only`` keeps those with one of the ids; ``topic`` those of one topic.
    """
    rows = (
        PlayVersion.objects.filter(play__network__system=current_system_id())
        .select_related("play", "play__grown_from__play")
        .prefetch_related("evidence")
        .order_by("play_id", "-number")
    )
    newest: dict[int, PlayVersion] = {}
    for row in rows:
        newest.setdefault(row.play_id, row)
    return tuple(
        _card(row, evidence=list(row.evidence.all()))
        for row in sorted(newest.values(), key=lambda row: (row.title, row.pk))
        if (only is None or row.play.uuid in only) and topic in ("", row.topic)
    )


def found_plays(wanted: WantedPlays = WantedPlays()) -> FoundPlays:
    """Return the plays that fit, by title or the best first. Three queries.

    Each facet counts what would be found with the others as they are.
    """
    order = searching.matching(wanted.words) if wanted.words else None
    found = plays(only=order)
    if order is not None:
        found = tuple(sorted(found, key=lambda card: order.index(card.uuid)))
    fits = [_fits(card, wanted) for card in found]

    def but(facet: str) -> list[PlayCard]:
        """Return what fits all facets but one."""
        return [
            card
            for card, ok in zip(found, fits, strict=True)
            if all(ok[name] for name in ok if name != facet)
        ]

    return FoundPlays(
        plays=tuple(but("")),
        topics=dict(Counter(card.words.topic for card in but("topic"))),
        grades=dict(
            Counter(
                str(level)
                for card in but("grade")
                for level in range(card.words.grade_low, card.words.grade_high + 1)
            )
        ),
        ways=dict(Counter(card.words.modality for card in but("way"))),
        n_measured=sum(bool(card.evidence) for card in but("measured")),
    )


def _fits(card: PlayCard, wanted: WantedPlays) -> dict[str, bool]:
    """Return for each facet whether a play fits it."""
    words = card.words
    return {
        "topic": wanted.topic in ("", words.topic),
        "grade": wanted.grade is None
        or words.grade_low <= wanted.grade <= words.grade_high,
        "way": wanted.way in ("", words.modality),
        "measured": not wanted.is_measured or bool(card.evidence),
    }


def play(uuid: UUID, *, unit_id: int | None = None) -> PlayCard:
    """Return the newest version of a play with all that belongs to it. Four queries.

    ``adoptions`` are the parts of it that a unit took over, the first one first.

    Raises
    ------
    UnknownStoryError
        If this network has no such play.
    """
    newest = version_of(uuid)
    of_play = PlayEvidence.objects.filter(version__play=newest.play)
    grown = PlayVersion.objects.filter(
        play__grown_from__play=newest.play, number=1
    ).select_related("play")
    taken = Adoption.objects.filter(unit_id=unit_id, version__play=newest.play)
    return _card(
        newest,
        evidence=list(of_play.select_related("version").order_by("-as_of", "pk")),
        grown=tuple(
            (one.play.uuid, one.title, one.play.by_system)
            for one in grown.order_by("pk")
        ),
        adoptions=tuple(
            AdoptionCard(
                part=one.part,
                version=one.version.number,
                result=one.result,
                adopted_at=one.adopted_at,
            )
            for one in taken.select_related("version").order_by("pk")
        ),
    )


def versions_of(uuid: UUID) -> tuple[PlayCard, ...]:
    """Return every version of a play of this network, the newest first. One query."""
    rows = PlayVersion.objects.filter(
        play__uuid=uuid, play__network__system=current_system_id()
    ).select_related("play", "play__grown_from__play")
    return tuple(_card(row, evidence=[]) for row in rows.order_by("-number"))


def newest(uuid: UUID) -> PlayCard:
    """Return what the newest version of a play says, without its evidence. One query.

    Raises
    ------
    UnknownStoryError
        If this network has no such play.
    """
    return _card(version_of(uuid), evidence=[])


def drafts_of(account_id: int) -> tuple[DraftCard, ...]:
    """Return the plays that somebody writes, the newest first. One query."""
    rows = PlayDraft.objects.filter(by_id=account_id).order_by("-saved_at", "pk")
    return tuple(
        DraftCard(
            token=row.token,
            of=row.of,
            grown_from=row.grown_from,
            words=row.words,
            saved_at=row.saved_at,
        )
        for row in rows
    )


def makings(unit_id: int, *, account: AccountCard) -> Makings:
    """Return what a unit has that could go into a play. Three queries."""
    return makings_of(unit_id, account=account)


def version_of(uuid: UUID) -> PlayVersion:
    """Return the newest version of a play of this network. One query.

    Raises
    ------
    UnknownStoryError
        If there is none.
    """
    found = (
        PlayVersion.objects.filter(
            play__uuid=uuid, play__network__system=current_system_id()
        )
        .select_related("play", "play__grown_from__play")
        .order_by("-number")
        .first()
    )
    if found is None:
        raise UnknownStoryError("play")
    return found


def words_of(row: PlayVersion) -> PlayWords:
    """Return what a version says."""
    return PlayWords(
        title=row.title,
        summary=row.summary,
        topic=row.topic,
        needs=row.needs,
        cost=row.cost,
        measure=row.measure,
        note_kind=row.note_kind,
        note=row.note,
        grade_low=row.grade_low,
        grade_high=row.grade_high,
        modality=row.modality,
        steps=tuple(row.steps),
        materials=tuple(row.materials),
        parts=dict(row.parts),
    )


def _card(
    row: PlayVersion,
    *,
    evidence: list[PlayEvidence],
    grown: tuple[tuple[UUID, str, str], ...] = (),
    adoptions: tuple[AdoptionCard, ...] = (),
) -> PlayCard:
    parent = row.play.grown_from
    return PlayCard(
        uuid=row.play.uuid,
        number=row.number,
        by_system=row.play.by_system,
        source=row.play.source,
        published_on=row.published_on,
        words=words_of(row),
        grown_from=(parent.play.uuid, parent.title, parent.number) if parent else None,
        grown=grown,
        evidence=tuple(
            EvidenceCard(
                version=row.number if one.version_id == row.pk else one.version.number,
                measure=one.measure,
                estimate=one.estimate,
                low=one.low,
                high=one.high,
                n_students=one.n_students,
                decision=one.decision,
                as_of=one.as_of,
            )
            for one in evidence
        ),
        adoptions=adoptions,
    )
