"""A YAML file becomes plain values; every value knows its line."""

import pytest

from region_files.yaml_lines import Plain, dotted, read_yaml


def value(text: str) -> Plain:
    document = read_yaml(text)
    assert document.problems == []
    return document.value


def code(text: str) -> tuple[str, int | None]:
    document = read_yaml(text)
    assert document.value is None
    return document.problems[0].code, document.problems[0].row


def test_a_key_keeps_its_leading_zeros_without_quotes() -> None:
    assert value("{a: 01011101, b: 007, c: 005}") == {"a": "01011101", "b": "007", "c": "005"}


def test_a_word_for_yes_or_no_stays_a_word() -> None:
    assert value("[no, yes, on, Norge]") == ["no", "yes", "on", "Norge"]


def test_only_whole_numbers_become_numbers() -> None:
    assert value("[2020, -1, 1.50, 2018-12-31, 1e3]") == [2020, -1, "1.50", "2018-12-31", "1e3"]


def test_a_quoted_number_is_a_text() -> None:
    assert value("{sheet: '2020'}") == {"sheet": "2020"}


def test_nothing_and_an_empty_text_are_told_apart() -> None:
    assert value("{a: , b: '', c: ~}") == {"a": None, "b": "", "c": None}


def test_every_value_knows_its_line() -> None:
    document = read_yaml("first: 1\n# a remark\nlist:\n  - a\n  - b: 2\n")
    assert document.line(("first",)) == 1
    assert document.line(("list", 1, "b")) == 5
    assert document.line(("list", 1, "absent")) == 5
    assert document.line(("absent",)) == 1


def test_an_alias_repeats_a_block_and_its_lines() -> None:
    document = read_yaml("one: &it\n  a: 1\ntwo: *it\n")
    assert document.value == {"one": {"a": 1}, "two": {"a": 1}}
    assert document.line(("two", "a")) == 2


def test_merged_fields_give_way_to_ones_own() -> None:
    document = read_yaml("base: &base\n  a: 1\n  b: 2\nmore:\n  b: 3\n  <<: *base\n")
    assert isinstance(document.value, dict)
    assert document.value["more"] == {"a": 1, "b": 3}
    assert document.line(("more", "b")) == 5
    assert document.line(("more", "a")) == 2


def test_a_field_given_twice_is_refused_with_both_lines() -> None:
    document = read_yaml("a: 1\nb:\n  c: 1\n  c: 2\n")
    assert [(p.code, p.row, p.column) for p in document.problems] == [("yaml_key_twice", 4, "b.c")]
    assert document.problems[0].facts["first"] == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("yaml_empty", 1)),
        ("# only a remark\n", ("yaml_empty", 1)),
        ("a: 1\nb: [1, 2\n", ("yaml_bracket", 2)),
        ("a: {b: 1, c: 2\nd: 3\n", ("yaml_bracket", 1)),
        ("a: {b: 1 c: 2}\n", ("yaml_bracket", 1)),
        ("a: 1\n\tb: 2\n", ("yaml_tab", 2)),
        ("a: 1\nb: @x\n", ("yaml_needs_quotes", 2)),
        ("a: {de: %, en: %}\n", ("yaml_needs_quotes", 1)),
        ("a: {b: #112233, c: 1}\n", ("yaml_hash", 1)),
        ("a: Stadt: Amt\n", ("yaml_colon", 1)),
        ("a:\n  b {c: 1, e: 2}\n  d: 1\n", ("yaml_colon", 2)),
        ("a:\n  b: 1\n   c: 1\n", ("yaml_colon", 3)),
        ("a:\n  b: 1\n c: 1\n", ("yaml_indentation", 3)),
        ("a: „Stadt: Amt“\n", ("yaml_typographic_quotes", 1)),
        ("a: *nobody\n", ("yaml_syntax", 1)),
        ("a: 1\n---\nb: 2\n", ("yaml_syntax", 2)),
        ("a: !!python/object/apply:os.system [ls]\n", ("yaml_tag", 1)),
        ("a: !secret x\n", ("yaml_tag", 1)),
        ("{[1]: 2}", ("yaml_key_is_no_word", 1)),
        ("a: 1\n<<: 2\n", ("yaml_merge_is_no_mapping", 2)),
        ("[" * 100 + "]" * 100, ("yaml_too_deep", 1)),
        ("a: &a [*a]\n", ("yaml_too_large", 1)),
    ],
)
def test_what_no_region_file_needs_is_refused_in_its_line(
    text: str, expected: tuple[str, int]
) -> None:
    assert code(text) == expected


def test_typographic_quotation_marks_are_kept_but_pointed_out() -> None:
    document = read_yaml("a: „Stadt“\nb: „Gesamt“ ist alles\n")
    assert document.value == {"a": "„Stadt“", "b": "„Gesamt“ ist alles"}
    assert [(p.code, p.row) for p in document.problems] == [("yaml_quotes_kept", 1)]


def test_a_slip_is_told_with_its_line() -> None:
    (problem,) = read_yaml("a: 1\nunit: {de: %, en: x}\n").problems
    assert (problem.facts["sign"], problem.facts["text"]) == ("%", "unit: {de: %, en: x}")


def test_aliases_of_aliases_do_not_fill_the_memory() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert code("\n".join(lines))[0] == "yaml_too_large"


def test_a_deep_file_is_refused_and_not_a_crash() -> None:
    assert code("[" * 200_000)[0] in {"yaml_too_deep", "yaml_syntax"}


def test_a_place_is_written_as_a_person_would() -> None:
    assert dotted(("indicators", 3, "formula", "ratio")) == "indicators[3].formula.ratio"
    assert dotted(("signs", ".")) == 'signs["."]'
    assert dotted(()) == ""
