"""Every record of every YAML file here is edited once: no other line of its file changes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from annotated_edition.yaml_files import EditError, YamlEdit

ROOT = Path(__file__).parents[3]
STARTER = ROOT / "plugins/annotated_edition/intake/starter/annotations"


def corpus():
    """Texts of annotation files: the first edition, the starter, and what the tests hold."""
    for folder in (ROOT / "annotations", STARTER):
        for path in sorted(folder.rglob("*.yml")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests/golden").rglob("*.yml")):
        case = yaml.safe_load(path.read_text(encoding="utf-8"))
        files = (case.get("files") or case.get("written") or {}) if isinstance(case, dict) else {}
        for name, text in files.items():
            if name.endswith(".yml") and isinstance(text, str):
                yield f"{path.stem}: {name}", text


FILES = dict(corpus())
KEYS = ("note", "bio", "title", "definition", "text", "label", "name")


def lines_of(text, record):
    """The lines of a file, and which of them are a record's."""
    lines = text.splitlines()
    start = record.start_mark.line
    end = record.end_mark.line + (record.end_mark.column > 0)
    return lines, set(range(start, max(end, start + 1)))


def open_edit(folder, text):
    path = folder / "file.yml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return YamlEdit(path)


def others_changed(before, after, record):
    """The lines outside of a record that an edit changed."""
    lines, own = lines_of(before, record)
    first, last = min(own), max(own) + 1
    now = after.splitlines()
    kept_behind = lines[last:]
    return lines[:first] != now[:first] or (
        kept_behind != now[len(now) - len(kept_behind) :] if kept_behind else False
    )


def records_of(text):
    """The records of a file; of two with one id, the first, which is the one that is edited."""
    seen = set()
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        for node in value.value if isinstance(value, yaml.SequenceNode) else ():
            if isinstance(node, yaml.MappingNode):
                held = {each.value: item for each, item in node.value}
                name = held.get("id")
                if isinstance(name, yaml.ScalarNode) and name.value not in seen:
                    seen.add(name.value)
                    yield key.value, name.value, node, list(held)


@pytest.mark.parametrize("name", FILES)
def test_an_edit_changes_the_lines_of_its_record_only(name, tmp_path):
    text = FILES[name]
    try:
        open_edit(tmp_path, text)
    except (EditError, yaml.YAMLError):
        return  # refused with a reason, and not a byte is written
    for _, record_id, node, keys in list(records_of(text)):
        edit = open_edit(tmp_path, text)
        if record_id not in edit.ids:
            continue
        key = next((each for each in KEYS if edit.get(record_id, each)), None)
        for change in ("set", "add", "remove"):
            edit = open_edit(tmp_path, text)
            try:
                if change == "set" and key:
                    edit.set(record_id, key, "Other words, “quoted”: with a colon.")
                elif change == "add":
                    edit.set(record_id, "created", "2026-11-27")
                elif change == "remove" and len(keys) > 1:
                    edit.remove(record_id, keys[-1])
                after = edit.text()
            except EditError:
                continue
            assert not others_changed(text, after, node), (record_id, change)


@pytest.mark.parametrize("name", FILES)
def test_a_new_record_changes_no_line_that_was_there(name, tmp_path):
    text = FILES[name]
    try:
        edit = open_edit(tmp_path, text)
        key = next((key for key, *_ in records_of(text)), "annotations")
        edit.append(key, {"id": "new-record", "note": "Its text."})
        after = edit.text()
    except (EditError, yaml.YAMLError):
        return
    lines, now = text.splitlines(), after.splitlines()
    kept = iter(now)
    missing = [line for line in lines if line.strip() and line not in kept]
    assert not missing or "[" in text or "{" in text
    assert "new-record" in after
