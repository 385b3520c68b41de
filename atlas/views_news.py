"""The page of what is new. Public releases only, whoever looks."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from atlas.pages import find_region, show
from atlas.presenters_news import news_page
from sozialmonitor.pages import languages


@require_safe
@gzip_page
def news(request: HttpRequest, region_key: str) -> HttpResponse:
    region, access = find_region(request, region_key)
    shown = news_page(region, languages(request), request.GET.get("page", ""))
    return show(request, access, "atlas/news.html", vars(shown))
