"""Stored days as tables: side by side while they fit, else one line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .output import number, say, show_table, table

#: More plans than fit side by side on a terminal of 80 columns.
_MOST_COLUMNS = 4
_TITLE = "Plans; gains are expected newly shown skills"


def show_plans(plans: Sequence[dict[str, Any]]) -> None:
    """Print stored days, as ``plans.plan_line`` gives them, with their notes."""
    if not plans:
        return
    if len(plans) <= _MOST_COLUMNS:
        _side_by_side(plans)
    else:
        _one_line_each(plans)
    for plan in plans:
        if plan["note"]:
            say(f"{plan['unit']}, {plan['on']}: {plan['note']}")


def _whole(name: str) -> Callable[[dict[str, Any]], str]:
    return lambda plan: number(plan.get(name))


def _tenths(name: str) -> Callable[[dict[str, Any]], str]:
    return lambda plan: number(plan.get(name), 1)


_FIGURES: tuple[tuple[str, Callable[[dict[str, Any]], str]], ...] = (
    ("Students", _whole("n_students")),
    ("Placed", _whole("n_placed")),
    ("Sessions", _whole("n_sessions")),
    ("Faults", _whole("n_faults")),
    ("This plan", _tenths("expected_gain")),
    ("Standing", _tenths("standing_gain")),
    ("Greedy", _tenths("greedy_gain")),
    ("Bound", _tenths("upper_bound")),
    ("Seconds", _tenths("seconds")),
)


def status_words(plan: dict[str, Any]) -> str:
    """Return where a plan stands: draft or published, and whether it is the fallback.

    >>> status_words({"status": "draft", "origin": "standing"})
    'draft of the standing schedule'
    """
    of = "" if plan["origin"] == "plan" else " of the standing schedule"
    return f"{plan['status']}{of}"


def _side_by_side(plans: Sequence[dict[str, Any]]) -> None:
    heads = [f"{p['unit']}\n{p['on']}\n{status_words(p)}" for p in plans]
    shown = table("", *heads)
    for column in shown.columns[1:]:
        column.justify = "right"
    for name, figure in _FIGURES:
        shown.add_row(name, *(figure(plan) for plan in plans))
    show_table(_TITLE, shown)


def _one_line_each(plans: Sequence[dict[str, Any]]) -> None:
    names = [name for name, _figure in _FIGURES]
    shown = table("Unit", "Day", "Status", *names, numbers=tuple(names), whole=("Day",))
    for plan in plans:
        cells = [figure(plan) for _name, figure in _FIGURES]
        shown.add_row(plan["unit"], str(plan["on"]), status_words(plan), *cells)
    show_table(_TITLE, shown)
