"""How deep JSON is nested, counted without recursion and before it is parsed."""

import re

_STRINGS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_OTHER = re.compile(rb"[^\[\]{}]+")
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


def too_deep(content: bytes, limit: int) -> bool:
    """Whether arrays and objects are nested more than `limit` deep.

    >>> too_deep(b'[[["[[[["]]]', 3), too_deep(b"[[[[", 3)
    (False, True)
    """
    brackets = _OTHER.sub(b"", _STRINGS.sub(b"", content))
    depth = 0
    for bracket in brackets:
        depth += _STEP[bracket]
        if depth > limit:
            return True
    return False
