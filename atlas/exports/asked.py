"""From an address to what a file is about, taken at its word (atlas/asking.py)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from accounts.models import Region
from atlas import asking, forms, queries
from atlas.exports import borders, csv_files, metadata_sheet
from atlas.exports.columns import long_headings
from atlas.exports.formats import FORMATS, Format, Question
from atlas.exports.subject import Subject
from atlas.queries import Entry
from atlas.selection import MapView
from releases.pack_format import Pack, decode

TABLES = ("long", "wide")
METRIC = ("gpkg", "shp.zip")  # endings that may be asked for in the region's metric system


@dataclass(frozen=True)
class Asked:
    """A region as somebody may see it, and the parameters of an address.

    `map_url` is the absolute address of the region's map.
    """

    region: Region
    catalogue: list[Entry]
    query: Mapping[str, str]
    map_url: str

    def entry(self, indicator: str) -> Entry:
        return asking.entry_on_level(self.region, self.catalogue, indicator, self.query)

    def question(self, entry: Entry, made_as: Format) -> Question:
        table = self.query.get("table") or TABLES[0]
        if table not in TABLES:
            sentence = _("“%(table)s” is no kind of table; there are: %(known)s.")
            raise asking.misunderstood(sentence % {"table": table[:40], "known": ", ".join(TABLES)})
        subject, view = self.subject(entry), self._view(entry)
        if made_as.shows_one_period:
            subject = replace(subject, periods=(view.period,), has_all_periods=False)
        return Question(
            subject,
            view,
            is_wide=table == "wide",
            srid=self.srid(made_as in [FORMATS[ending] for ending in METRIC]),
            levels=self._levels(entry) if made_as is FORMATS["pdf"] else (),
        )

    def subject(self, entry: Entry) -> Subject:
        """All dates, or the one that is asked for."""
        whole = self._whole(entry, asking.pack_of(entry))
        asked = self.query.get("period")
        if not asked:
            return whole
        found = asking.periods_of(whole.pack, {"period": asked})
        keys = [whole.pack.periods[position]["key"] for position in found]
        if len(found) > 1:
            sentence = _("“%(period)s” holds several dates; please choose one: %(periods)s.")
            parts = {"period": asked, "periods": ", ".join(keys)}
            raise asking.misunderstood(sentence % parts)
        permalink = f"{whole.permalink}&period={keys[0]}"
        return replace(whole, periods=tuple(found), has_all_periods=False, permalink=permalink)

    def all_lines(self) -> Iterator[str]:
        """All figures of the region; one pack at a time is held in memory."""
        yield csv_files.RFC_4180.line(long_headings(in_words=False))
        for entry in self.catalogue:
            body = queries.pack_body(entry.hash, entry.audience, entry.database)
            if body is not None:  # withdrawn while the file is being sent
                yield from csv_files.long_lines(
                    self._whole(entry, decode(body)), csv_files.RFC_4180
                )

    def srid(self, may_be_metric: bool) -> int:
        srid = borders.coordinate_system(self.query.get("crs"), self.region)
        if srid != borders.WGS84 and not may_be_metric:
            raise asking.misunderstood(_("Only GeoPackage and Shapefile come in another system."))
        return srid

    def _whole(self, entry: Entry, pack: Pack) -> Subject:
        levels = queries.levels(self.region)
        return Subject(
            region=self.region,
            level=next(level for level in levels if level.key == entry.level),
            entry=entry,
            pack=pack,
            periods=tuple(asking.periods_of(pack, {})),
            has_all_periods=True,
            permalink=f"{self.map_url}?indicator={entry.indicator}&level={entry.level}",
        )

    def _view(self, entry: Entry) -> MapView:
        """The map of the same, with the looks that the address asks for."""
        query = dict(self.query) | {"indicator": entry.indicator, "level": entry.level}
        try:
            return forms.read_view(query, self.region, [entry])[0]
        except LookupError as withdrawn:
            raise asking.no_such_thing(_("These figures were withdrawn just now.")) from withdrawn

    def _levels(self, entry: Entry) -> tuple[metadata_sheet.LevelLine, ...]:
        found = [one for one in self.catalogue if one.indicator == entry.indicator]
        wholes = [self._whole(one, asking.pack_of(one)) for one in found]
        finest_first = sorted(wholes, key=lambda whole: whole.level.position)
        return tuple(metadata_sheet.level_line(whole) for whole in finest_first)
