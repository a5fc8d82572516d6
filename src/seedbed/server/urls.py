"""Root addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("seedbed.web.kit.urls")),
    path("", include("seedbed.web.student.urls")),
    path("", include("seedbed.web.family.urls")),
    path("", include("seedbed.web.leader.urls")),
    path("", include("seedbed.web.innovate.urls")),
    path("exchange/", include("seedbed.web.exchange.urls")),
    path("", include("seedbed.web.mentor.urls")),
    path("", include("seedbed.web.office.urls")),
    path("", include("seedbed.web.account.urls")),
    path("", include("seedbed.web.sheets.urls")),
    path("api/", include("seedbed.web.api.urls")),
]
