"""A newcomer's first commands, as the README prints them."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import urllib.request

import pytest

import dev
from annotated_edition.intake import REQUIREMENT
from annotated_edition.intake.distribution import ON_REGISTRY, REPOSITORY

README = (dev.ROOT / "README.md").read_text("utf-8")
STEPS = re.search(r"## Annotate your own document.*?```sh\n(.*?)```", README, re.DOTALL)[1]


def test_readme_names_the_way_to_install_that_works():
    assert f'pip install "{REQUIREMENT}"' in README or ON_REGISTRY
    assert ("pip install mkdocs-annotated-edition\n" in STEPS) == ON_REGISTRY
    assert (f"git clone {REPOSITORY}\n" in STEPS) != ON_REGISTRY


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory):
    """A folder and an environment in which nothing is installed; the repository is this one."""
    home = tmp_path_factory.mktemp("newcomer")
    dev.make_environment(home / ".venv")
    settings = {f"url.{dev.ROOT.as_uri()}.insteadOf": REPOSITORY, "safe.directory": "*"}
    git = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings.items()):
        git |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    tools = dev.script(home / ".venv", "python").parent
    path = os.pathsep.join([str(tools), os.environ["PATH"]])
    return home, {**os.environ, **git, "PATH": path, "VIRTUAL_ENV": str(home / ".venv")}


@pytest.mark.install
def test_the_printed_steps_lead_to_a_page_with_notes(newcomer):
    home, environment = newcomer
    steps, _, serve = STEPS.strip().rpartition("\n")
    assert serve == "mkdocs serve"
    done = subprocess.run(
        ["sh", "-ec", f"{steps}\nmkdocs build --strict\n"],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    if done.returncode and dev.OFFLINE.search(said):
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, said
    edition = home / "my-edition"
    assert 'id="note-' in (edition / "site/speech/index.html").read_text("utf-8")
    assert 'id="note-' in served(edition, environment, "speech/")


def served(edition, environment, page):
    """A page from the preview, which is stopped afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        ["mkdocs", "serve", "--dev-addr", address],
        cwd=edition,
        env={**environment, "SITE_URL": f"http://{address}/"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = []
        for line in server.stdout:
            said.append(line)
            if "Serving on" in line:
                break
        else:
            pytest.fail("".join(said))
        with urllib.request.urlopen(f"http://{address}/{page}") as answer:
            return answer.read().decode("utf-8")
    finally:
        server.terminate()
        server.communicate()
