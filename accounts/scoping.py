"""A request reads rows of one region: a question that names none fails before it is asked.

Every table that belongs to a region has the manager `Scoped`. While a page or the API is being
answered, its questions must name the region or something the region owns (an organisation, a
level, a delivery …). A number from an address alone, `get(pk=…)`, is what would show another
region's row by accident, so it counts for nothing. Commands and the worker, which serve all
regions, are free; so are rows that hang on one already read (`upload.delivery`).

Hand-written SQL is not seen by it; there every statement has `region_id = %(region)s`.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import models
from django.db.models import Lookup, sql
from django.db.models.expressions import Col
from django.db.models.sql.where import NothingNode, WhereNode
from django.http import HttpRequest
from django.http.response import HttpResponseBase

REGION = "accounts.Region"
CONTENT_HASH = "hash"  # 128 bits of a pack or of shapes: who names it has it already
M = TypeVar("M", bound=models.Model)

_answering: ContextVar[bool] = ContextVar("answering", default=False)


class Unscoped(Exception):
    """A question to a region's table that names no region: a fault of the program."""


class _ScopedQuery(sql.Query):
    """Refuses to become SQL where it would read the rows of every region."""

    def get_compiler(self, *args: Any, **named: Any) -> Any:
        self._demand_scope()
        return super().get_compiler(*args, **named)

    def chain(self, klass: Any = None) -> Any:
        if klass is not None:  # an UPDATE in the making, which is a class of its own
            self._demand_scope()
        return super().chain(klass)

    def _demand_scope(self) -> None:
        is_asked_in_parts = bool(self.combined_queries)  # each part is a question of its own
        if _answering.get() and not is_asked_in_parts and not _names_owner(self.where):
            raise Unscoped(f"A question to {self.get_meta().label} names no region: {self.where}")


def _names_owner(node: Any) -> bool:
    """Whether each way to fulfil the condition has the region, or what it owns, in it."""
    if isinstance(node, NothingNode):
        return True
    if isinstance(node, WhereNode):
        named = [_names_owner(child) for child in node.children]
        if node.negated or not named:
            return False
        return all(named) if node.connector == "OR" else any(named)
    is_equal = isinstance(node, Lookup) and node.lookup_name in ("exact", "in")
    return is_equal and isinstance(node.lhs, Col) and _is_owner(node.lhs.target)


def _is_owner(column: "models.Field[Any, Any]") -> bool:
    if column.model._meta.label == REGION:
        return column.unique
    if column.name == CONTENT_HASH:
        return True
    owner = column.related_model
    if not isinstance(owner, type):
        return False
    return owner._meta.label == REGION or isinstance(owner._default_manager, Scoped)


class Scoped(models.Manager[M]):
    """The manager of what belongs to a region; see above."""

    def get_queryset(self) -> models.QuerySet[M]:
        rows = super().get_queryset()
        rows.query = _ScopedQuery(self.model)
        return rows


def row_of(held: M) -> models.QuerySet[M]:
    """The row of an object already read, to lock or to change it."""
    region: int = getattr(held, "region_id")  # noqa: B009 (not every model has one)
    return type(held)._default_manager.filter(pk=held.pk, region=region)


def answer_scoped(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: from here on a question without a region fails."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        before = _answering.set(True)
        try:
            return get_response(request)
        finally:
            _answering.reset(before)

    return answer
