"""A tiny region file that is right, to be made wrong in one place."""

VILLAGE = """\
format: 1
region:
  key: dorf
  name: {de: Dorf, en: Village}
  kind: {de: Gemeinde, en: municipality}
  srid: 25832
  box: [8.0, 50.0, 9.0, 51.0]
  default_level: ortsteil
  default_indicator: dem_u18
sources:
  - key: amt
    publisher: Gemeinde Dorf
    title: {de: Einwohner, en: Inhabitants}
    licence: dl-de/by-2-0
    attribution: Gemeinde Dorf
levels:
  - {key: ortsteil, name: {de: Ortsteil, en: quarter}, plural: {de: Ortsteile, en: quarters}}
  - {key: dorf, name: {de: Dorf, en: village}, plural: {de: Dorf, en: village}}
boundary_sets:
  - key: ortsteile
    level: ortsteil
    name: {de: Ortsteile, en: quarters}
    valid_from: 2000-01-01
    origin: amt
    source: {file: areas.geojson, code: {column: id}}
    parents: [{set: dorf, by: location}]
  - key: dorf
    level: dorf
    name: {de: Dorf, en: village}
    valid_from: 2000-01-01
    origin: amt
    dissolve: {of: ortsteile, whole: "01"}
topics:
  - {key: leute, name: {de: Leute, en: People}}
measures:
  - {key: pop, kind: count, name: {de: Leute, en: people}, unit: {de: P, en: P}, parts: [pop_u18]}
  - {key: pop_u18, kind: count, name: {de: Kinder, en: children}, unit: {de: P, en: P}}
  - {key: score, kind: value, name: {de: Wert, en: score}, unit: {de: P, en: P}}
  - {key: grade, kind: value, name: {de: Klasse, en: class}, unit: {de: K, en: K}}
policies:
  - {key: offen, rule: published_by_source, reason: {de: bekannt, en: known}}
indicators:
  - key: dem_u18
    name: {de: Kinder, en: children}
    description: {de: Anteil der Kinder, en: share of children}
    topic: leute
    unit: {de: "%", en: "%"}
    kind: share
    formula: {ratio: {numerator: [pop_u18], denominator: [pop]}}
    source: amt
    policy: offen
    aggregation: ratio
    levels: [ortsteil]
    classification: {breaks: {ortsteil: [10, 20]}}
  - key: klasse
    name: {de: Klasse, en: class}
    description: {de: Klasse, en: class}
    topic: leute
    unit: {de: K, en: K}
    kind: class
    formula: {value: grade}
    source: amt
    policy: offen
    aggregation: none
    classes:
      - {value: 1, name: {de: tief, en: low}, color: "#112233"}
      - {value: 2, name: {de: hoch, en: high}}
deliveries:
  - key: leute
    source: amt
    file: people-{year}.csv
    each: {year: [2019..2020]}
    level: ortsteil
    area: {key: {column: id}}
    period: "{year}-12-31"
    where: {id: '\\d+'}
    values: {columns: {pop: alle}}
    sums: {pop_u18: [klein, gross]}
corrections:
  - key: mending
    source: amt
    level: ortsteil
    reason: {de: falsch, en: wrong}
    rows: [{area: "1", period: 2020, values: {pop: 12}}]
indices:
  - key: index-2020
    name: {de: Index, en: index}
    components: [{measure: pop_u18}]
    boundary_set: ortsteile
    period: 2020-12-31
    ddof: 0
    cuts: [0]
    right_closed: [true]
    classes: [{value: 1, name: {de: tief, en: low}}, {value: 2, name: {de: hoch, en: high}}]
    score: score
    class_measure: grade
release:
  - {audience: public, reason: {de: bekannt, en: known}}
checks:
  totals: [{name: alle, measure: pop, level: ortsteil, period: 2020-12-31, sum: 100}]
"""


def changed(old: str, new: str) -> str:
    """The village with one text replaced by another; the text must be there."""
    assert old in VILLAGE, old
    return VILLAGE.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    """The line a part of a text stands on, from 1."""
    return text[: text.index(part)].count("\n") + 1
