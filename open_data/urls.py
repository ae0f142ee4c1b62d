from django.urls import path

from open_data.sitemap import views as sitemap

urlpatterns = [
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemaps/<slug:kind>-<int:number>.xml", sitemap.sitemap_file, name="sitemap_file"),
]
