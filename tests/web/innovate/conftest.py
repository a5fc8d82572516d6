"""The rounds and the network of the apps' tests, for the pages about them."""

from __future__ import annotations

from tests.apps.decisions.conftest import alone as alone
from tests.apps.decisions.conftest import asked as asked
from tests.apps.decisions.conftest import at_lakeside as at_lakeside
from tests.apps.decisions.conftest import chief as chief
from tests.apps.decisions.conftest import lead as lead
from tests.apps.decisions.conftest import others as others
