"""Addresses of one's own account, of calendars, and of ways to sign in."""

from django.urls import path

from . import cards, feeds, page, passkeys, saml_sign_on, single_sign_on, welcome

app_name = "account"
urlpatterns = [
    path("account/", page.page, name="page"),
    path("account/calendar/", page.make_calendar, name="make_calendar"),
    path("account/calendar/stop/", page.stop_calendar, name="stop_calendar"),
    path("account/digest/", page.choose_digest, name="digest"),
    path("account/password/", welcome.change, name="change_password"),
    path("account/passkeys/begin/", passkeys.begin_making, name="making_begin"),
    path("account/passkeys/", passkeys.finish_making, name="making_finish"),
    path("account/passkeys/remove/", passkeys.remove, name="remove_passkey"),
    path("calendar/<str:token>.ics", feeds.feed, name="feed"),
    path("card/<str:token>/", cards.card, name="card"),
    path("welcome/<str:token>/", welcome.welcome, name="welcome"),
    path("sign-in/passkey/begin/", passkeys.begin, name="passkey_begin"),
    path("sign-in/passkey/", passkeys.finish, name="passkey_finish"),
    path("sign-in/sso/", single_sign_on.begin, name="sso"),
    path("sign-in/sso/back/", single_sign_on.back, name="sso_back"),
    path("sign-in/saml/", saml_sign_on.begin, name="saml"),
    path("sign-in/saml/back/", saml_sign_on.back, name="saml_back"),
    path("sign-in/saml/in/", saml_sign_on.arrive, name="saml_in"),
    path("sign-in/saml/metadata/", saml_sign_on.metadata, name="saml_metadata"),
]
