"""A student's day as the leader sees it, and swapping one block by hand."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from seedbed.apps.accounts.cards import UnitCard
from seedbed.apps.rosters import queries as rosters
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.cards import AlternativeCard
from seedbed.apps.trials import queries as trials
from seedbed.web.kit import access
from seedbed.web.kit.day import Block, Strip, strip_of
from seedbed.web.kit.parts import first_of
from seedbed.web.kit.refusals import Problem

from . import effect_words, views


@access.only_for(*access.LEADERS)
def students(request: HttpRequest, on: date) -> HttpResponse:
    """List the unit's students, to open one's day; ``?q=`` narrows by name."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    words = request.GET.get("q", "").strip()
    everyone = rosters.students_of_unit(unit.id)
    found = [s for s in everyone if words.casefold() in s.name.casefold()]
    context = {
        **views.frame(request, unit, on),
        "students": first_of(found, request.GET),
        "n_found": len(found),
        "n_everyone": len(everyone),
        "words": words,
    }
    return render(request, "leader/students.html", context)


@access.only_for(*access.LEADERS)
def student(request: HttpRequest, on: date, student_id: int) -> HttpResponse:
    """Show one student's day and, for ``?block=``, what else would fit there."""
    unit = access.get_unit_or_404(request, *access.LEADERS)
    return student_page(request, unit, on, student_id)


def student_page(
    request: HttpRequest,
    unit: UnitCard,
    on: date,
    student_id: int,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """Render a student's day, with the problems of a refused swap on top."""
    everyone = rosters.students_of_unit(unit.id)
    card = next((s for s in everyone if s.id == student_id), None)
    if card is None:
        raise Http404
    standing = scheduling.day_status(unit.id, on)
    day = scheduling.student_day(student_id, on, as_draft=True)
    strip = strip_of(day)
    block = _chosen_block(request, strip)
    others = _others(unit, on, student_id, block) if block and standing else []
    context = {
        **views.frame(request, unit, on),
        "student": card,
        "version": standing.version if standing else 0,
        "day": day,
        "strip": strip,
        # While another block is looked for, the page is about that and nothing else.
        "draws": [] if block else _draws(student_id, on, strip),
        "chosen": block,
        "possible": [card for card in others if card.is_possible],
        "blocked": [card for card in others if not card.is_possible],
        "can_change": standing is not None and standing.status == "draft",
        "why": request.POST.get("why", ""),
        "problems": problems,
        "pairs": scheduling.pairs_of(student_id),
        "classmates": [s for s in everyone if s.id != student_id],
        "pair_problem": any(problem.field == "other" for problem in problems),
    }
    return render(request, "leader/student.html", context, status=status)


def _draws(
    student_id: int, on: date, strip: Strip | None
) -> list[effect_words.DrawLine]:
    """Return the draws behind the lessons of a student's day."""
    codes = frozenset(block.seat.skill_code for block in strip.blocks) if strip else ()
    drawn = trials.draws_of_student(student_id, on)
    return effect_words.draw_lines(drawn, skill_codes=frozenset(codes))


def _others(
    unit: UnitCard, on: date, student_id: int, block: Block
) -> list[AlternativeCard]:
    """Return what a student could do in a block instead of what stands there."""
    found = scheduling.alternatives(unit.id, on, student_id, block.seat.block_ordinal)
    return [card for card in found if not card.is_now]


def _chosen_block(request: HttpRequest, strip: Strip | None) -> Block | None:
    wanted = request.POST.get("block") or request.GET.get("block") or ""
    for block in strip.blocks if strip else ():
        is_free = block.seat.block_kind == "learning"
        if is_free and str(block.seat.block_ordinal) == wanted:
            return block
    return None
