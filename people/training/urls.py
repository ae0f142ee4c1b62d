from __future__ import annotations

from django.urls import path

from people.training import views

urlpatterns = [
    path("", views.Courses.as_view(), name="courses"),
    path("add/", views.AddCourse.as_view(), name="course_add"),
    path("<int:pk>/", views.CoursePage.as_view(), name="course"),
    path("<int:pk>/edit/", views.EditCourse.as_view(), name="course_edit"),
    path("<int:pk>/attendance/", views.AddAttendance.as_view(), name="course_attendance_add"),
    path("<int:pk>/own/", views.own_training, name="course_own"),
]
