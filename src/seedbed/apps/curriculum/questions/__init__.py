"""The question bank: templates that ask a skill, each slip different and repeatable."""

from .bank import covered_codes as covered_codes
from .bank import questions_for as questions_for
from .records import Question as Question
