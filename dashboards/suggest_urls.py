"""What type-ahead boxes ask: before the pages that take any slug."""

from django.urls import path

from dashboards import suggest

urlpatterns = [
    path("job-roles/suggest/", suggest.post_suggest, name="post_suggest"),
    path("places/suggest/", suggest.place_suggest, name="place_suggest"),
    path("organisations/suggest/", suggest.organisation_suggest, name="organisation_suggest"),
]
