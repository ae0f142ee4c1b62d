from django.urls import path

from api.document import views as document
from api.key import views as key
from api.reading import views
from api.sending import views as sending

urlpatterns = [
    path("api/", document.about, name="api"),
    path("account/keys/", key.ApiKeys.as_view(), name="api_keys"),
    path("account/keys/<int:pk>/end/", key.end, name="api_key_end"),
    path("api/v1/openapi.json", document.openapi, name="api_document"),
    path("api/v1/counts/", sending.count, name="api_count"),
    path("api/v1/imports/", sending.file, name="api_import"),
    path("api/v1/gone/", views.gone, name="api_gone"),
    path("api/v1/<path:path>", views.rows, name="api_rows"),
]
