from __future__ import annotations

from django.urls import path

from people.training import pages

urlpatterns = [
    path("", pages.Courses.as_view(), name="courses"),
    path("add/", pages.AddCourse.as_view(), name="course_add"),
    path("<int:pk>/", pages.CoursePage.as_view(), name="course"),
    path("<int:pk>/edit/", pages.EditCourse.as_view(), name="course_edit"),
    path("<int:pk>/attendance/", pages.AddAttendance.as_view(), name="course_attendance_add"),
    path("<int:pk>/own/", pages.own_training, name="course_own"),
]
