"""The exchange: stories of what was tried, plays to start from, and who keeps it safe.

A ``Telling`` waits for two readers and becomes a ``Story``; who told it lies in a
``SealedIdentity`` until it is destroyed. A ``Play`` has versions and grows others. What
systems share belongs to their network and names none of them; what a unit did with a
play (``Adoption``) and what helped a system (``ExchangeMark``) is the system's own.
"""

from __future__ import annotations

from .tables.people import DirectoryFile as DirectoryFile
from .tables.people import Duty as Duty
from .tables.people import EnvelopeOpening as EnvelopeOpening
from .tables.people import ExchangeMember as ExchangeMember
from .tables.people import SealedIdentity as SealedIdentity
from .tables.people import StewardGrant as StewardGrant
from .tables.plays import Adoption as Adoption
from .tables.plays import ExchangeMark as ExchangeMark
from .tables.plays import NoteKind as NoteKind
from .tables.plays import Play as Play
from .tables.plays import PlayDraft as PlayDraft
from .tables.plays import PlayEvidence as PlayEvidence
from .tables.plays import PlayVersion as PlayVersion
from .tables.plays import TrustedSender as TrustedSender
from .tables.stories import AskedFor as AskedFor
from .tables.stories import AuthorReply as AuthorReply
from .tables.stories import Reading as Reading
from .tables.stories import SearchText as SearchText
from .tables.stories import Story as Story
from .tables.stories import StoryKind as StoryKind
from .tables.stories import StoryQuestion as StoryQuestion
from .tables.stories import Telling as Telling
from .tables.stories import TellingState as TellingState
from .tables.stories import Topic as Topic
