"""Reading and storing the boundary sets a region file declares, finest first."""

import re
from dataclasses import dataclass
from pathlib import Path

from accounts.models import Region
from indicators.actions import hash_of
from indicators.models import DataSource
from region_files.schema import BoundarySetSpec, RegionFile
from spatial_units import actions
from spatial_units.importing.boundaries import read_boundaries_limited
from spatial_units.importing.boundary_features import Boundaries
from spatial_units.importing.layout import Dissolve, IdentityLink, ParentRule
from spatial_units.importing.names import read_names_below
from spatial_units.importing.problems import Problem, Severity, has_errors
from spatial_units.models import Area, BoundarySet, SpatialLevel


@dataclass(frozen=True)
class ReadSet:
    """A declared boundary set with what its file holds; None where nothing had to be read."""

    spec: BoundarySetSpec
    source_hash: str
    boundaries: Boundaries | None


def source_hashes(spec: RegionFile, data: Path) -> dict[str, str]:
    """Key → a name for file and declaration together, so that a change of either shows."""
    hashes: dict[str, str] = {}
    for declared in spec.boundary_sets:
        files = [_named_file(declared, data), *_name_files(declared, data)]
        declaration = declared.model_dump(
            mode="json", include={"source", "dissolve", "drop", "rename", "level"}
        )
        finer = hashes.get(declared.dissolve.of, "") if declared.dissolve else ""
        parts = [path.read_bytes() for file in files if file for path in with_siblings(file)]
        hashes[declared.key] = hash_of(declaration, finer, spec.region.srid, *parts)
    return hashes


def _named_file(declared: BoundarySetSpec, data: Path) -> Path | None:
    return data / declared.source.file if declared.source else None


def _name_files(declared: BoundarySetSpec, data: Path) -> list[Path]:
    part = declared.source or declared.dissolve
    return [data / part.names_from.file] if part and part.names_from else []


def with_siblings(file: Path) -> list[Path]:
    """A shapefile is several files."""
    if file.suffix.lower() != ".shp":
        return [file]
    return sorted(path for path in file.parent.glob(f"{file.stem}.*") if path.is_file())


def read_set(spec: RegionFile, declared: BoundarySetSpec, source_hash: str, data: Path) -> ReadSet:
    """Read one file in a limited child; a dissolved set reads nothing."""
    if declared.source is None:
        return ReadSet(declared, source_hash, None)
    boundaries = read_boundaries_limited(
        data / declared.source.file,
        declared.source,
        data,
        drop=declared.drop,
        rename=declared.rename,
        keep_columns=_kept_columns(spec, declared),
    )
    return ReadSet(declared, source_hash, boundaries)


def _kept_columns(spec: RegionFile, declared: BoundarySetSpec) -> list[str]:
    """Columns that parents or dissolved sets need."""
    by_parent = [rule.column for rule in declared.parents if rule.column]
    by_dissolving = [
        other.dissolve.column
        for other in spec.boundary_sets
        if other.dissolve and other.dissolve.of == declared.key and other.dissolve.column
    ]
    return list(dict.fromkeys(by_parent + by_dissolving))


def _changed_meanings(
    earlier: BoundarySet, later: BoundarySet, link: IdentityLink
) -> list[Problem]:
    """Codes that both sets have and that were declared to be another area now."""
    names = [
        dict(
            Area.objects.filter(boundary_set=found, code__in=link.except_codes).values_list(
                "code", "name"
            )
        )
        for found in (earlier, later)
    ]
    return [
        Problem(
            "code_changes_meaning",
            Severity.NOTE,
            facts={
                "code": code, "to_set": link.to_set,
                "before": names[0][code], "after": names[1][code],
            },
        )
        for code in link.except_codes
        if code in names[0] and code in names[1]
    ]  # fmt: skip


@dataclass
class BoundaryStore:
    """Writes read sets one after the other; call inside the loading transaction."""

    region: Region
    levels: dict[str, SpatialLevel]
    sources: dict[str, DataSource]
    data: Path
    reads: dict[str, ReadSet]

    def __post_init__(self) -> None:
        self.sets: dict[str, BoundarySet] = {}
        self.problems: list[Problem] = []

    def store(self, declared: BoundarySetSpec, source_hash: str) -> None:
        """Write one set unless it is there already; its file's problems are reported anyway.

        A file with errors stops here, so that its cause is not drowned in what follows.
        """
        read = self.reads.get(declared.key)
        if read and read.boundaries:
            self.problems += read.boundaries.problems
        if has_errors(self.problems):
            return
        boundary_set, problems = actions.store_boundary_set(
            self.region, self._declared(declared, source_hash), lambda: self._stage(declared)
        )
        self.problems += problems
        if boundary_set is not None and not has_errors(problems):
            self.sets[declared.key] = boundary_set
            self._compare_count(boundary_set, declared)

    def _declared(self, spec: BoundarySetSpec, source_hash: str) -> actions.DeclaredSet:
        source = self.sources[spec.origin]
        return actions.DeclaredSet(
            key=spec.key,
            revision=spec.revision,
            level=self.levels[spec.level],
            name_de=spec.name.de,
            name_en=spec.name.en,
            valid_from=spec.valid_from,
            valid_to=spec.valid_to,
            attribution=source.attribution,
            licence=source.licence,
            source_hash=source_hash,
        )

    def _stage(self, declared: BoundarySetSpec) -> None:
        if declared.dissolve:
            self._stage_dissolved(declared.key, declared.dissolve)
            return
        read = self.reads[declared.key].boundaries
        assert read is not None, f"{declared.key} was not read although it changed"
        assert read.crs is not None, f"{declared.key} has no coordinate system and no error"
        actions.stage_features(read.features, read.crs)

    def _stage_dissolved(self, key: str, rule: Dissolve) -> None:
        names = dict(rule.names)
        if rule.names_from:
            read, problems = read_names_below(self.data, rule.names_from)
            names |= read
            self.problems += problems
        finer = self.sets[rule.of]
        groups = [
            (code, group, names.get(group, group)) for code, group in self._groups(finer, rule)
        ]
        nameless = sorted({group for _, group, name in groups if name == group})
        if nameless and names:
            facts: dict[str, str | int | float] = {
                "count": len(nameless), "examples": ", ".join(nameless[:5]), "set": key,
            }  # fmt: skip
            self.problems.append(Problem("names_missing", Severity.WARNING, facts=facts))
        actions.stage_dissolved(finer, groups)

    def _groups(self, finer: BoundarySet, rule: Dissolve) -> list[tuple[str, str]]:
        """(finer code, code it goes into)."""
        codes = list(Area.objects.filter(boundary_set=finer).values_list("code", flat=True))
        if rule.whole is not None:
            return [(code, rule.whole) for code in codes]
        if rule.prefix is not None:
            return [(code, code[: rule.prefix]) for code in codes]
        assert rule.column is not None
        return [
            (code, value[: rule.column_prefix] if rule.column_prefix else value)
            for code, value in self._attribute(rule.of, rule.column)
        ]

    def _attribute(self, set_key: str, column: str) -> list[tuple[str, str]]:
        read = self.reads[set_key].boundaries
        assert read is not None, f"{set_key} was not read although {column} is needed"
        return [(feature.code, feature.attributes[column]) for feature in read.features]

    def _compare_count(self, boundary_set: BoundarySet, declared: BoundarySetSpec) -> None:
        found = Area.objects.filter(boundary_set=boundary_set).count()
        if declared.count is not None and found != declared.count:
            facts: dict[str, str | int | float] = {
                "set": declared.key, "expected": declared.count, "found": found,
            }  # fmt: skip
            self.problems.append(Problem("boundary_count_differs", Severity.ERROR, facts=facts))

    def link(self, spec: RegionFile) -> None:
        """Parents, then identity over time; nothing while a set is missing."""
        if has_errors(self.problems):
            return
        for declared in spec.boundary_sets:
            for rule in declared.parents:
                if declared.key in self.sets and rule.set in self.sets:
                    self.problems += actions.link_parents(
                        self.sets[declared.key],
                        self.sets[rule.set],
                        rule,
                        self._parent_codes(declared.key, rule),
                    )
        for link in spec.links:
            if link.from_set in self.sets and link.to_set in self.sets:
                earlier, later = self.sets[link.from_set], self.sets[link.to_set]
                count = actions.link_identical(earlier, later, link)
                facts: dict[str, str | int | float] = {
                    "count": count, "from_set": link.from_set, "to_set": link.to_set,
                }  # fmt: skip
                self.problems.append(Problem("identity_links", Severity.NOTE, facts=facts))
                self.problems += _changed_meanings(earlier, later, link)

    def _parent_codes(self, set_key: str, rule: ParentRule) -> list[tuple[str, str]]:
        if rule.by != "column" or rule.column is None:
            return []
        pattern = re.compile(rule.pattern) if rule.pattern else None
        found = self._attribute(set_key, rule.column)
        if pattern is None:
            return found
        matches = [(code, pattern.search(value)) for code, value in found]
        return [(code, match[1]) for code, match in matches if match]
