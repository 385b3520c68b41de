"""What is new, as an Atom feed for readers and machines that ask by themselves."""

import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import queries
from atlas.queries_news import NewsEntry, news_entries, public_releases

MOST_ENTRIES = 30


Item = tuple[Region, NewsEntry]  # one Feed serves many requests at once and keeps nothing


class NewsFeed(Feed):  # type: ignore[type-arg]
    """The newest public releases of a region, withdrawn ones marked."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, region_key: str) -> Region:
        region = queries.region(region_key)
        if region is None:
            raise Http404(_("There is no region “%(key)s” here.") % {"key": region_key})
        return region

    def title(self, region: Region) -> str:
        return _("%(region)s: what is new") % {"region": region.name}

    def link(self, region: Region) -> str:
        return reverse("news", args=[region.key])

    def subtitle(self, region: Region) -> str:
        return _("New and changed figures of the social monitoring.")

    def items(self, region: Region) -> list[Item]:
        newest = list(public_releases(region)[:MOST_ENTRIES])
        return [(region, entry) for entry in news_entries(region, newest)]

    def item_title(self, item: Item) -> str:
        _region, entry = item
        return f"{_('Withdrawn')}: {entry.title}" if entry.withdrawn_at else entry.title

    def item_description(self, item: Item) -> str:
        _region, entry = item
        said = entry.withdrawn_reason if entry.withdrawn_at else entry.text
        return linebreaksbr(said or ", ".join(name for _key, name in entry.indicators))

    def item_link(self, item: Item) -> str:
        region, entry = item
        return f"{reverse('news', args=[region.key])}#release-{entry.id}"

    def item_pubdate(self, item: Item) -> datetime.datetime:
        return item[1].released_at

    def item_updateddate(self, item: Item) -> datetime.datetime:
        return item[1].updated_at
