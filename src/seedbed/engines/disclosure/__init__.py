"""What may leave a system: small counts hidden and audited, systems not told apart.

table = disclosure.Table(counts=counts)               # totals are added
released = disclosure.release(table)                  # hidden until the audit passes
assert not released.audit.is_narrow().any()
print(released.shown, released.people_kept)
levels = disclosure.contexts(levels_of_systems, k=5)  # how narrowly to describe each
found = disclosure.identifiers(text, names=names)     # shown before it is shared
"""

from __future__ import annotations

from .audit import WIDTH as WIDTH
from .audit import Audit as Audit
from .audit import audit as audit
from .identifiers import Identifier as Identifier
from .identifiers import identifiers as identifiers
from .identifiers import without_names as without_names
from .identity import LEAST_POSSIBLE as LEAST_POSSIBLE
from .identity import WITHHELD as WITHHELD
from .identity import contexts as contexts
from .identity import n_alike as n_alike
from .identity import n_possible as n_possible
from .releasing import HIDDEN as HIDDEN
from .releasing import Release as Release
from .releasing import release as release
from .sets import SetsRelease as SetsRelease
from .sets import release_sets as release_sets
from .suppress import suppress as suppress
from .table import MINIMUM as MINIMUM
from .table import Table as Table
