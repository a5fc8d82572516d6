"""CASE: published frameworks of skills. ``read_package`` is the way in."""

from .circles import find_circle as find_circle
from .errors import CaseError as CaseError
from .errors import CyclicPrerequisitesError as CyclicPrerequisitesError
from .read import read_package as read_package
from .records import CaseItem as CaseItem
from .records import CaseLink as CaseLink
from .records import CaseNote as CaseNote
from .records import CasePackage as CasePackage
