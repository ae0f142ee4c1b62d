"""Every address, by app. The words of the addresses are in the design, section 6."""

from django.urls import include, path

from config import health
from config.first_word import ByFirstWord, Stated
from registry.declared_kind import kind_urls

STATED: list[Stated] = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    *kind_urls(),
    # Before the pages that take any slug, so that places/suggest/ is no place
    path("", include("dashboards.suggest_urls")),
    path("", include("partnerships.urls")),
    path("", include("imports.urls")),
    path("", include("people.urls")),
    path("", include("geography.urls")),
    path("", include("policy.urls")),
    path("", include("collaboration.urls")),
    path("", include("pilots.urls")),
    path("", include("dashboards.urls")),
    path("", include("open_data.urls")),
    path("", include("funding.urls")),
    path("", include("barriers.urls")),
    path("", include("governance.urls")),
    path("", include("records.urls")),
    path("", include("accounts.urls")),
    path("", include("interface.urls")),
    path("", include("api.urls")),
    path("", include("deploy.urls")),
]
urlpatterns = [ByFirstWord(STATED)]
handler400 = "interface.errors.bad_request"
handler403 = "interface.errors.permission_denied"
handler404 = "interface.errors.page_not_found"
handler500 = "records.cut_off.server_error"
