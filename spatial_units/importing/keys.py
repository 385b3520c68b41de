"""Make keys (codes or names) from the texts of a column, as a `KeyRule` says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process

from spatial_units.importing.findings import Findings, some
from spatial_units.importing.layout import KeyRule
from spatial_units.importing.tabular import Column

_WHOLE_NUMBER = re.compile(r"([0-9]+)\.0+")
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Keys:
    """`keys[codes[i]]` is the key of the i-th row; an empty key is none."""

    keys: list[str]
    codes: NDArray[np.int32]

    def of_rows(self) -> list[str]:
        return [self.keys[code] for code in self.codes.tolist()]


def make_key(text: str, rule: KeyRule) -> str | None:
    """One key; None where the text does not match the pattern.

    The pattern must match the whole text (without blanks around it).

    >>> make_key("Fläche 01011101", KeyRule(column="Name", pattern=r"Fläche ([0-9]{8})"))
    '01011101'
    """
    key = text.strip()
    if not key:
        return ""
    if rule.pattern is not None:
        found = re.fullmatch(rule.pattern, key)
        if not found:
            return None
        key = (found[1] if found.re.groups else found[0]) or ""
        if not key:
            return None
    elif whole := _WHOLE_NUMBER.fullmatch(key):
        key = whole[1]
    if rule.pad:
        key = key.zfill(rule.pad)
    return rule.prefix + key


def make_keys(
    column: Column, rule: KeyRule, row_numbers: NDArray[np.int32], findings: Findings
) -> Keys:
    """The keys of a column, with findings about what was changed and what does not match."""
    if not pattern_is_good(rule.pattern, findings, rule.column):
        return Keys([""], np.zeros(len(column), np.int32))
    if not any(text.strip() for text in column.texts):
        findings.error("column_empty", column=rule.column)
        return Keys([""], np.zeros(len(column), np.int32))
    made = [make_key(text, rule) for text in column.texts]
    _say_mismatches(column, made, rule, row_numbers, findings)
    keys = [key or "" for key in made]
    _say_changes(column, rule, findings)
    if rule.pad is None:
        _suspect_lost_zeros(keys, rule, findings)
    return Keys(keys, column.codes)


def pattern_is_good(pattern: str | None, findings: Findings, column: str = "") -> bool:
    """Whether a pattern can be used; else the findings say why not."""
    try:
        re.compile(pattern or "")
    except re.error as reason:
        findings.error("pattern_invalid", column=column, pattern=str(pattern), reason=str(reason))
        return False
    return True


def suggestion(wanted: str, offered: Sequence[str]) -> str:
    """The most similar of the offered texts, empty where none is similar."""
    found = process.extractOne(wanted, offered, score_cutoff=60) if offered else None
    return found[0] if found else ""


def column_missing(wanted: str, header: Sequence[str], findings: Findings) -> None:
    findings.error(
        "column_not_found",
        column=wanted,
        suggestion=suggestion(wanted, header),
        offered=some([name for name in header if name]),
    )


def _say_mismatches(
    column: Column,
    made: list[str | None],
    rule: KeyRule,
    row_numbers: NDArray[np.int32],
    findings: Findings,
) -> None:
    for position, (text, key) in enumerate(zip(column.texts, made, strict=True)):
        if key:
            continue
        rows = row_numbers[column.codes == position]
        if not len(rows):
            continue
        row = int(rows[0])
        if key is None:
            findings.error(
                "key_does_not_match",
                row=row,
                column=rule.column,
                text=text[:80],
                pattern=str(rule.pattern),
                count=len(rows),
            )
        else:
            findings.error("key_empty", row=row, column=rule.column, count=len(rows))


def _say_changes(column: Column, rule: KeyRule, findings: Findings) -> None:
    trimmed = [text for text in column.texts if text != text.strip() and text.strip()]
    if trimmed:
        findings.note("keys_trimmed", column=rule.column, count=len(trimmed), examples=trimmed[0])
    decimals = [text for text in column.texts if _WHOLE_NUMBER.fullmatch(text.strip())]
    if decimals and rule.pattern is None:
        findings.note(
            "keys_had_decimals", column=rule.column, count=len(decimals), examples=some(decimals)
        )
    if rule.pad is None or rule.pattern is not None:
        return
    short = [text.strip() for text in column.texts if 0 < len(text.strip()) < rule.pad]
    if short:
        findings.note(
            "keys_padded",
            column=rule.column,
            count=len(short),
            length=rule.pad,
            before=short[0],
            after=make_key(short[0], rule) or "",
        )


def _suspect_lost_zeros(keys: list[str], rule: KeyRule, findings: Findings) -> None:
    """Keys of n and n − 1 digits, the longer never with a leading zero: Excel was here."""
    digits = [key for key in keys if _DIGITS.fullmatch(key)]
    lengths = {len(key) for key in digits}
    if len(digits) < max(len(keys) - 1, 3) or len(lengths) != 2:
        return
    short, long = sorted(lengths)
    if long - short != 1 or long < 4 or any(key.startswith("0") for key in digits):
        return
    lost = [key for key in digits if len(key) == short]
    findings.warning(
        "leading_zeros_lost",
        column=rule.column,
        count=len(lost),
        examples=some(lost),
        length=long,
    )
