"""Addresses of pilots: each subject's own."""

from django.urls import include, path

# A shared definition's page, which is that of its total, takes any slug: it stands behind the list
urlpatterns = [
    path("", include(f"pilots.{subject}.urls"))
    for subject in (
        *("pilot", "proposal", "status", "milestone", "timeline"),
        *("shared_definition", "total", "indicator", "update", "count", "upload"),
        *("engagement", "evaluation_finding", "evidence", "theory"),
        *("case_study", "you_said", "place"),
    )
]
