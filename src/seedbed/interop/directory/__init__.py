"""Public directories of school systems: name, state and how many students each has.

directory = read_directory(content, file_name="lea.csv")
directory.systems[0]            # ListedSystem(name="Riverside", state="Ohio", ...)
directory.problems              # rows that were left out, each with its reason
"""

from __future__ import annotations

from .errors import DirectoryFileError as DirectoryFileError
from .read import read_directory as read_directory
from .records import BANDS as BANDS
from .records import Directory as Directory
from .records import ListedSystem as ListedSystem
from .records import RowProblem as RowProblem
from .records import band_of as band_of
