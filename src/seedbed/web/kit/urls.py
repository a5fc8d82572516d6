"""Addresses of the kit pages: signing in, the first page, and what all pages share."""

from django.urls import path
from django.views.generic import RedirectView

from . import again, finding, signin, worker

app_name = "kit"
urlpatterns = [
    path("", signin.home, name="home"),
    path("sign-in/", signin.sign_in, name="sign-in"),
    path("sign-out/", signin.sign_out, name="sign-out"),
    path("demo/sign-in/", signin.demo_sign_in, name="demo-sign-in"),
    path("again/", again.again, name="again"),
    path("theme/", signin.set_theme, name="theme"),
    path("language/", signin.set_language, name="language"),
    path("search/", finding.search, name="search"),
    path("help/<slug:key>/", finding.help_page, name="help"),
    path("sw.js", worker.worker, name="worker"),
    path(
        "favicon.ico",
        RedirectView.as_view(url="/static/kit/mark.svg"),
        name="favicon",
    ),
]
