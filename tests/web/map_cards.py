"""Ana's mastery map, made by hand: every state, four strands, three grades."""

from __future__ import annotations

from datetime import UTC, date, datetime

from seedbed.apps.mastery.cards import MapSkill, MasteryMap

#: Strand, grade, code, title, state, answers.
_SKILLS = (
    ("Geometry", 5, "5.G.A.1", "Points on a grid", "secure", 11),
    ("Geometry", 5, "5.G.B.3", "Kinds of four-sided shapes", "look_again", 6),
    ("Geometry", 6, "6.G.A.1", "Area of triangles", "shown", 7),
    ("Geometry", 6, "6.G.A.4", "Nets of solids", "ready", 0),
    ("Geometry", 7, "7.G.A.1", "Scale drawings", "later", 0),
    ("Geometry", 7, "7.G.B.4", "Circles", "later", 0),
    ("Number", 5, "5.NBT.A.1", "Place value", "secure", 14),
    ("Number", 5, "5.NF.A.1", "Add fractions", "secure", 12),
    ("Number", 6, "6.NS.A.1", "Divide fractions", "shown", 8),
    ("Number", 6, "6.NS.C.5", "Numbers below zero", "now", 2),
    ("Number", 7, "7.NS.A.1", "Add numbers below zero", "later", 0),
    ("Ratios", 5, "5.OA.B.3", "Two patterns at once", "secure", 9),
    ("Ratios", 6, "6.RP.A.1", "What a ratio is", "secure", 10),
    ("Ratios", 6, "6.RP.A.2", "Unit rates", "shown", 6),
    ("Ratios", 6, "6.RP.A.3.a", "Ratio tables", "now", 3),
    ("Ratios", 6, "6.RP.A.3.c", "Percent", "ready", 0),
    ("Ratios", 7, "7.RP.A.1", "Unit rates of fractions", "later", 0),
    ("Ratios", 7, "7.RP.A.2", "Proportional or not", "later", 0),
    ("Statistics", 6, "6.SP.A.1", "Questions that vary", "shown", 5),
    ("Statistics", 6, "6.SP.B.4", "Dot plots and histograms", "ready", 0),
    ("Statistics", 7, "7.SP.A.1", "What a sample tells", "later", 0),
)
_IN_WINDOW = ("look_again", "now", "ready")


def ana_map() -> MasteryMap:
    """Return the map: grades 5 to 7, a skill to look again at, two under way."""
    skills = tuple(
        MapSkill(
            code=code,
            title=title,
            strand=strand,
            grade=grade,
            state=state,
            n_attempts=n,
            last_on=date(2026, 10, 12) if n else None,
        )
        for strand, grade, code, title, state, n in _SKILLS
    )
    window = [one for one in skills if one.state in _IN_WINDOW]
    return MasteryMap(
        as_of=datetime(2026, 10, 14, 1, tzinfo=UTC),
        grades=(5, 6, 7),
        skills=skills,
        window=tuple(sorted(window, key=lambda one: _IN_WINDOW.index(one.state))),
    )
