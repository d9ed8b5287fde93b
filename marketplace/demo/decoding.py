"""Read JSON into frozen dataclasses, strictly: every field named, none unknown, every type as declared."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


class ContentError(ValueError):
    """A data file that does not fit; the message names the place in it."""


def decode(shape: type[T], raw: object, place: str) -> T:
    """`raw` as a value of `shape`; `place` names it in the message of a ContentError."""
    return cast(T, _value(shape, raw, place))


def _value(shape: Any, raw: object, place: str) -> object:
    origin = get_origin(shape)
    if origin is UnionType:
        return _optional(shape, raw, place)
    if origin is tuple:
        return _tuple(get_args(shape)[0], raw, place)
    if origin is Mapping:
        return _mapping(get_args(shape)[1], raw, place)
    if shape is Any:
        return raw
    if shape is date:
        return _date(raw, place)
    if is_dataclass(shape):
        return _record(cast(type[Any], shape), raw, place)
    if type(raw) is not shape:
        raise ContentError(f"{place}: expected {shape.__name__}, found {raw!r}")
    return raw


def _optional(shape: Any, raw: object, place: str) -> object:
    (inner,) = (part for part in get_args(shape) if part is not type(None))
    return None if raw is None else _value(inner, raw, place)


def _tuple(shape: Any, raw: object, place: str) -> tuple[object, ...]:
    if not isinstance(raw, list):
        raise ContentError(f"{place}: expected a list, found {raw!r}")
    return tuple(_value(shape, item, f"{place}[{number}]") for number, item in enumerate(raw))


def _mapping(shape: Any, raw: object, place: str) -> dict[str, object]:
    if not isinstance(raw, dict):
        raise ContentError(f"{place}: expected an object, found {raw!r}")
    return {key: _value(shape, item, f"{place}.{key}") for key, item in raw.items()}


def _date(raw: object, place: str) -> date:
    try:
        return date.fromisoformat(cast(str, raw))
    except (TypeError, ValueError):
        raise ContentError(f"{place}: expected a date YYYY-MM-DD, found {raw!r}") from None


def _record(shape: type[Any], raw: object, place: str) -> object:
    if not isinstance(raw, dict):
        raise ContentError(f"{place}: expected an object, found {raw!r}")
    hints = _hints(cast(Hashable, shape))
    required = {item.name for item in fields(shape) if item.default is MISSING}
    if unknown := raw.keys() - hints.keys():
        raise ContentError(f"{place}: unknown {sorted(unknown)}")
    if missing := required - raw.keys():
        raise ContentError(f"{place}: missing {sorted(missing)}")
    return shape(**{key: _value(hints[key], item, f"{place}.{key}") for key, item in raw.items()})


@cache
def _hints(shape: Hashable) -> dict[str, Any]:
    return get_type_hints(shape)
