"""From an address to what a file is about, taken at its word (atlas/asking.py)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import Region
from accounts.naming import spoken_name
from atlas import asking, forms, queries
from atlas.access import Access
from atlas.counted_packs import counted, counts_entry
from atlas.exports import borders, csv_files, metadata_sheet
from atlas.exports.formats import FORMATS, Format, Question
from atlas.exports.subject import Subject
from atlas.forms_layers import read_ground
from atlas.ground import Ground
from atlas.queries import Entry
from atlas.selection import MapView
from releases.pack_format import Pack, decode

TABLES = ("long", "wide")
METRIC = ("gpkg", "shp.zip")  # endings that may be asked for in the region's metric system
VIEWS = ("since", "threshold", "min", "max", "only", "within")
NEED = {"change": "since", "sides": "threshold"}  # says nothing without the other


@dataclass(frozen=True)
class Asked:
    """A region as somebody may see it, and the parameters of an address.

    `map_url` is the absolute address of the region's map.
    """

    region: Region
    access: Access
    catalogue: list[Entry]
    query: Mapping[str, str]
    map_url: str

    def entry(self, indicator: str) -> Entry:
        return asking.entry_on_level(self.region, self.catalogue, indicator, self.query)

    def hashes(self, entry: Entry) -> list[str]:
        """Of the packs that a file of the indicator is made of."""
        counts = counts_entry(entry, self.catalogue)
        return [entry.hash, *([counts.hash] if counts else [])]

    def question(self, entry: Entry, made_as: Format) -> Question:
        is_wide, shows_view = self._is_wide(), any(self.query.get(key) for key in VIEWS)
        subject = self.subject(entry)
        is_drawn = made_as.shows_one_period or made_as is FORMATS["pdf"]
        if self.query.get("smoothed") and not made_as.shows_one_period:
            sentence = _("Files of figures hold the published ones; smoothed are pictures only.")
            raise asking.misunderstood(sentence)
        if shows_view and is_wide:
            raise asking.misunderstood(_("A view of the map has no table with columns of dates."))
        if shows_view and subject.has_all_periods and not made_as.shows_one_period:
            sentence = _("A change, a threshold or a filter belongs to a date: add “period”.")
            raise asking.misunderstood(sentence)
        view = self._view(entry, subject)
        if shows_view or self.query.get("smoothed"):
            self._check_view(entry, view)
        if made_as.shows_one_period:
            subject = replace(subject, periods=(view.period,), has_all_periods=False)
        if is_drawn or shows_view:
            permalink = f"{self.map_url}?{urlencode(view.parameters(), safe=',;:/')}"
            subject = replace(subject, entry=view.entry, view=view, permalink=permalink)
        return Question(
            subject,
            view,
            is_wide=is_wide,
            srid=self.srid(made_as in [FORMATS[ending] for ending in METRIC]),
            levels=self._levels(entry) if made_as is FORMATS["pdf"] else (),
            shows_view=shows_view,
        )

    def _is_wide(self) -> bool:
        table = self.query.get("table") or TABLES[0]
        if table not in TABLES:
            sentence = _("“%(table)s” is no kind of table; there are: %(known)s.")
            raise asking.misunderstood(sentence % {"table": table[:40], "known": ", ".join(TABLES)})
        return table == "wide"

    def subject(self, entry: Entry) -> Subject:
        """All dates, or the one that is asked for."""
        pack = asking.pack_of(entry)
        sure = counted(entry, pack, self.catalogue)
        whole = replace(self._whole(entry, pack), counted=sure)
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
        yield csv_files.head(csv_files.RFC_4180)
        for entry in self.catalogue:
            body = queries.body(entry)
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
            reader=spoken_name(self.access.reader) if self.access.reader else "",
        )

    def _view(self, entry: Entry, subject: Subject) -> MapView:
        """The map of the same, with the looks that the address asks for."""
        query = dict(self.query) | {"indicator": entry.indicator, "level": entry.level}
        if not subject.has_all_periods:
            query["period"] = subject.period_dicts[0]["key"]
        return self._read(query, entry)[0].but(ground=self.ground())

    def ground(self) -> Ground:
        """The points and lines asked for; one that is not there is refused."""
        query = QueryDict(mutable=True)
        query.update(self.query)
        ground, remarks = read_ground(query, self.region, self.access)
        if remarks:
            raise asking.no_such_thing(remarks[0])
        return ground

    def _check_view(self, entry: Entry, view: MapView) -> None:
        """Where the map would show something else than the address says, there is no file."""
        for key, needed in NEED.items():
            if self.query.get(key) and not self.query.get(needed):
                sentence = _("“%(key)s” says nothing without “%(needed)s”.")
                raise asking.misunderstood(sentence % {"key": key, "needed": needed})
        keys = {"indicator": entry.indicator, "level": entry.level, "period": view.period_key}
        asked = {key: self.query[key] for key in (*VIEWS, *NEED, "smoothed") if self.query.get(key)}
        _view, remarks = self._read(keys | asked, entry)
        if remarks:
            sentence = _("The map would not show what this address asks for. %(remark)s")
            raise asking.misunderstood(sentence % {"remark": remarks[0]})
        if not view.shown_areas().any():
            raise asking.no_such_thing(_("The filter leaves no area."))

    def _read(self, query: dict[str, str], entry: Entry) -> tuple[MapView, tuple[str, ...]]:
        try:
            counts = counts_entry(entry, self.catalogue)
            return forms.read_view(query, self.region, [entry, *([counts] if counts else [])])
        except LookupError as withdrawn:
            raise asking.no_such_thing(_("These figures were withdrawn just now.")) from withdrawn

    def _levels(self, entry: Entry) -> tuple[metadata_sheet.LevelLine, ...]:
        found = [one for one in self.catalogue if one.indicator == entry.indicator]
        wholes = [self._whole(one, asking.pack_of(one)) for one in found]
        finest_first = sorted(wholes, key=lambda whole: whole.level.position)
        return tuple(metadata_sheet.level_line(whole) for whole in finest_first)
