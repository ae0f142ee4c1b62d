from django.urls import path

from open_data.catalogue import views as catalogue
from open_data.record import views as record
from open_data.sitemap import views as sitemap

urlpatterns = [
    path("data/", catalogue.data, name="data"),
    path("data/catalog.jsonld", catalogue.catalog, name="catalog"),
    path("data/everything.zip", record.latest, name="public_record_latest"),
    path("data/everything/delete/", record.delete, name="public_record_delete"),
    path("data/everything/<str:day>.zip", record.of_day, name="public_record"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemaps/<slug:kind>-<int:number>.xml", sitemap.sitemap_file, name="sitemap_file"),
]
