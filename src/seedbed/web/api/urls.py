"""Addresses of the API."""

from django.urls import include, path

from .views import api

app_name = "api"
_patterns, _ninja, _namespace = api.urls
urlpatterns = [path("v1/", include((_patterns, _ninja), namespace="v1"))]
