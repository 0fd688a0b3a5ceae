"""What has no language in its address, because programs ask for it there."""

from django.urls import path

from programme.public import offline, sitemaps

urlpatterns = [
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("service-worker.js", offline.service_worker, name="service-worker"),
]
