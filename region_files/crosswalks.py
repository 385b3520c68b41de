"""Reading and storing the crosswalks between boundary sets that a region file declares."""

from dataclasses import replace
from pathlib import Path

from accounts.kept_files import digest_of_path
from indicators.models import DataSource
from region_files.schema import RegionFile
from region_files.schema_crosswalks import CrosswalkSpec
from spatial_units.crosswalks import Declared, store
from spatial_units.importing.crosswalks import read_crosswalk_limited
from spatial_units.importing.problems import Problem, has_errors
from spatial_units.models import BoundarySet, Crosswalk
from spatial_units.queries import areas_of


def store_crosswalks(
    spec: RegionFile, sets: dict[str, BoundarySet], sources: dict[str, DataSource], data: Path
) -> list[Problem]:
    """Write those that are not there yet; call inside the loading transaction, after the sets.

    One that is no longer declared stays: deliveries may have been converted by it.
    """
    problems: list[Problem] = []
    for declared in spec.crosswalks:
        problems += _store(declared, sets, sources[declared.source], data)
    return problems


def _store(
    declared: CrosswalkSpec, sets: dict[str, BoundarySet], source: DataSource, data: Path
) -> list[Problem]:
    path = data / declared.file
    digest = digest_of_path(path)
    pair = sets[declared.from_set], sets[declared.to_set]
    known = Crosswalk.objects.filter(
        from_set=pair[0], to_set=pair[1], basis=declared.basis, content_hash=digest
    )
    if known.exists():
        return []
    lists = areas_of(pair[0]), areas_of(pair[1])
    said = {"encoding": declared.encoding, "basis": declared.basis, "pad": False}
    read = read_crosswalk_limited(path, lists[0].codes, lists[1].codes, said)
    if not has_errors(read.problems):
        store(lists, read, Declared(source.attribution, path.name, digest))
    return [replace(one, file=declared.file) for one in read.problems]
