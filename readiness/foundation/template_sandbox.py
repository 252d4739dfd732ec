"""A sandbox for templates that ends: every loop, call, filter and sum of a template is counted while it is filled.

A slip in a template is then told in words and does not stop the machine. What it may take is in template_limits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from types import CodeType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.filters import make_attrgetter
from jinja2.nodes import EvalContext, Impossible
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from readiness.foundation.template_limits import (
    BEFORE_METHOD,
    LOOKED_AT_FIRST,
    OF_AN_ITEM,
    Allowance,
    counting_numbers,
    must_fit,
    not_huge,
    not_repeated,
    not_wide,
    not_wide_percent,
)

_COUNTED, _KEPT = "_counted", "_kept"
_WIDTHS = frozenset({"center", "indent", "wordwrap", "truncate", "batch", "slice", "round", "tojson", "urlize"})
_WIDE_METHODS = frozenset({"center", "ljust", "rjust", "zfill"})
_KEPT_FROM = frozenset({"expandtabs", "translate", "maketrans", "encode", "to_bytes"})


class _Meter(threading.local):
    """Shared by an environment and those derived from it. There is no allowance but while a template is filled.

    Of threads that fill templates at the same time, each has its own.
    """

    def __init__(self) -> None:
        self.allowance: Allowance | None = None
        self.is_compiling = False

    def step(self) -> None:
        if self.is_compiling:
            raise Impossible  # nothing is worked out beforehand: what a template takes is counted when it is filled
        if self.allowance:
            self.allowance.step()

    def taken(self, value: Any) -> Any:
        """What something gave, when it is not too much."""
        size = len(value) if isinstance(value, str) else OF_AN_ITEM * len(value) if isinstance(value, list) else 0
        must_fit(size)
        if self.allowance:
            self.allowance.spend(size)
        return value


class _Counted:
    """What a loop goes through, each round counted."""

    def __init__(self, items: Any, meter: _Meter) -> None:
        self._items, self._meter = items, meter

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Any]:
        for item in self._items:
            self._meter.step()
            yield item


class _Counting(NodeTransformer):
    """Has the rounds of every loop, and every text put together with a ~, counted."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 (a name of the library's)
        self.generic_visit(node)
        node.iter = _filtered(node.iter, _COUNTED)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:  # noqa: N802
        self.generic_visit(node)
        return _filtered(node, _KEPT)


def _filtered(node: Any, name: str) -> nodes.Expr:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


class _LimitedTemplate(Template):
    """A template that has an allowance of its own, or that of the template which fills it."""

    @classmethod
    def _from_namespace(cls, environment: Environment, namespace: Any, known: Any) -> Template:
        template = super()._from_namespace(environment, namespace, known)
        fill: Callable[[Context], Iterator[str]] = template.root_render_func
        meter: _Meter = environment.meter  # type: ignore[attr-defined]

        def within_limits(context: Context) -> Iterator[str]:
            outer, meter.allowance = meter.allowance, meter.allowance or Allowance()
            try:
                yield from fill(context)
            finally:
                meter.allowance = outer

        template.root_render_func = within_limits
        return template


@dataclass(frozen=True)
class _Source:
    """A template's text with all that its code depends on: the same of both is the same code, whoever asks for it."""

    text: str
    name: str | None
    filename: str | None
    printed: tuple[object, ...]
    filters: frozenset[str]
    environment: LimitedEnvironment = field(compare=False)


@lru_cache(maxsize=1_000)
def _code(source: _Source) -> CodeType:
    return source.environment.compile_anew(source.text, source.name, source.filename)


class LimitedEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox whose templates end, and give no more than a document holds. Raises GoesTooFar.

    A text is compiled once for all environments that would make the same of it.
    """

    template_class = _LimitedTemplate
    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, **options: Any) -> None:
        super().__init__(optimized=False, **options)  # nothing can be worked out beforehand, so it is not tried
        self.meter = _Meter()
        del self.globals["lipsum"]
        del self.filters["random"]  # the same fields give the same document
        self.globals["range"] = counting_numbers
        self.filters = {name: _limited(name, its, self.meter) for name, its in self.filters.items()}
        self.filters["sum"] = self._sum
        self.filters[_COUNTED] = lambda items: _Counted(items, self.meter)
        self.filters[_KEPT] = _limited(_KEPT, lambda text: text, self.meter)

    def compile(  # type: ignore[override]  # no template is asked for as Python's text
        self, source: str | nodes.Template, name: str | None = None, filename: str | None = None
    ) -> CodeType:
        """The code of a template. Raises TemplateSyntaxError."""
        if not isinstance(source, str):  # an expression, whose tree was made already
            return self.compile_anew(source, name, filename)
        printed = (self.autoescape, self.trim_blocks, self.lstrip_blocks, getattr(self.finalize, "__code__", None))
        return _code(_Source(source, name, filename, printed, frozenset(self.filters), self))

    def compile_anew(self, source: str | nodes.Template, name: str | None, filename: str | None) -> CodeType:
        """The code of a template that is compiled whether it was before or not. Raises TemplateSyntaxError."""
        return super().compile(source, name, filename)

    def _generate(self, source: nodes.Template, *others: Any, **options: Any) -> str:
        counted = _Counting().visit(source)
        counted.set_environment(self)
        self.meter.is_compiling = True
        try:
            return super()._generate(counted, *others, **options)
        finally:
            self.meter.is_compiling = False

    def concat(self, pieces: Iterable[str]) -> str:
        """The pieces of a document, or of what a macro gives, as one."""
        kept: list[str] = []
        size = 0
        with closing(pieces) if isinstance(pieces, Generator) else nullcontext():  # what is left half way stays open
            for piece in pieces:
                size += len(piece)
                must_fit(size)
                kept.append(piece)
        return "".join(kept)

    def _sum(self, items: Iterable[Any], attribute: str | int | None = None, start: Any = 0) -> Any:
        """What the items come to, or what they have of that name; lists and texts are put together one by one."""
        self.meter.step()
        added = items if attribute is None else map(make_attrgetter(self, attribute), items)
        if isinstance(start, int | float):
            return sum(added, start)
        total = start
        for item in added:
            self.meter.step()
            total = self.meter.taken(total + item)
        return total

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may use it."""
        return attr not in _KEPT_FROM and super().is_safe_attribute(obj, attr, value)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Calls what a template calls."""
        __self.meter.step()
        owner, name = getattr(__obj, "__self__", None), getattr(__obj, "__name__", "")
        if isinstance(owner, str) and name in _WIDE_METHODS:
            not_wide(args)
        elif isinstance(owner, str) and name in BEFORE_METHOD:
            BEFORE_METHOD[name](owner, *args, **kwargs)
        return __self.meter.taken(super().call(__context, __obj, *args, **kwargs))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """The method of a text that fills braces, with no width in them that is far too large."""
        formatted = super().wrap_str_format(value)
        return formatted and _limited("braces", formatted, self.meter, value.__self__)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """What an operator gives."""
        if operator == "*":
            not_repeated(left, right)
        elif operator == "**" and isinstance(left, int) and isinstance(right, int):
            not_huge(left.bit_length() * right)
        elif operator == "%" and isinstance(left, str):
            not_wide_percent(left)
        return self.meter.taken(super().call_binop(context, operator, left, right))


def _limited(name: str, function: Callable[..., Any], meter: _Meter, *before: Any) -> Callable[..., Any]:
    """A filter that is counted, and looked at before it is worked out when it could give far too much."""

    @wraps(function)
    def limited(*args: Any, **kwargs: Any) -> Any:
        meter.step()
        given = [each for each in args if not isinstance(each, Environment | Context | EvalContext)]
        if name in _WIDTHS:
            not_wide((*given[1:], *kwargs.values()))
        elif name in LOOKED_AT_FIRST:
            LOOKED_AT_FIRST[name](*before, *given, **kwargs)
        return meter.taken(function(*args, **kwargs))

    return limited
