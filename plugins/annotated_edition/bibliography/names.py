"""Names of people and bodies in CSL: as they are shown in short, and as they are sorted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

__all__ = ["shown_names", "sorted_name", "unspaced_name"]

_RICH = re.compile(r"</?(?:i|b|em|strong|sup|sub)>|<span class=\"nocase\">|</span>")
# Kana, Han and Hangul: scripts whose names run from family to given with nothing between.
_UNSPACED = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_BETWEEN = "\t"  # between the parts of a name: it sorts before any letter


def shown_names(value: Any) -> list[str]:
    """The short forms of names: families with the particles that belong to them, and bodies."""
    return [name for name in map(_shown, _listed(value)) if name]


def sorted_name(value: Any, demotes: bool) -> str:
    """What names are sorted by; empty where there is none.

    A dropping particle (`Alexander von` Humboldt) never counts before the family. A non-dropping
    one (`van` Gogh) does, unless the style demotes it.

    Args:
        value: CSL names.
        demotes: Whether non-dropping particles go behind the given name.
    """
    return _BETWEEN.join(name for each in _listed(value) if (name := _sorted(each, demotes)))


def unspaced_name(name: Mapping[str, Any]) -> str:
    """Family and given name in one where nothing separates them by comma; empty elsewhere."""
    family, given = _part(name, "family"), _part(name, "given")
    if _UNSPACED.fullmatch(family) and (not given or _UNSPACED.fullmatch(given)):
        return family + given
    fixed = name.get("static-ordering") in (True, "true")
    return f"{family} {given}".strip() if fixed and family else ""


def _listed(value: Any) -> list[Any]:
    if isinstance(value, str | Mapping):
        return [value]
    return list(value) if isinstance(value, list | tuple) else []


def _shown(name: Any) -> str:
    if not isinstance(name, Mapping):
        return _plain(name)
    particle, family = _part(name, "non-dropping-particle"), _part(name, "family")
    short = unspaced_name(name) or _joined(particle, family)
    return _part(name, "literal") or short or _part(name, "given")


def _sorted(name: Any, demotes: bool) -> str:
    if not isinstance(name, Mapping) or name.get("literal"):
        return _shown(name)
    given = _joined(_part(name, "given"), _part(name, "dropping-particle"))
    particle, family = _part(name, "non-dropping-particle"), _part(name, "family")
    if demotes:
        given = _joined(given, particle)
    else:
        family = _joined(particle, family)
    parts = (family, given, _part(name, "suffix"))
    return _BETWEEN.join(part for part in parts if part)


def _joined(first: str, second: str) -> str:
    """Two parts of a name; an elided particle (`d’`) has no space behind it."""
    tight = first.endswith(("’", "'", "-")) or not first
    return f"{first}{second}" if tight else f"{first} {second}".strip()


def _part(name: Mapping[str, Any], key: str) -> str:
    return _plain(name.get(key) or "")


def _plain(value: Any) -> str:
    return " ".join(_RICH.sub("", str(value)).split())
