"""YAML in, plain values out, and for every value the line it stands on.

Only whole numbers become numbers; every other word stays text as written, so that the key
`01011101`, the table `005` and the answer `no` survive without quotes. The schema asks for
numbers, days and yes or no where it needs them.
"""

import re
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from region_files.yaml_slips import is_enclosed, problem_of
from spatial_units.importing.problems import Problem, Severity, has_errors

Plain: TypeAlias = "str | int | list[Plain] | dict[str, Plain] | None"
Path: TypeAlias = tuple[str | int, ...]

MOST_NODES = 200_000
DEEPEST = 30

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_WORD = re.compile(r"[\w-]+")
_NOTHING = {"", "~", "null", "Null", "NULL"}
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "seq", "map")
)


@dataclass
class Document:
    """What a YAML file says. `value` is None if there is an error among the problems."""

    value: Plain = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a value, counted from 1; of what surrounds it where it is not there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _Refused(Exception):
    """Why a file is not read any further."""

    def __init__(self, code: str, line: int, **facts: str | int | float) -> None:
        super().__init__(code)
        self.problem = Problem(code, Severity.ERROR, row=line, facts=facts)


def read_yaml(text: str) -> Document:
    """Read one YAML document; never raises because of what it says."""
    document = Document()
    try:
        _refuse_deep_nesting(text)
        root = yaml.compose(text, Loader=_LOADER)
        if root is None:
            raise _Refused("yaml_empty", 1)
        document.value = _Builder(document).build(root, (), 0)
    except _Refused as refused:
        document.problems.append(refused.problem)
    except yaml.YAMLError as error:
        document.problems.append(problem_of(error, text))
    if has_errors(document.problems):
        document.value = None
    return document


def _refuse_deep_nesting(text: str) -> None:
    """Look at the file as a flat stream first: the composer itself recurses."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            line = event.start_mark.line if event.start_mark else 0
            raise _Refused("yaml_too_deep", line + 1, limit=DEEPEST)


class _Builder:
    """Turns nodes into values and remembers their lines.

    Aliases are copied out, so the number of nodes is limited: a few lines of aliases of
    aliases would otherwise fill the memory.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.nodes = 0

    def build(self, node: yaml.Node, path: Path, depth: int) -> Plain:
        self.nodes += 1
        line = node.start_mark.line + 1
        if self.nodes > MOST_NODES or depth > DEEPEST:
            raise _Refused("yaml_too_large", line, limit=MOST_NODES)
        if node.tag not in _PLAIN_TAGS:
            raise _Refused("yaml_tag", line, tag=node.tag)
        self.document.lines.setdefault(path, line)
        match node:
            case yaml.MappingNode():
                return self._mapping(node, path, depth)
            case yaml.SequenceNode():
                return [
                    self.build(child, (*path, place), depth + 1)
                    for place, child in enumerate(node.value)
                ]
        assert isinstance(node, yaml.ScalarNode)
        if not node.style and is_enclosed(node.value):
            self._tell_quotes(node, path)
        return _scalar(node)

    def _tell_quotes(self, node: yaml.ScalarNode, path: Path) -> None:
        facts: dict[str, str | int | float] = {"value": node.value[:60]}
        line, place = node.start_mark.line + 1, dotted(path)
        self.document.problems.append(
            Problem("yaml_quotes_kept", Severity.WARNING, row=line, column=place, facts=facts)
        )

    def _mapping(self, node: yaml.MappingNode, path: Path, depth: int) -> dict[str, Plain]:
        own: dict[str, Plain] = {}
        merged: list[yaml.Node] = []
        for key_node, value_node in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                merged.append(value_node)
                continue
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise _Refused("yaml_key_is_no_word", line)
            key = key_node.value.strip()
            if key in own:
                self._twice(key, line, (*path, key))
                continue
            self.document.lines[(*path, key)] = line
            own[key] = self.build(value_node, (*path, key), depth + 1)
        for value_node in merged:
            self._merge(value_node, own, path, depth)
        return own

    def _twice(self, key: str, line: int, path: Path) -> None:
        facts: dict[str, str | int | float] = {"key": key, "first": self.document.lines[path]}
        self.document.problems.append(
            Problem("yaml_key_twice", Severity.ERROR, row=line, column=dotted(path), facts=facts)
        )

    def _merge(self, node: yaml.Node, own: dict[str, Plain], path: Path, depth: int) -> None:
        """`<<: *other` brings the fields of another mapping; one's own win."""
        sources = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for source in sources:
            if not isinstance(source, yaml.MappingNode):
                raise _Refused("yaml_merge_is_no_mapping", node.start_mark.line + 1)
            kept, self.document.lines = self.document.lines, {}
            other = self.build(source, path, depth + 1)
            brought, self.document.lines = self.document.lines, kept
            assert isinstance(other, dict)
            for at, line in brought.items():
                self.document.lines.setdefault(at, line)
            for key, value in other.items():
                own.setdefault(key, value)


def _scalar(node: yaml.ScalarNode) -> str | int | None:
    if node.style in {"'", '"', "|", ">"}:
        return str(node.value)
    if node.value in _NOTHING:
        return None
    if _WHOLE_NUMBER.fullmatch(node.value):
        return int(node.value)
    return str(node.value)


def dotted(path: Path) -> str:
    """How a person is told where: `indicators[3].formula.ratio`, `signs["."]`."""
    return "".join(map(_step, path)).removeprefix(".")


def _step(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if _WORD.fullmatch(part) else f'["{part}"]'
