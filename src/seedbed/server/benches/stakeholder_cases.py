"""Stakeholder maps whose ends are known: a published table, and cases from the press.

The cases were coded by hand after the outcome was known, from public reports of who
protested and who decided. They illustrate the map and prove nothing about it.
"""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.engines.value_network import Actor, Channel, Kind, Range, ValueNetwork

#: Bueno de Mesquita (1994), emission standards: capability, position, salience.
EMISSION_STANDARDS = {
    "Netherlands": (0.08, 4.0, 0.8),
    "Belgium": (0.08, 7.0, 0.4),
    "Luxembourg": (0.03, 4.0, 0.2),
    "Germany": (0.16, 4.0, 0.8),
    "France": (0.16, 10.0, 0.6),
    "Italy": (0.16, 10.0, 0.6),
    "UK": (0.16, 10.0, 0.9),
    "Ireland": (0.05, 7.0, 0.1),
    "Denmark": (0.05, 4.0, 1.0),
    "Greece": (0.08, 7.0, 0.7),
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """One idea in one place, and what became of it; ``None``: it was never tried."""

    id: str
    offer: str
    happened: str
    was_stopped: bool | None
    actors: tuple[Actor, ...]

    @property
    def network(self) -> ValueNetwork:
        """The map of these actors."""
        return ValueNetwork(actors=self.actors)


def emission_standards() -> ValueNetwork:
    """Return the published table of ten actors as a map."""
    return ValueNetwork(
        actors=tuple(
            Actor(
                name=name,
                channels=(Channel(kind="vote", share=capability),),
                position=Range.at(position),
                salience=Range.at(salience),
            )
            for name, (capability, position, salience) in EMISSION_STANDARDS.items()
        )
    )


def _actor(
    name: str,
    kind: Kind,
    share: float,
    position: tuple[float, float, float],
    salience: float,
    *,
    substitutability: float = 0.0,
    can_stop_alone: bool = False,
) -> Actor:
    """Return an actor of one channel; salience is known to .2 either way."""
    low, mode, high = position
    return Actor(
        name=name,
        channels=(
            Channel(
                kind=kind,
                share=share,
                substitutability=substitutability,
                can_stop_alone=can_stop_alone,
            ),
        ),
        position=Range(low=low, mode=mode, high=high),
        salience=Range(
            low=max(0.0, salience - 0.2), mode=salience, high=min(1.0, salience + 0.2)
        ),
    )


def _board(low: float, mode: float, high: float, salience: float) -> Actor:
    return _actor(
        "school board", "vote", 1.0, (low, mode, high), salience, can_stop_alone=True
    )


def _vendor(share: float, substitutability: float) -> Actor:
    return _actor(
        "vendor",
        "dependence",
        share,
        (60, 90, 100),
        0.8,
        substitutability=substitutability,
    )


def cases() -> list[Case]:
    """Return the six cases, and after the first the same idea as an opt-in unit."""
    return [
        Case(
            id="MVWSD-TTO",
            offer="mandatory, about 500 sixth-graders",
            happened="cancelled after 5 months",
            was_stopped=True,
            actors=(
                _actor(
                    "families of advanced students",
                    "voice",
                    0.45,
                    (-95, -70, -30),
                    0.9,
                ),
                _actor("other families", "voice", 0.40, (-50, -10, 30), 0.7),
                _actor("local press", "voice", 0.15, (-50, -20, 10), 0.5),
                _actor("math teachers", "dependence", 0.6, (-60, -20, 30), 0.8),
                _vendor(0.4, 0.6),
                _board(-40, 10, 50, 0.6),
            ),
        ),
        Case(
            id="MVWSD-TTO, opt-in",
            offer="as a unit joined by choice",
            happened="never tried",
            was_stopped=None,
            actors=(
                _actor("families who choose it", "voice", 0.45, (20, 60, 90), 0.8),
                _actor("other families", "voice", 0.40, (-30, 0, 30), 0.2),
                _actor("local press", "voice", 0.15, (-30, 0, 40), 0.3),
                _actor("teachers who choose it", "dependence", 0.6, (20, 60, 90), 0.8),
                _vendor(0.4, 0.6),
                _board(-20, 30, 60, 0.4),
            ),
        ),
        Case(
            id="CHESHIRE-SUMMIT",
            offer="mandatory in pilot classes",
            happened="suspended after 4 months",
            was_stopped=True,
            actors=(
                _actor("families who signed", "voice", 0.50, (-100, -80, -40), 0.9),
                _actor("other families", "voice", 0.35, (-40, 0, 40), 0.5),
                _actor("students", "voice", 0.15, (-40, -10, 40), 0.6),
                _actor("teachers", "dependence", 0.8, (0, 40, 70), 0.7),
                _vendor(0.2, 0.5),
                _board(-50, -5, 40, 0.6),
            ),
        ),
        Case(
            id="INDIANA-SUMMIT-1",
            offer="mandatory",
            happened="scaled back to opt-in after 5 months",
            was_stopped=True,
            actors=(
                _actor("families who protested", "voice", 0.45, (-90, -60, -20), 0.85),
                _actor("other families", "voice", 0.40, (-40, 0, 40), 0.5),
                _actor("students", "voice", 0.15, (-40, -10, 40), 0.6),
                _actor("teachers", "dependence", 0.7, (-40, 0, 40), 0.7),
                _vendor(0.3, 0.5),
                _board(-40, 10, 50, 0.6),
            ),
        ),
        Case(
            id="INDIANA-SUMMIT-2",
            offer="opt-in after a mandatory year",
            happened="ended by unanimous vote after 8 months",
            was_stopped=True,
            actors=(
                _actor("families who chose it", "voice", 0.35, (10, 50, 90), 0.7),
                _actor(
                    "families who fear it",
                    "voice",
                    0.65,
                    (-80, -40, 0),
                    0.6,
                ),
                _actor("teachers", "dependence", 0.8, (-60, -20, 20), 0.8),
                _vendor(0.2, 0.5),
                _board(-60, -20, 30, 0.6),
            ),
        ),
        Case(
            id="WELLINGTON-SUMMIT",
            offer="mandatory, no way out reported",
            happened="eliminated 4-3 after about 21 months",
            was_stopped=True,
            actors=(
                _actor("families who protested", "voice", 0.55, (-90, -60, -10), 0.8),
                _actor("other families", "voice", 0.30, (-40, 0, 40), 0.5),
                _actor("students", "voice", 0.15, (-60, -20, 30), 0.6),
                _actor("teachers", "dependence", 0.7, (-30, 10, 40), 0.6),
                _vendor(0.3, 0.5),
                _board(-40, 0, 40, 0.7),
            ),
        ),
        Case(
            id="VILLAGE-HS",
            offer="new school joined by choice",
            happened="grew from 160 seats to a capacity of 400",
            was_stopped=False,
            actors=(
                _actor("families who chose it", "voice", 0.6, (40, 70, 100), 0.8),
                _actor("other families", "voice", 0.2, (-10, 10, 30), 0.2),
                _actor("voters", "voice", 0.2, (0, 20, 50), 0.3),
                _actor("teachers who chose it", "dependence", 1.0, (30, 60, 90), 0.8),
                _actor(
                    "state online-school office",
                    "regulation",
                    1.0,
                    (0, 40, 80),
                    0.5,
                    can_stop_alone=True,
                ),
                _board(20, 60, 90, 0.6),
            ),
        ),
    ]
