"""Addresses of the leader pages."""

from django.urls import path

from seedbed.web.kit import converters  # noqa: F401 - makes <date:on> known

from . import (
    actions,
    choices,
    concerns,
    costs,
    explore,
    health,
    money,
    offers,
    pairs,
    students,
    today,
    unit_frame,
    views,
    ways,
    what_works,
)

app_name = "leader"
urlpatterns = [
    path("today/", today.today, name="today"),
    path("unit/", unit_frame.page, name="unit"),
    path("unit/<slug:what>/", unit_frame.keep, name="keep_unit"),
    path("plan/", views.next_day, name="next"),
    path("plan/<date:on>/", views.day, name="day"),
    path("plan/<date:on>/history/", views.history, name="history"),
    path("plan/<date:on>/print/", views.printed, name="print"),
    path("plan/<date:on>/students/", students.students, name="students"),
    path("plan/<date:on>/students/<int:student_id>/", students.student, name="student"),
    path("plan/<date:on>/students/<int:student_id>/move/", actions.move, name="move"),
    path("plan/<date:on>/students/<int:student_id>/pair/", pairs.pair, name="pair"),
    path(
        "plan/<date:on>/students/<int:student_id>/unpair/", pairs.unpair, name="unpair"
    ),
    path("plan/<date:on>/costs/", costs.costs, name="costs"),
    path("plan/<date:on>/costs/price/", costs.price, name="price"),
    path("plan/<date:on>/costs/what-if/", costs.what_if, name="what_if"),
    path("what-works/", what_works.what_works, name="what_works"),
    path("what-works/lottery/", what_works.lottery, name="lottery"),
    path("plan/<date:on>/publish/", actions.publish, name="publish"),
    path("plan/<date:on>/reopen/", actions.reopen, name="reopen"),
    path("choices/", choices.choices, name="choices"),
    path("choices/rounds/", choices.open_round, name="open_round"),
    path("choices/rounds/<uuid:uuid>/", choices.proof, name="proof"),
    path("choices/rounds/<uuid:uuid>/allot/", choices.allot, name="allot"),
    path("choices/electives/", offers.offer, name="offer"),
    path("choices/electives/stop/", offers.stop, name="stop_offer"),
    path("choices/wishes/", offers.answer, name="answer_wish"),
    path("choices/ways/", ways.ways, name="ways"),
    path("choices/ways/decide/", ways.decide, name="decide_way"),
    path("choices/ways/approval/", ways.approval, name="approval"),
    path("health/", health.health, name="health"),
    path("health/costs/", money.money, name="money"),
    path("health/costs.csv", money.as_csv, name="money_csv"),
    path("health/costs/remove/", money.remove, name="remove_cost"),
    path("health/explore/", explore.explore, name="explore"),
    path("health/explore.csv", explore.as_csv, name="explore_csv"),
    path("health/<slug:key>/", health.measure, name="measure"),
    path("plan/<date:on>/decide/", actions.decide, name="decide"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/answer/", concerns.answer, name="answer"),
]
