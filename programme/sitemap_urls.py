from django.urls import path

from programme import sitemaps

urlpatterns = [path("", sitemaps.sitemap, name="sitemap")]
