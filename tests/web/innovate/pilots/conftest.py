"""The hub's reading pilot, from the tests of the app, for the pages to show."""

from __future__ import annotations

from tests.apps.pilots.conftest import draft as draft
from tests.apps.pilots.conftest import hub as hub
from tests.apps.pilots.conftest import registered as registered
from tests.apps.pilots.conftest import running as running
