"""What a directory of systems holds, and the bands of size that are told of them."""

from __future__ import annotations

from dataclasses import dataclass

#: Least number of students of each band, and what the band is called.
BANDS = (
    (0, "1-999"),
    (1_000, "1000-4999"),
    (5_000, "5000-19999"),
    (20_000, "20000-99999"),
    (100_000, "100000+"),
)
#: States as two letters, as the directories of the NCES write them.
STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas",
    "CA": "California", "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware",
    "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii",
    "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland",
    "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
    "OR": "Oregon", "PA": "Pennsylvania", "PR": "Puerto Rico", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas",
    "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ListedSystem:
    """One system as the public knows it."""

    name: str
    state: str
    size_band: str


@dataclass(frozen=True, kw_only=True)
class RowProblem:
    """A row that was left out: its line in the file, and why."""

    line: int
    why: str


@dataclass(frozen=True, kw_only=True)
class Directory:
    """What a file lists, each system once, and the rows that were left out."""

    systems: tuple[ListedSystem, ...]
    problems: tuple[RowProblem, ...]


def band_of(n_students: int) -> str:
    """Return the band of a number of students.

    >>> band_of(999), band_of(1000), band_of(250_000)
    ('1-999', '1000-4999', '100000+')
    """
    return [name for least, name in BANDS if n_students >= least][-1]
