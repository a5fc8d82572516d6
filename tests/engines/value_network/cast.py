"""A tiny map: families, teachers, the board and a vendor around one change."""

from __future__ import annotations

from seedbed.engines import value_network as vn


def span(low, mode=None, high=None):
    return vn.Range(
        low=low,
        mode=low if mode is None else mode,
        high=low if high is None else high,
    )


def actor(name, share, position, *, salience=1.0, kind="voice", veto=False, n=None):
    """Return an actor with one channel; ranges may be one number or three."""
    return vn.Actor(
        name=name,
        channels=(vn.Channel(kind=kind, share=share, can_stop_alone=veto),),
        position=span(*position) if isinstance(position, tuple) else span(position),
        salience=span(*salience) if isinstance(salience, tuple) else span(salience),
        n_interviews=n,
    )


def network(*actors):
    return vn.ValueNetwork(actors=actors)


def riverside():
    """Families of advanced students hold most of the voice and are most against it."""
    return network(
        actor("families", 0.5, (-90, -60, 10), salience=(0.6, 0.9, 1.0)),
        actor("teachers", 0.3, (-40, 10, 60), salience=(0.4, 0.6, 0.9)),
        actor("vendor", 0.2, (40, 80, 100), salience=0.5),
        actor("board", 1.0, (-50, 20, 60), salience=0.4, kind="vote", veto=True),
    )


def riverside_hub():
    """Return the map of a unit joined by choice; those against it are not on it."""
    return network(
        actor("families who chose it", 0.6, (30, 70, 100)),
        actor("teachers", 0.2, (0, 40, 80), salience=(0.4, 0.6, 0.9)),
        actor("vendor", 0.2, (40, 80, 100), salience=0.5),
        actor("board", 1.0, (-20, 40, 70), salience=0.4, kind="vote", veto=True),
    )
