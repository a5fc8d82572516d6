"""Settings, all read from the environment; `seedbed doctor` explains each one.

* ``SEEDBED_HOME``: everything a deployment keeps; default ``./seedbed-data``
* ``SEEDBED_DATABASE_URL``: a PostgreSQL address; default SQLite in the home folder
* ``SEEDBED_SECRET_KEY``: signs sessions; default made once in the home folder
* ``SEEDBED_HOSTS``: names this server answers to, by commas; default this machine
* ``SEEDBED_DEBUG``: 1 for development only
* ``SEEDBED_ADDRESS``: where people reach the pages, https://school.example
* ``SEEDBED_EMAIL_URL``, ``SEEDBED_EMAIL_FROM``: how and as whom e-mail is sent
* ``SEEDBED_OIDC_ISSUER`` and others: the school's own sign-in (docs/how-to)
* ``SEEDBED_SAML_METADATA`` and others: the same by SAML
* ``SEEDBED_DEMO``: 1 offers one-click sign-in; set by `seedbed demo` alone
"""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from .home import home_folder, secret_key
from .outside import (
    address,
    email_settings,
    hosts,
    https_settings,
    saml_settings,
    sign_on_settings,
)

HOME = home_folder()
DEBUG = os.environ.get("SEEDBED_DEBUG", "") == "1"
SECRET_KEY = secret_key(HOME)
ROOT_URLCONF = "seedbed.server.urls"
WSGI_APPLICATION = "seedbed.server.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASE_URL = os.environ.get("SEEDBED_DATABASE_URL", "")
if DATABASE_URL:
    DATABASES = {
        "default": {
            **dj_database_url.parse(DATABASE_URL, conn_max_age=600),
            "CONN_HEALTH_CHECKS": True,
            "ATOMIC_REQUESTS": True,
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "seedbed.sqlite3",
            "ATOMIC_REQUESTS": False,
            # To open the file and read its hundreds of tables' plans takes 15 ms.
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                # Writers queue instead of failing, a power cut loses nothing that was
                # acknowledged, and readers never wait for the writer.
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                    "PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
                ),
            },
        }
    }

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "seedbed.apps.accounts",
    "seedbed.apps.rosters",
    "seedbed.apps.curriculum",
    "seedbed.apps.evidence",
    "seedbed.apps.mastery",
    "seedbed.apps.choices",
    "seedbed.apps.trials",
    "seedbed.apps.scheduling",
    "seedbed.apps.pilots",
    "seedbed.apps.mentoring",
    "seedbed.apps.networks",
    "seedbed.apps.decisions",
    "seedbed.apps.families",
    "seedbed.apps.programs",
    "seedbed.apps.needs",
    "seedbed.apps.charters",
    "seedbed.apps.exchange",
    "seedbed.apps.stakeholders",
    "seedbed.apps.trajectory",
    "seedbed.apps.nightly",
    "seedbed.apps.digests",
    "seedbed.web.kit",
    "seedbed.web.student",
    "seedbed.web.family",
    "seedbed.web.leader",
    "seedbed.web.innovate",
    "seedbed.web.exchange",
    "seedbed.web.mentor",
    "seedbed.web.office",
    "seedbed.web.account",
    "seedbed.web.sheets",
    "seedbed.server",
]

MIDDLEWARE = [
    "seedbed.server.front.FrontMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "seedbed.web.kit.middleware.CompressMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "seedbed.web.kit.middleware.SystemMiddleware",
    "seedbed.web.kit.again.AgainMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "seedbed.web.kit.context.kit",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
#: What NIST SP 800-63B asks: length, nothing common, nothing of one's own name.
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username"]},
    },
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
CSRF_FAILURE_VIEW = "seedbed.web.kit.again.not_sent"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [Path(__file__).parent.parent / "web" / "kit" / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = HOME / "uploads"
DATA_UPLOAD_MAX_MEMORY_SIZE = 52_428_800
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"

SEEDBED_ADDRESS = address()
ALLOWED_HOSTS = hosts(SEEDBED_ADDRESS)
globals().update(https_settings(SEEDBED_ADDRESS))
DEFAULT_FROM_EMAIL = os.environ.get("SEEDBED_EMAIL_FROM", "") or "seedbed@localhost"
globals().update(email_settings())
SEEDBED_OIDC = sign_on_settings()
SEEDBED_SAML = saml_settings()

SEEDBED_DEMO = os.environ.get("SEEDBED_DEMO", "") == "1"
