"""Reads of the exchange. Each returns frozen cards and says how many queries."""

from __future__ import annotations

from .desk import desk as desk
from .desk import duty_of as duty_of
from .desk import is_steward as is_steward
from .desk import telling_by_receipt as telling_by_receipt
from .desk import trusted_senders as trusted_senders
from .directory import directory as directory
from .plays import FoundPlays as FoundPlays
from .plays import WantedPlays as WantedPlays
from .plays import drafts_of as drafts_of
from .plays import found_plays as found_plays
from .plays import makings as makings
from .plays import newest as newest
from .plays import play as play
from .plays import plays as plays
from .plays import versions_of as versions_of
from .stories import FoundStories as FoundStories
from .stories import Wanted as Wanted
from .stories import asked_for as asked_for
from .stories import digest as digest
from .stories import named as named
from .stories import stories as stories
from .stories import stories_of_month as stories_of_month
from .stories import story as story
