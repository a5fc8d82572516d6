"""Reads of the pilots app. Each returns frozen cards and says how many queries."""

from __future__ import annotations

from .before import alike_of as alike_of
from .before import chances_of as chances_of
from .before import could_find as could_find
from .before import names_of as names_of
from .before import other_pilots as other_pilots
from .diary import diaries as diaries
from .diary import diary as diary
from .diary import told_weeks as told_weeks
from .due import DueRow as DueRow
from .due import due as due
from .fund import application_card as application_card
from .fund import asked_for as asked_for
from .fund import fund_of as fund_of
from .fund import is_untrained as is_untrained
from .fund import readings_of as readings_of
from .fund import reads_for_fund as reads_for_fund
from .page import members_of as members_of
from .page import pilot_page as pilot_page
from .page import score_file as score_file
from .pilots import concerns as concerns
from .pilots import cycles as cycles
from .pilots import journal as journal
from .pilots import pilot_card as pilot_card
from .pilots import pilots_of as pilots_of
from .pulse import PulseCard as PulseCard
from .pulse import pulses_asked as pulses_asked
from .tellable import may_tell_missing as may_tell_missing
from .tellable import tellable_arms as tellable_arms
from .tellable import tellable_groups as tellable_groups
