"""Are the files a region file names there, below the data directory and nowhere else?"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from region_files.findings import Finding, closest, wrong
from region_files.schema import RegionFile
from region_files.turns import expand_each, filled
from region_files.yaml_lines import Path as Place


def named_files(region: RegionFile) -> Iterator[tuple[Place, str]]:
    """Every file named, loops spelt out, with the place that names it."""
    for i, spec in enumerate(region.boundary_sets):
        at: Place = ("boundary_sets", i)
        if spec.source:
            yield (*at, "source", "file"), spec.source.file
            if spec.source.names_from:
                yield (*at, "source", "names_from", "file"), spec.source.names_from.file
        if spec.dissolve and spec.dissolve.names_from:
            yield (*at, "dissolve", "names_from", "file"), spec.dissolve.names_from.file
    for i, crosswalk in enumerate(region.crosswalks):
        yield ("crosswalks", i, "file"), crosswalk.file
    for i, layer in enumerate(region.layers):
        yield ("layers", i, "file"), layer.file
    for i, delivery in enumerate(region.deliveries):
        for turn in expand_each(delivery.each):
            yield ("deliveries", i, "file"), filled(delivery.file, turn)
            if delivery.evaluated:
                yield ("deliveries", i, "evaluated", "file"), filled(delivery.evaluated.file, turn)


def leaves_the_directory(file: str) -> bool:
    """Whether a file name could point outside of the data directory."""
    path = PurePosixPath(file.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0]


def missing_files(region: RegionFile, data_directory: Path) -> Iterator[Finding]:
    """An error for each file that is not there, with the nearest name in its folder.

    Where the folder itself is not there, that is told once.
    """
    if not data_directory.is_dir():
        yield wrong((), "region_no_data_directory", folder=str(data_directory))
        return
    told: set[Path] = set()
    for place, file in named_files(region):
        folder = (data_directory / file).parent
        if (data_directory / file).is_file() or folder in told:
            continue
        if not folder.is_dir():
            told.add(folder)
            shown = PurePosixPath(file).parent.as_posix()
            yield wrong(place, "region_no_folder", folder=shown, wanted=file)
            continue
        siblings = [child.name for child in folder.iterdir()]
        meant = closest(PurePosixPath(file).name, sorted(siblings))
        yield wrong(place, "region_file_missing", wanted=file, meant=meant)
