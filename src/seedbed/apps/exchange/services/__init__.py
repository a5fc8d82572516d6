"""Writes of the exchange. Each function is one transaction."""

from __future__ import annotations

from seedbed.apps.exchange.stewards import appoint as appoint
from seedbed.apps.exchange.stewards import dismiss as dismiss

from .asking import ask_author as ask_author
from .asking import ask_for as ask_for
from .asking import ask_too as ask_too
from .asking import say_it_helped as say_it_helped
from .directory import directory_report as directory_report
from .directory import import_directory as import_directory
from .directory import stage_directory as stage_directory
from .directory import take_directory as take_directory
from .drafts import drop_draft as drop_draft
from .drafts import gather_parts as gather_parts
from .drafts import keep_draft as keep_draft
from .packages import export_package as export_package
from .packages import import_package as import_package
from .packages import public_key as public_key
from .packages import trust as trust
from .plays import adopt as adopt
from .plays import attach_evidence as attach_evidence
from .plays import publish_play as publish_play
from .reading import call_back as call_back
from .reading import forget as forget
from .reading import merge as merge
from .reading import read as read
from .reading import release as release
from .reading import show_answer as show_answer
from .reading import show_reply as show_reply
from .reading import widen as widen
from .telling import CALL_BACK_DAYS as CALL_BACK_DAYS
from .telling import answer_question as answer_question
from .telling import change_by_receipt as change_by_receipt
from .telling import in_general_words as in_general_words
from .telling import look_over as look_over
from .telling import look_over_texts as look_over_texts
from .telling import reply_by_name as reply_by_name
from .telling import tell as tell
from .telling import withdraw as withdraw
