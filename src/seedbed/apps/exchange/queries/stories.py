"""Stories as every reader sees them: found, counted by facet, and told once a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from seedbed.apps.exchange import places, searching
from seedbed.apps.exchange.cards import (
    AskedForCard,
    QuestionCard,
    ReplyCard,
    StoryCard,
    StoryPage,
)
from seedbed.apps.exchange.errors import UnknownStoryError
from seedbed.apps.exchange.models import (
    AskedFor,
    AuthorReply,
    ExchangeMark,
    Story,
    StoryKind,
    StoryQuestion,
)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a reader looks for; an empty field takes everything."""

    words: str = ""
    kind: str = ""
    topic: str = ""


@dataclass(frozen=True, kw_only=True)
class FoundStories:
    """The stories that fit, and how many of each kind and topic the network has.

    ``plays`` are the ids of plays that hold the same words, the best first; None where
    no words were asked for.
    """

    stories: tuple[StoryCard, ...]
    kinds: dict[str, int]
    topics: dict[str, int]
    plays: tuple[UUID, ...] | None


def stories(wanted: Wanted = Wanted()) -> FoundStories:
    """Return the stories of this network that fit, newest or best first. Two queries.

    Each facet counts what would be found with the others as they are.
    """
    order = searching.matching(wanted.words) if wanted.words else None
    rows = Story.objects.filter(places.own()).order_by("-released_on", "-pk")
    if order is not None:
        rank = {uuid: n for n, uuid in enumerate(order)}
        found = [row for row in rows if row.uuid in rank]
        found.sort(key=lambda row: rank[row.uuid])
    else:
        found = list(rows)
    of_topic = [row for row in found if wanted.topic in ("", row.topic)]
    of_kind = [row for row in found if wanted.kind in ("", row.kind)]
    fitting = [row for row in of_topic if wanted.kind in ("", row.kind)]
    known = {row.uuid for row in rows}
    return FoundStories(
        stories=tuple(story_card(row) for row in fitting),
        kinds=dict(Counter(row.kind for row in of_topic)),
        topics=dict(Counter(row.topic for row in of_kind)),
        plays=None if order is None else tuple(u for u in order if u not in known),
    )


def story(uuid: UUID) -> StoryPage:
    """Return a story with what was asked, answered and replied. Five queries.

    Raises
    ------
    UnknownStoryError
        If this network has no such story.
    """
    found = Story.objects.filter(places.own(), uuid=uuid).first()
    if found is None:
        raise UnknownStoryError("story")
    shown = StoryQuestion.objects.filter(story=found, is_shown=True).order_by("pk")
    replies = AuthorReply.objects.filter(story=found, is_shown=True)
    wishes = AskedFor.objects.filter(story=found).order_by("pk")
    return StoryPage(
        story=story_card(found, replies=reply_cards(replies.select_related("story"))),
        questions=question_cards(shown.select_related("story")),
        has_helped=ExchangeMark.objects.filter(subject=uuid).exists(),
        wishes=tuple(wishes.values_list("words", flat=True)),
    )


def named(*, at_most: int = 100) -> tuple[StoryCard, ...]:
    """Return what was told by name: failures first, what helped most first. Two."""
    rows = (
        Story.objects.filter(places.own())
        .exclude(told_by="")
        .prefetch_related("replies__story")
    )
    ordered = sorted(
        rows, key=lambda row: (row.kind != StoryKind.FAILURE, -row.n_helped, -row.pk)
    )
    return tuple(
        story_card(
            row, replies=reply_cards(one for one in row.replies.all() if one.is_shown)
        )
        for row in ordered[:at_most]
    )


def asked_for(*, at_most: int = 8) -> tuple[AskedForCard, ...]:
    """Return stories that are asked for and not told, most asked first. One query."""
    rows = AskedFor.objects.filter(places.own(), story=None)
    return tuple(
        AskedForCard(
            uuid=row.uuid,
            words=row.words,
            n_asking=row.n_asking,
            asked_on=row.asked_on,
        )
        for row in rows.order_by("-n_asking", "pk")[:at_most]
    )


def stories_of_month(first: date) -> tuple[StoryCard, ...]:
    """Return what was released in the month that begins on a day. One query."""
    rows = Story.objects.filter(
        places.own(),
        released_on__year=first.year,
        released_on__month=first.month,
    )
    return tuple(story_card(row) for row in rows.order_by("kind", "pk"))


def story_card(row: Story, *, replies: tuple[ReplyCard, ...] = ()) -> StoryCard:
    """Return a story as a card."""
    return StoryCard(
        uuid=row.uuid,
        kind=row.kind,
        topic=row.topic,
        language=row.language,
        tried=row.tried,
        happened=row.happened,
        advice=row.advice,
        state=row.state,
        size_band=row.size_band,
        told_by=row.told_by,
        n_reports=row.n_reports,
        n_helped=row.n_helped,
        released_on=row.released_on,
        source=row.source,
        replies=replies,
    )


def reply_cards(rows: Iterable[AuthorReply]) -> tuple[ReplyCard, ...]:
    """Return replies as cards, the oldest first; their stories are at hand."""
    return tuple(
        ReplyCard(
            uuid=row.uuid,
            story=row.story.uuid,
            words=row.words,
            replied_on=row.replied_on,
            is_shown=row.is_shown,
        )
        for row in sorted(rows, key=lambda row: row.pk)
    )


def question_cards(rows: Iterable[StoryQuestion]) -> tuple[QuestionCard, ...]:
    """Return questions as cards; their stories are at hand."""
    return tuple(
        QuestionCard(
            uuid=row.uuid,
            story=row.story.uuid,
            question=row.question,
            answer=row.answer,
            asked_on=row.asked_on,
            is_shown=row.is_shown,
        )
        for row in rows
    )


def digest(first: date) -> str:
    """Return the month's stories as a letter in plain text. Two queries."""
    found = stories_of_month(first)
    lines = [f"What the network learned, {first:%B %Y}", ""]
    for kind, title in (
        ("failure", "IT DID NOT WORK"),
        ("process", "HOW IT WENT"),
        ("success", "IT WORKED"),
    ):
        told = [one for one in found if one.kind == kind]
        if told:
            lines += [title, *_letter(told), ""]
    if not found:
        lines += ["No story was released this month.", ""]
    wishes = asked_for()
    if wishes:
        lines += ["ASKED FOR", *(f"- {one.words}" for one in wishes), ""]
    return "\n".join(lines)


def _letter(told: Sequence[StoryCard]) -> list[str]:
    return [
        line
        for one in told
        for line in (
            f"- Tried: {one.tried}",
            f"  Happened: {one.happened}",
            f"  They would tell you: {one.advice}",
            *([f"  Told by {one.told_by}. Thank you."] if one.told_by else []),
        )
    ]
