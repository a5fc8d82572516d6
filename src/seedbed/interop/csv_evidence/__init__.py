"""Reads learning evidence from tables: Seedbed's own CSV, and sets of research."""

from .cells import skill_codes as skill_codes
from .errors import EvidenceFileError as EvidenceFileError
from .errors import UnknownEvidenceHeaderError as UnknownEvidenceHeaderError
from .errors import UnreadableEvidenceFileError as UnreadableEvidenceFileError
from .read import read_evidence as read_evidence
from .read import read_rows as read_rows
from .records import FRAME_SCHEMA as FRAME_SCHEMA
from .records import EvidenceTable as EvidenceTable
from .records import RowProblem as RowProblem
