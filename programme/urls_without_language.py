"""Addresses without language, where programs expect them."""

from django.urls import path

from programme.public import offline, sitemaps

urlpatterns = [
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("service-worker.js", offline.service_worker, name="service-worker"),
]
