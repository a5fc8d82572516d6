"""Reads xAPI 1.0.3 and 2.0 statements as answers that students gave."""

from .errors import StatementsFileError as StatementsFileError
from .read import read_file as read_file
from .read import read_statements as read_statements
from .records import StatementAttempt as StatementAttempt
from .records import StatementProblem as StatementProblem
from .records import StatementsRead as StatementsRead
from .validate import fault_of as fault_of
