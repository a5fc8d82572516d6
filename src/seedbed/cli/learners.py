"""`seedbed learner`: the model behind the estimates, its fits, and its reasons."""

from __future__ import annotations

from typing import Annotated

import typer

from seedbed.apps.curriculum.queries import skill_ids_by_code
from seedbed.apps.mastery.cards import ExplanationCard, LearnerStatus, ModelCard
from seedbed.apps.mastery.queries import learner_status, why_of
from seedbed.apps.mastery.services import refit_learner
from seedbed.apps.rosters.queries import student_named

from .errors import NoEstimateError, UnknownSkillError
from .options import AsJson, SystemName
from .output import emit, number, say, show_table, table
from .work import now, working_for

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def learner() -> None:
    """Show, refit or question the model behind the estimates."""


@app.command()
def status(*, system: SystemName = "", as_json: AsJson = False) -> None:
    """Show the live model, what was decided about other fits, and what comes next."""
    with working_for(system):
        found = learner_status(at=now())
    emit(found, as_json=as_json, show=lambda: _show_status(found))


@app.command()
def refit(
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Fit now, even if no fit is due.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Number every draw follows from.")] = 0,
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Fit the model anew if that is due; the night does this by itself.

    A new fit goes live only if it predicts the latest answers better than the live
    one; also with --force.
    """
    with working_for(system):
        card = refit_learner(at=now(), seed=seed, force=force)
    words = {"live": "live", "kept": "not live", "not-due": "no fit"}
    emit(
        card,
        as_json=as_json,
        show=lambda: say(f"{words[card.outcome]}: {card.reason}"),
    )


@app.command()
def explain(
    *,
    student: Annotated[str, typer.Option(help="Name, roster id or username.")],
    skill: Annotated[str, typer.Option(help="Code of the skill, as 6.RP.A.1.")],
    system: SystemName = "",
    as_json: AsJson = False,
) -> None:
    """Say why the estimate of one student and skill is what it is.

    Logits add up: 0 is an even chance of a right answer, +1 about 73 %, -1 about 27 %.
    """
    with working_for(system):
        who = student_named(student)
        skill_id = skill_ids_by_code().get(skill)
        if skill_id is None:
            raise UnknownSkillError(skill)
        card = why_of(who.id, skill_id)
        if card is None:
            raise NoEstimateError(who.name, skill)
    value = {"student": who, "explanation": card}
    emit(value, as_json=as_json, show=lambda: _show_why(who.name, card))


def _show_status(found: LearnerStatus) -> None:
    if found.live is None:
        say("No model is live yet.")
    else:
        _show_models("Live", (found.live,))
    if found.others:
        _show_models("Before and besides", found.others)
    if found.units:
        shown = table("Unit", "As of", "Size", "Ready", numbers=("Size",))
        for unit in found.units:
            shown.add_row(
                unit.unit,
                f"{unit.as_of:%Y-%m-%d %H:%M}",
                f"{unit.n_bytes / 1e6:.1f} MB",
                "yes" if unit.is_current else "read anew next night",
            )
        show_table("Remembered of each unit", shown)
    say(found.next)


def _show_models(title: str, models: tuple[ModelCard, ...]) -> None:
    columns = ("Answers", "AUC", "ECE", "Log loss", "Seconds")
    shown = table("Made", "Fit", *columns, "Why", numbers=columns, whole=("Made",))
    for model in models:
        quality = model.quality
        shown.add_row(
            f"{model.made_at:%Y-%m-%d}",
            "full" if model.is_full else "further",
            number(model.n_answers),
            number(quality.get("auc"), 3),
            number(quality.get("ece"), 3),
            number(quality.get("log_loss"), 4),
            number(quality.get("seconds"), 1),
            model.reason,
        )
    show_table(title, shown)


def _show_why(name: str, card: ExplanationCard) -> None:
    say(f"{name}, {card.code} {card.title}, as of {card.as_of:%Y-%m-%d %H:%M}.")
    say(card.sentence)
    say(
        f"Estimate {card.mastery:.2f} ({card.low:.2f} to {card.high:.2f}) to pass an "
        f"exit slip; logit {card.logit:+.2f}, the sum of:"
    )
    shown = table("Logits", "Part", numbers=("Logits",))
    for part in card.parts:
        shown.add_row(f"{part.logit:+.2f}", part.words)
    show_table("Parts", shown)
    if not card.answers:
        return
    shown = table("Logits", "On", "Question", "Answer", numbers=("Logits",))
    for answer in card.answers:
        shown.add_row(
            f"{answer.logit:+.2f}",
            str(answer.on or ""),
            answer.item if answer.is_on_skill else f"{answer.item} (another skill)",
            "right" if answer.is_correct else "not right",
        )
    show_table("The answers that tell most", shown)
