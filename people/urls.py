from django.urls import include, path

urlpatterns = [
    path("", include("people.role.urls")),
    path("", include("people.hand_over.urls")),
    path("", include("people.cover.urls")),
    path("", include("people.job_role.urls")),
    path("", include("people.review.urls")),
    path("secondments/", include("people.secondment.urls")),
    path("personal-data/", include("people.personal_data.urls")),
    path("training/", include("people.training.urls")),
    path("lived-experience/", include("people.lived_experience.urls")),
    path("", include("people.subscription.urls")),
    path("saved-filters/", include("people.saved_filter.urls")),
    path("parts/", include("people.switched_off.urls")),
]
