"""The files of an edition: which there are, what each is for, and how to open one safely."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from annotated_edition.model import MAX_DIRECTORY_DEPTH, MAX_FILES, Severity
from annotated_edition.text import invisible, named, nearest
from annotated_edition.yaml_files import HIDDEN, Report

__all__ = [
    "RESERVED",
    "SHARED",
    "YamlFile",
    "folded_name",
    "list_files",
    "name_fault",
    "relative",
]

SHARED = {
    "speakers": "speakers",
    "sources": "references",
    "ratings": "ratings",
    "timeline": "events",
    "terms": "terms",
}
"""What documents share: the file's or folder's name, and the key that its list stands under."""

RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
"""Names that Windows keeps for devices, with any suffix."""
_FOLDERS = frozenset(SHARED) - {"ratings"}
_SUFFIXES = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A YAML file of the edition.

    Attributes:
        path: Where it is.
        name: The same for people: POSIX, relative to the project's folder.
        role: `annotations` or a key of `SHARED`.
        stem: POSIX path without suffix under the folder of annotations.
    """

    path: Path
    name: str
    role: str
    stem: str


def relative(path: Path, project: Path) -> str:
    """A path for people: POSIX, relative to the project where it lies in it, printable."""
    text = os.path.relpath(path, project).replace(os.sep, "/")
    return os.fsencode(text).decode("utf-8", "backslashreplace")


def list_files(root: Path, project: Path, reports: list[Report]) -> list[YamlFile]:
    """Lists the YAML files under the folder of annotations, sorted by path.

    Names that begin with a dot are passed over, as editors leave such files behind; every other
    file that is not read is reported.

    Args:
        root: The folder of annotations.
        project: The project's folder.
        reports: Where problems go: links, things that are no files.

    Returns:
        The files that may be read.
    """
    found: list[YamlFile] = []
    if root.is_symlink():
        _refuse(root, project, reports, "symbolic-link", "the folder is a symbolic link")
        return found
    folders = [(root, 0)]
    while folders:
        folder, depth = folders.pop()
        for entry in _entries(folder, project, reports):
            path = Path(entry.path)
            if entry.name.startswith("."):
                _pass_over(path, root, project, reports)
                continue
            fault = name_fault(entry.name)
            if fault:
                _refuse(path, project, reports, *fault)
            refusal = _refusal(entry, depth)
            if refusal:
                _refuse(path, project, reports, *refusal)
            elif entry.is_dir(follow_symlinks=False):
                folders.append((path, depth + 1))
            elif _is_yaml(entry) and not entry.is_symlink():
                found.append(_file(path, root, project))
            else:
                _pass_over(path, root, project, reports)
    _refuse_look_alikes(found, project, reports)
    found.sort(key=lambda file: file.name)
    if len(found) > MAX_FILES:
        _refuse(
            root, project, reports, "too-many-files", f"there are more than {MAX_FILES:,} files"
        )
        del found[MAX_FILES:]
    return found


def _entries(folder: Path, project: Path, reports: list[Report]) -> list[os.DirEntry[str]]:
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return []
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror}"
        _refuse(folder, project, reports, "unreadable", message)
        return []


def _is_yaml(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower().endswith(_SUFFIXES)


def _refusal(entry: os.DirEntry[str], depth: int) -> tuple[str, str] | None:
    """Why an entry of a folder may not be read: a code and a message; None if it may."""
    if entry.is_symlink():
        matters = _is_yaml(entry) or entry.is_dir()
        return ("symbolic-link", "this is a symbolic link") if matters else None
    if entry.is_dir(follow_symlinks=False):
        too_deep = depth >= MAX_DIRECTORY_DEPTH
        return ("too-deep", "folders are nested too deep") if too_deep else None
    if _is_yaml(entry) and not entry.is_file(follow_symlinks=False):
        return "not-a-file", "this is not an ordinary file"
    return None


def name_fault(name: str) -> tuple[str, str] | None:
    """Why a file or folder may not have its name: a code and a message; None if it may."""
    hidden = next((each for each in name if each in "\n\r\t" or HIDDEN.match(each)), "")
    found = named(hidden) if hidden else next((each for _, each in invisible(name)), "")
    if found:
        return "file-name", f"the name holds the invisible character {found}"
    if any("\ud800" <= each <= "\udfff" for each in name):
        return "file-name", "the name is not UTF-8"
    stem = name.partition(".")[0]
    if stem.lower() in RESERVED:
        return "file-name", f"Windows keeps the name “{stem}” for a device"
    return None


def _refuse_look_alikes(found: list[YamlFile], project: Path, reports: list[Report]) -> None:
    """Reports names that differ only in upper and lower case, or not at all once composed."""
    seen: dict[str, YamlFile] = {}
    for file in sorted(found, key=lambda file: file.name):
        first = seen.setdefault(folded_name(file.name), file)
        if first is not file:
            message = f"its name differs from {first.name} only in upper and lower case"
            _refuse(file.path, project, reports, "file-name", message)


def folded_name(name: str) -> str:
    """A name as file systems compare it that distinguish neither case nor composition."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _pass_over(path: Path, root: Path, project: Path, reports: list[Report]) -> None:
    """Reports a file that is not read; a warning where it looks as if it should be.

    What editors and systems leave behind begins with a dot, and is reported only if it ends in
    .yml; locks of Emacs and copies of macOS never are.
    """
    if path.name.startswith((".#", "._")):
        return
    if path.name.startswith(".") and not path.name.lower().endswith(_SUFFIXES):
        return
    report = Report(relative(path, project))
    name = path.name.lower()
    stem = name.strip(".").partition(".")[0]
    meant = ".yml" in name or ".yaml" in name or name.endswith((".json", ".ym", ".yam", ".yl"))
    shared = nearest(stem, SHARED) if path.parent == root else ""
    report.add(
        (1, 1),
        "not-read",
        "this file is not read",
        expected="a name that ends in .yml",
        nearest=f"{shared or stem}.yml" if meant or shared == stem else "",
        fix="rename it, or take it out of the folder",
        severity=Severity.WARNING if meant or shared == stem else Severity.INFO,
    )
    reports.append(report)


def _file(path: Path, root: Path, project: Path) -> YamlFile:
    stem = path.relative_to(root).with_suffix("").as_posix()
    first, _, rest = stem.partition("/")
    role = "annotations"
    if first in SHARED and (not rest or first in _FOLDERS):
        role = first
    return YamlFile(path, relative(path, project), role, stem)


def _refuse(path: Path, project: Path, reports: list[Report], code: str, message: str) -> None:
    report = Report(relative(path, project))
    fixes = {
        "symbolic-link": "put the file itself in its place",
        "not-a-file": "take it out of the folder",
        "file-name": "rename it",
    }
    report.add(
        (1, 1),
        code,
        message,
        expected="an ordinary file" if code in ("symbolic-link", "not-a-file") else "",
        fix=fixes.get(code, ""),
    )
    reports.append(report)
