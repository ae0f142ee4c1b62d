"""Addresses of partnerships. What type-ahead asks comes before the pages that take any slug."""

from django.urls import include, path

from partnerships import suggest

urlpatterns = [
    path("job-roles/suggest/", suggest.post_suggest, name="post_suggest"),
    path("places/suggest/", suggest.place_suggest, name="place_suggest"),
    path("organisations/suggest/", suggest.organisation_suggest, name="organisation_suggest"),
    path("", include("partnerships.organisation_page.urls")),
    path("partnerships/", include("partnerships.partnership.urls")),
    path("", include("partnerships.role.urls")),
    path("", include("partnerships.hand_over.urls")),
    path("", include("partnerships.cover.urls")),
    path("", include("partnerships.job_role.urls")),
    path("", include("partnerships.meeting.urls")),
    path("", include("partnerships.review.urls")),
    path("something-wrong/", include("partnerships.error_report.urls")),
    path("secondments/", include("partnerships.secondment.urls")),
    path("personal-data/", include("partnerships.personal_data.urls")),
    path("training/", include("partnerships.training.urls")),
    path("", include("partnerships.recognition.urls")),
    path("lived-experience/", include("partnerships.lived_experience.urls")),
    path("priorities/", include("partnerships.alignment.urls")),
    path("priorities/", include("partnerships.priority.urls")),
    path("policy-tests/", include("partnerships.policy_test.urls")),
    path("regional-updates/", include("partnerships.regional_update.urls")),
    path("", include("partnerships.local_services.urls")),
    path("", include("partnerships.asset.urls")),
    path("", include("partnerships.area.urls")),
    path("", include("partnerships.topic.urls")),
    path("", include("partnerships.place_within.urls")),
    path("", include("partnerships.programme_page.urls")),
    path("", include("partnerships.data_load.urls")),
    path("", include("partnerships.record_import.urls")),
    path("", include("partnerships.subscription.urls")),
    path("files/", include("partnerships.attachment.urls")),
    path("saved-filters/", include("partnerships.saved_filter.urls")),
    path("comments/", include("partnerships.comment.urls")),
]
