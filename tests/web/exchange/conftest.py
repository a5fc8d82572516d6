"""The network of the exchange's own tests, and its stories, at the browser."""

from tests.apps.exchange.conftest import network as network
from tests.apps.exchange.conftest import release as release
from tests.apps.exchange.conftest import tell as tell
from tests.apps.exchange.test_plays import play as play
