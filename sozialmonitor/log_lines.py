"""What the log does not need."""

import logging

from django.core.exceptions import PermissionDenied


class NoTraceOfRefusals(logging.Filter):
    """A refused request is one line: that somebody lacks a role is no fault of the program."""

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0] if record.exc_info else None
        if kind is not None and issubclass(kind, PermissionDenied):
            record.exc_info = record.exc_text = None
        return True
