"""Addresses of the leader pages."""

from django.urls import path

from seedbed.web.kit import converters  # noqa: F401 - makes <date:on> known

from . import actions, concerns, costs, students, views

app_name = "leader"
urlpatterns = [
    path("plan/", views.next_day, name="next"),
    path("plan/<date:on>/", views.day, name="day"),
    path("plan/<date:on>/history/", views.history, name="history"),
    path("plan/<date:on>/print/", views.pack, name="print"),
    path("plan/<date:on>/students/", students.students, name="students"),
    path("plan/<date:on>/students/<int:student_id>/", students.student, name="student"),
    path("plan/<date:on>/students/<int:student_id>/move/", actions.move, name="move"),
    path("plan/<date:on>/costs/", costs.costs, name="costs"),
    path("plan/<date:on>/costs/price/", costs.price, name="price"),
    path("plan/<date:on>/costs/what-if/", costs.what_if, name="what_if"),
    path("plan/<date:on>/publish/", actions.publish, name="publish"),
    path("plan/<date:on>/reopen/", actions.reopen, name="reopen"),
    path("plan/<date:on>/decide/", actions.decide, name="decide"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/answer/", concerns.answer, name="answer"),
]
