"""Settings of the tests: the product's own, on scratch data, with cheap passwords."""

import os
import tempfile

os.environ.setdefault("SEEDBED_HOME", tempfile.mkdtemp(prefix="seedbed-tests-"))
os.environ.setdefault("SEEDBED_SECRET_KEY", "only-for-tests")

from seedbed.server.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
