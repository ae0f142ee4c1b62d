"""Addresses of people at work: secondments, training, skills, champions, personal data."""

from django.urls import include, path

from partnerships.job_role import pages as succession
from partnerships.lived_experience import pages
from partnerships.opportunity import pages as opportunities
from partnerships.personal_data import pages as personal_data
from partnerships.recognition import pages as recognition
from partnerships.training import pages as training

urlpatterns = [
    path("secondments/opportunities/", opportunities.opportunities, name="opportunities"),
    path("secondments/opportunities/add/", opportunities.add, name="opportunity_add"),
    path("secondments/opportunities/<int:pk>/", opportunities.opportunity, name="opportunity"),
    path("secondments/opportunities/<int:pk>/edit/", opportunities.edit, name="opportunity_edit"),
    path(
        "secondments/opportunities/<int:pk>/close/", opportunities.close, name="opportunity_close"
    ),
    path(
        "secondments/opportunities/<int:pk>/interest/",
        opportunities.interest,
        name="opportunity_interest",
    ),
    path("secondments/", include("partnerships.secondment.urls")),
    path("personal-data/", personal_data.personal_data, name="personal_data"),
    path(
        "personal-data/<str:kind>/<int:pk>/",
        personal_data.personal_data_of,
        name="personal_data_of",
    ),
    path(
        "personal-data/<str:kind>/<int:pk>/erase/",
        personal_data.personal_data_erase,
        name="personal_data_erase",
    ),
    path("job-roles/<int:pk>/backup/", succession.post_backup, name="post_backup"),
    path("training/", training.courses, name="courses"),
    path("training/add/", training.add, name="course_add"),
    path("training/<int:pk>/", training.course, name="course"),
    path("training/<int:pk>/edit/", training.edit, name="course_edit"),
    path("training/<int:pk>/attendance/", training.attendance_add, name="course_attendance_add"),
    path("training/<int:pk>/own/", training.own_training, name="course_own"),
    path("recognition/", recognition.recognitions, name="recognitions"),
    path(
        "organisations/<slug:slug>/thank/",
        recognition.thank_organisation,
        name="organisation_thank",
    ),
    path("job-roles/<int:pk>/thank/", recognition.thank_post, name="post_thank"),
    path("recognition/<int:pk>/", recognition.recognition, name="recognition"),
    path("recognition/<int:pk>/edit/", recognition.edit, name="recognition_edit"),
    path("recognition/<int:pk>/history/", recognition.history, name="recognition_history"),
    path("lived-experience/", pages.lived_roles, name="lived_roles"),
    path("lived-experience/<int:pk>/", pages.lived_role, name="lived_role"),
    path("lived-experience/<int:pk>/terms/", pages.terms_edit, name="lived_role_terms"),
    path("lived-experience/<int:pk>/expense/", pages.expense_add, name="lived_role_expense"),
]
