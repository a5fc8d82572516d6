"""Addresses of the mentor pages."""

from django.urls import path

from . import boards, check_ins, sessions, slips, students, views

app_name = "mentor"
urlpatterns = [
    path("mentor/", views.today, name="today"),
    path("mentor/go/", views.go, name="go"),
    path("mentor/check-in/<int:student_id>/", check_ins.check_in, name="check_in"),
    path("students/", students.students, name="students"),
    path("students/<int:student_id>/", views.student, name="student"),
    path("board/", boards.rooms, name="rooms"),
    path("board/<int:room_id>/", boards.board, name="board"),
    path("board/<int:room_id>/stream/", boards.stream, name="stream"),
    path("sessions/<int:session_id>/", sessions.session, name="session"),
    path(
        "sessions/<int:session_id>/attendance/", sessions.attendance, name="attendance"
    ),
    path("sessions/<int:session_id>/slip/", slips.slip, name="slip"),
]
