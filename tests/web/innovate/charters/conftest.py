"""Riverside as the pages of needs and charters find it."""

from __future__ import annotations

from tests.apps.charters.conftest import draft as draft
from tests.apps.charters.conftest import hub as hub
from tests.apps.charters.conftest import see as see
from tests.apps.charters.conftest import whole as whole
from tests.apps.charters.conftest import write as write
from tests.apps.needs.conftest import bring as bring
from tests.apps.needs.conftest import riverside as riverside
