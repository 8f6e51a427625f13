"""The commands work at once, or say in a sentence why they cannot."""

from __future__ import annotations

import sys

import pytest

import dev


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A project whose environments hold just a Python, and what was installed into them."""
    (tmp_path / "pyproject.toml").write_text("[project]", encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    installed = []
    monkeypatch.setattr(dev, "make_environment", make_environment)
    monkeypatch.setattr(dev, "install", lambda _, arguments: installed.append(arguments[-1]))
    return installed


def make_environment(home):
    python = dev.script(home, "python")
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)


def test_python_that_is_too_old_is_told_in_one_sentence(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    with pytest.raises(dev.Halt, match=r"needs Python 3\.11 or newer, and this is Python 3\.10:"):
        dev.main(["test"])


def test_unknown_command_is_answered_with_the_known_ones():
    with pytest.raises(dev.Halt, match=r"no command “sevre”(?s:.*)serve +Show"):
        dev.main(["sevre"])


def test_second_run_installs_nothing(made, tmp_path):
    for _ in range(2):
        assert dev.environment(dev.TESTS, tmp_path / ".venv") == tmp_path / ".venv"
    assert made == [".[test]"]


def test_what_the_tests_installed_is_enough_for_the_site(made, tmp_path):
    for wanted in (dev.SITE, dev.SITE, dev.TESTS, dev.SITE):
        dev.environment(wanted, tmp_path / ".venv")
    assert made == [".", ".[test]"]


def test_changed_requirements_are_installed(made, tmp_path):
    dev.environment(dev.SITE, tmp_path / ".venv")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'", encoding="utf-8")
    dev.environment(dev.SITE, tmp_path / ".venv")
    assert made == [".", "."]


def test_settings_of_a_tool_install_nothing(made, tmp_path):
    dev.environment(dev.SITE, tmp_path / ".venv")
    (tmp_path / "pyproject.toml").write_text("[project]\n[tool.ruff]", encoding="utf-8")
    dev.environment(dev.SITE, tmp_path / ".venv")
    assert made == ["."]


def test_environment_whose_python_is_gone_is_made_anew(made, tmp_path, monkeypatch):
    home = tmp_path / ".venv"
    dev.environment(dev.SITE, home)
    python = dev.script(home, "python")
    python.unlink()
    python.symlink_to(tmp_path / "gone")
    anew = []
    monkeypatch.setattr(dev, "make_environment", anew.append)
    dev.environment(dev.SITE, home)
    assert anew == [home]
    assert made == [".", "."]


def test_python_without_venv_is_told_in_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(dev.Halt, match="apt install python3-venv"):
        dev.make_environment(tmp_path)


def test_no_network_is_told_in_one_sentence(monkeypatch, tmp_path):
    home = tmp_path / ".venv"
    make_environment(home)
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(dev.Halt, match="no package index can be reached"):
        dev.install(home, ["--target", str(tmp_path / "nowhere"), "surely-not-there-1"])


def test_arguments_and_exit_code_are_handed_on(monkeypatch):
    calls = []
    monkeypatch.setattr(dev, "environment", lambda *_: dev.ROOT / "venv")
    monkeypatch.setattr(dev, "call", lambda command, _: calls.append(command[1:]) or 3)
    assert dev.main(["lint", "--fix", "plugins"]) == 3
    assert dev.main(["test", "tests/unit"]) == 3
    assert calls == [
        ["-m", "ruff", "check", "--fix", "plugins"],
        ["-m", "pytest", "tests/unit"],
    ]


def test_tests_do_not_start_without_a_browser(monkeypatch):
    calls = []
    monkeypatch.setattr(dev, "environment", lambda *_: dev.ROOT / "venv")
    monkeypatch.setattr(dev, "call", lambda command, _: calls.append(command[1:]) or 1)
    assert dev.main(["test"]) == 1
    assert calls == [["-m", "tests.support.browser"]]
