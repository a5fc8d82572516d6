"""The words of the value network: kinds, channels, stances, advice, and faults."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from seedbed.apps.stakeholders.cards import MapFault, PlaceCard

Words = dict[str, str | Promise]

KIND: Words = {
    "families": gettext_lazy("Families who share an interest"),
    "students": gettext_lazy("Students"),
    "staff": gettext_lazy("Staff and their union"),
    "pipeline": gettext_lazy("Where teachers are trained"),
    "district": gettext_lazy("A district office"),
    "vendor": gettext_lazy("A vendor"),
    "community": gettext_lazy("A community organization"),
    "postsecondary": gettext_lazy("A college or university"),
    "donor": gettext_lazy("A donor"),
    "agency": gettext_lazy("An agency or its rule"),
    "policymaker": gettext_lazy("A board or policymaker"),
    "voters": gettext_lazy("Voters and taxpayers"),
}
CHANNEL: Words = {
    "dependence": gettext_lazy("The program needs something from them"),
    "regulation": gettext_lazy("They regulate it"),
    "vote": gettext_lazy("They vote on it or sign for it"),
    "voice": gettext_lazy("They are heard: families, voters, the press"),
}
STANCE: Words = {
    "with": gettext_lazy("with you"),
    "unsure": gettext_lazy("unsure"),
    "against": gettext_lazy("likely to push back"),
    "not affected": gettext_lazy("not affected"),
}
SURE: Words = {
    "high": pgettext_lazy("how sure", "High"),
    "medium": pgettext_lazy("how sure", "Medium"),
    "low": pgettext_lazy("how sure", "Low"),
}
N_SURE = {"high": 3, "medium": 2, "low": 1}
INPUT: Words = {
    "position": gettext_lazy("where they stand"),
    "salience": gettext_lazy("how much it matters to them"),
    "power": gettext_lazy("how much power they have"),
}
CALL: Words = {
    "playbook": gettext_lazy("Lead it inside the school, with a leader's playbook"),
    "by consent": gettext_lazy("Negotiate first, or pilot with those who consent"),
    "new space": gettext_lazy("Build a new space that people join by choice"),
}
CHOICE: Words = {
    "inside": gettext_lazy("Inside the school"),
    "consent": gettext_lazy("A pilot by consent"),
    "apart": gettext_lazy("Its own unit, by choice"),
    "ask": gettext_lazy("Find out more first"),
}
#: How much it matters, in words, and the range that they stand for.
SALIENCE: dict[str, tuple[str | Promise, tuple[float, float, float]]] = {
    "none": (gettext_lazy("Not at all"), (0.0, 0.0, 0.0)),
    "little": (gettext_lazy("A little"), (0.05, 0.2, 0.4)),
    "some": (gettext_lazy("Somewhat"), (0.2, 0.4, 0.6)),
    "much": (gettext_lazy("Much"), (0.4, 0.6, 0.8)),
    "most": (gettext_lazy("More than most things"), (0.7, 0.9, 1.0)),
}
RING: dict[int, str | Promise] = {
    0: gettext_lazy("can stop it alone"),
    1: gettext_lazy("much power"),
    2: gettext_lazy("some power"),
    3: gettext_lazy("a voice"),
}
#: A family's message that counts as a concern.
MESSAGES = gettext_lazy('Messages of families: "something is not right"')
#: The measures of both maps: what each is called.
MEASURES: Words = {
    "support": gettext_lazy(
        "Support: mean by power and care, from -100 to 100, and where it lies 80 times "
        "in 100"
    ),
    "median": gettext_lazy("Support of the one in the middle (weighted median)"),
    "opposing": gettext_lazy("Power and care against it, %"),
    "p_opposed": gettext_lazy("More than half against it, chances in 100"),
    "p_vetoed": gettext_lazy("Somebody stops it alone, chances in 100"),
    "p_stopped": gettext_lazy("Stopped one way or the other, chances in 100"),
}
#: Where there is nothing to say.
NONE = "\N{EN DASH}"
_MINUS = "\N{MINUS SIGN}"
_MUCH, _SOME = 0.2, 0.08


def signed(value: float, *, decimals: int = 0) -> str:
    """Return a number with its sign.

    >>> signed(12.3), signed(-0.04)
    ('+12', '0')
    """
    said = f"{value:+.{decimals}f}".replace("-", _MINUS)
    return said[1:] if float(f"{value:.{decimals}f}") == 0.0 else said


def measure(name: str, numbers: Mapping[str, float] | None) -> str:
    """Return one measure of a map, or a dash where it cannot be read."""
    if numbers is None:
        return NONE
    if name == "support":
        return gettext("%(mean)s (%(low)s to %(high)s)") % {
            "mean": signed(numbers["mean"]),
            "low": signed(numbers["mean_low"]),
            "high": signed(numbers["mean_high"]),
        }
    if name == "median":
        return signed(numbers["median"])
    return f"{100 * numbers[name]:.0f}"


def ring(power: float, *, can_stop_alone: bool) -> int:
    """Return the ring of an actor by its share of power; 1 is closest."""
    if can_stop_alone or power >= _MUCH:
        return 1
    return 2 if power >= _SOME else 3


def power_words(power: float, *, can_stop_alone: bool) -> str:
    """Return how much power an actor has, in words."""
    where = 0 if can_stop_alone else ring(power, can_stop_alone=False)
    return str(RING[where])


def salience_word(ends: tuple[float, float, float]) -> str:
    """Return the word whose range is nearest to one."""
    return min(SALIENCE, key=lambda name: abs(SALIENCE[name][1][1] - ends[1]))


def fault(one: MapFault, place_name: str) -> str:
    """Return what is wrong with a map and what to do, in a sentence."""
    said = {"place": place_name, "actor": one.actor, "total": f"{100 * one.total:.0f}"}
    if one.code == "nobody":
        return (
            gettext("%(place)s: nobody is on this map yet. Add the first people.")
            % said
        )
    if one.code == "no-channel":
        return (
            gettext(
                "%(place)s: %(actor)s has no channel of power. Say what the program "
                "needs from them, what they regulate, vote on or sign, or whose voice "
                "they are; or take them off this map."
            )
            % said
        )
    if one.code == "shares":
        said["channel"] = str(CHANNEL[one.channel])
        return (
            gettext(
                "%(place)s: the shares of “%(channel)s” add up to %(total)s %%, not "
                "100. Say how the whole of it is divided, or divide it in the same "
                "proportions."
            )
            % said
        )
    return gettext("%(place)s: it matters to nobody who has power.") % said


def finding(inside: PlaceCard, apart: PlaceCard) -> str:
    """Return what both maps say together, in a sentence."""
    here, there = inside.numbers, apart.numbers
    said = {
        "inside": inside.name,
        "apart": apart.name,
        "p": f"{100 * here['p_stopped']:.0f}" if here else "",
        "q": f"{100 * there['p_stopped']:.0f}" if there else "",
    }
    if here and there:
        return (
            gettext(
                "Stopped in %(p)s of 100 futures inside %(inside)s, in %(q)s of 100 as "
                "%(apart)s."
            )
            % said
        )
    if here:
        return gettext("Stopped in %(p)s of 100 futures inside %(inside)s.") % said
    if there:
        return gettext("Stopped in %(q)s of 100 futures as %(apart)s.") % said
    return gettext("Nothing can be read yet. The first people come first.")


def lack(name: str, found: float, wanted: float) -> str:
    """Return what is not in place, in a sentence."""
    said = {"found": f"{found:g}", "wanted": f"{wanted:g}"}
    sentences = {
        "seats": gettext(
            "One adult has %(found)s seats; at most %(wanted)s were promised."
        ),
        "accommodations": gettext("Accommodations that cannot be met yet: %(found)s."),
        "contract": gettext("Nobody with authority has signed the contract."),
        "source": gettext(
            "The oldest source is %(found)s hours old; plans need it within %(wanted)s."
        ),
    }
    return sentences[name] % said
