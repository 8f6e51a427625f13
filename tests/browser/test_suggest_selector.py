"""What the browser quotes is what the build finds: at the same words, and exactly."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from playwright.sync_api import Page

from annotated_edition.anchoring import TextIndex, anchor, shortest_context
from annotated_edition.hosts import Project
from annotated_edition.model import Selector, State
from annotated_edition.rendered_html.marks import strip
from tests.support.project import build_site, configure, write
from tests.support.proposals import Proposer, offer, proposed, snapped
from tests.support.reading import HOOK, fixture

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = "articles/annexation-requests.md"

NOTES = """annotations:
  - {id: heading, kind: term, exact: a, prefix: cases in, note: One.}
  - {id: very, kind: claim, exact: the very same words, note: One.}
  - {id: inside, kind: claim, exact: "same words, and one begins", note: One.}
  - {id: paragraphs, kind: context, exact: runs on into the next, note: One.}
  - {id: link, kind: source, exact: a link of the text, note: One.}
  - {id: table, kind: claim, exact: a turnout of 85.4 percent, rating: disputed, note: One.}
  - {id: advert, kind: furniture, exact: Follow our live page and never miss a thing., note: One.}
  - {id: repeated, kind: term, exact: word repeated, prefix: again the, note: One.}
"""
ROUGH_NOTES = """annotations:
  - {id: held, kind: claim, exact: vote was held again, rating: disputed, note: One.}
  - {id: cells, kind: context, exact: North 85.4 South, note: One.}
  - {id: nested, kind: term, exact: three one two, note: One.}
  - {id: part, kind: term, exact: "the vote was held, H2O", note: One.}
  - {id: quotes, kind: furniture, exact: The vote was held. The vote was counted., note: One.}
"""


@pytest.fixture(scope="session")
def rough_project(site_server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A project with the hardest texts, and the address of its site."""
    project = tmp_path_factory.mktemp("rough")
    pages = {"hard": strip(fixture("hard_cases")), "rough": fixture("rough_text")}
    write(project, {"hook.py": HOOK, "docs/index.md": "# Front\n"})
    write(project, {f"docs/{name}.md": f"# {name}\n" for name in pages})
    write(project, {f"made/{name}.html": html for name, html in pages.items()})
    write(project, {"annotations/hard.yml": NOTES, "annotations/rough.yml": ROUGH_NOTES})
    address = site_server.address(project / "site")
    settings = {
        "site_url": address,
        "hooks": ["hook.py"],
        "validation": {"links": {"anchors": "ignore"}},
    }
    configure(project, settings, {"repository": "ada/edition"})
    build_site(project)
    return project, address


@pytest.fixture(scope="session")
def open_edition(site_server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The first edition, as it is where it takes proposals."""
    folder = tmp_path_factory.mktemp("open-edition") / "site"
    options = {"repository": "ada/edition", "history": False}
    build_site(
        ROOT,
        site_dir=str(folder),
        site_url=site_server.address(folder),
        plugins=["search", {"annotated-edition": options}],
    )
    return site_server.address(folder)


def check(page: Page, address: str, text: str, number: int, seed: int) -> None:
    """Select words at random, and hold what is proposed against the text of the build."""
    page.clock.install()
    page.goto(address)
    proposer = Proposer.on(page, text)
    index = TextIndex(text)
    chance = random.Random(seed)
    whole = "".join(proposer.nodes)
    tried = 0
    while tried < number:
        start = chance.randrange(len(whole))
        end = min(len(whole), start + chance.choice((1, 2, 5, 12, 30, 80, 300)))
        if chance.random() < 0.3:
            start, end = end, start
        span = proposer.select(start, end)
        if span[0] >= span[1]:
            continue
        tried += 1
        page.clock.run_for(300)
        wanted = snapped(text, *span)
        said = repr(text[wanted[0] : wanted[1]])
        _, selector = proposed(page)
        placement = anchor(index, [selector])[0]
        assert placement.state is State.EXACT, (said, selector)
        assert (placement.start, placement.end) == wanted, (said, selector)
        best = shortest_context(index, *wanted)
        assert size(selector) <= size(best) + 1, (said, selector, best)
    page.evaluate("getSelection().removeAllRanges()")
    page.clock.run_for(300)
    assert offer(page).count() == 0


def size(selector: Selector) -> int:
    return len((selector.prefix or "").strip()) + len((selector.suffix or "").strip())


@pytest.mark.parametrize("name", ["hard", "rough"])
@pytest.mark.parametrize("seed", [1, 2])
def test_hard_texts(page: Page, rough_project: tuple[Path, str], name: str, seed: int):
    project, address = rough_project
    text = Project.load(project / "mkdocs.yml").check().placed[f"{name}.md"].text
    check(page, f"{address}{name}/", text, 60, seed)


def test_the_first_edition(page: Page, open_edition: str):
    text = Project.load(ROOT / "mkdocs.yml").check().placed[ARTICLE].text
    check(page, f"{open_edition}{ARTICLE.removesuffix('.md')}/", text, 80, 3)
