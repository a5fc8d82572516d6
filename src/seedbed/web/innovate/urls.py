"""Addresses of Innovate from within; each of its pages has its own list."""

from django.urls import path

from . import fund, pilot_report, pilot_start, pilot_weeks, pilots, views

app_name = "innovate"
urlpatterns = [
    path("innovate/", views.room, name="room"),
]
_PILOT = "innovate/pilots/<uuid:uuid>/"
urlpatterns += [
    path("innovate/pilots/", pilots.pilots, name="pilots"),
    path("innovate/pilots/new/", pilot_start.begin, name="pilot-begin"),
    path(_PILOT, pilots.pilot, name="pilot"),
    path(f"{_PILOT}people/", pilot_start.people, name="pilot-people"),
    path(f"{_PILOT}register/", pilot_start.register, name="pilot-register"),
    path(f"{_PILOT}draw/", pilot_start.draw, name="pilot-draw"),
    path(f"{_PILOT}diary/", pilot_start.diary, name="pilot-diary"),
    path(f"{_PILOT}week/", pilot_weeks.week, name="pilot-week"),
    path(f"{_PILOT}said/", pilot_weeks.said, name="pilot-said"),
    path(f"{_PILOT}decide/", pilot_weeks.decide, name="pilot-decide"),
    path(f"{_PILOT}scores/", pilot_weeks.scores, name="pilot-scores-stage"),
    path(
        f"{_PILOT}scores/<uuid:scores>/", pilot_weeks.staged_scores, name="pilot-scores"
    ),
    path(
        f"{_PILOT}scores/<uuid:scores>/save/",
        pilot_weeks.save_scores,
        name="pilot-scores-save",
    ),
    path(f"{_PILOT}report/", pilot_report.report, name="pilot-report"),
    path(f"{_PILOT}report.pdf", pilot_report.report_pdf, name="pilot-report-pdf"),
]
urlpatterns += [
    path("innovate/fund/", fund.rounds, name="fund"),
    path("innovate/fund/rounds/", fund.open_round, name="fund-open"),
    path("innovate/fund/<uuid:round_uuid>/apply/", fund.begin, name="fund-begin"),
    path("innovate/fund/applications/<uuid:uuid>/", fund.application, name="fund-one"),
    path(
        "innovate/fund/applications/<uuid:uuid>/step/<int:step>/",
        fund.step,
        name="fund-step",
    ),
    path("innovate/fund/applications/<uuid:uuid>/send/", fund.send, name="fund-send"),
    path(
        "innovate/fund/applications/<uuid:uuid>/answer/",
        fund.answer,
        name="fund-answer",
    ),
    path("innovate/readings/", fund.readings, name="fund-readings"),
    path("innovate/readings/<uuid:uuid>/", fund.reading, name="fund-reading"),
]
