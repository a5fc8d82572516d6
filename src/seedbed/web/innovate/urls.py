"""Addresses of Innovate from within; each of its pages has its own list."""

from django.urls import path

from . import members, together, views
from .decisions import answering, talks
from .decisions import views as decisions

app_name = "innovate"
urlpatterns = [
    path("innovate/", views.room, name="room"),
    path("innovate/decisions/", decisions.decisions, name="decisions"),
    path("innovate/decisions/answer/", answering.answer, name="decisions-answer"),
    path("innovate/decisions/talk/", talks.talk, name="decisions-talk"),
    path("innovate/decisions/choose/", talks.choose, name="decisions-choose"),
    path("innovate/decisions/alike/", decisions.alike, name="alike"),
    path("innovate/decisions/table.csv", decisions.positions_csv, name="decisions-csv"),
    path("innovate/decisions/trade-offs/", talks.trade_offs, name="trade-offs"),
    path(
        "innovate/decisions/trade-offs/<int:trade_off_id>/",
        talks.revisit,
        name="revisit",
    ),
    path("innovate/members/", members.members, name="members"),
    path("innovate/members/line/", members.describe, name="describe"),
    path("innovate/members/ask/", members.ask, name="ask-help"),
    path(
        "innovate/members/help/<uuid:request_uuid>/",
        members.answer_help,
        name="answer-help",
    ),
    path("innovate/members/together/", together.together, name="together"),
    path("innovate/members/basics/", together.keep_basics, name="keep-basics"),
    path("innovate/members/report/", together.report, name="report-year"),
]
