"""Nothing that a contributor writes runs, fetches, or hides: tried in a browser, field by field.

One site holds all payloads. Its problems are collected and not obeyed, so that what the check
refuses is met by the sanitiser as well.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from annotated_edition.hosts.mkdocs import plugin as host
from annotated_edition.model import Problem
from tests.support.payloads import PAYLOADS, edition_files, flat
from tests.support.project import build_site, configure, write
from tests.support.server import SiteServer

OPTIONS = {
    "claim_pages": True,
    "cache": "",
    "repository": "a/b",
    "branch": '"><img src=x onerror=pwned()>',
}
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
WATCH = """
window.__found = [];
window.pwned = () => window.__found.push('pwned');
for (const name of ['alert', 'confirm', 'prompt', 'print'])
  window[name] = () => window.__found.push(name);
addEventListener('securitypolicyviolation', (event) =>
  window.__found.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
# Everything in the article that is no plain markup, and every sign of a clobbered page.
LOOK = r"""
() => {
  const faults = [...window.__found];
  const host = document.querySelector('.md-content');
  // Names that the theme gives.
  const own = (element) => /^__code_/.test(element.id) || /^md-/.test(element.className);
  for (const element of document.querySelectorAll('body *')) {
    const here = `${element.localName} in ${element.closest('[id]')?.id}`;
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) faults.push(`${here}: ${name}`);
      if (/^(href|src|action|formaction|xlink:href|data|srcset|poster)$/.test(name)) {
        const address = URL.canParse(value, location.href) && new URL(value, location.href);
        if (address && !['http:', 'https:', 'mailto:'].includes(address.protocol))
          faults.push(`${here}: ${value}`);
      }
    }
  }
  const wild = 'script, style, img, iframe, object, embed, form, input, svg, math, link, meta,'
    + 'base, template, video, audio, [name], [style], [contenteditable]';
  const bodies = '.ae-body, .ae-bio, .ae-definition';
  for (const body of document.querySelectorAll(`${bodies}, .ae-event, .ae-note`))
    for (const bad of body.querySelectorAll(wild))
      faults.push(`${bad.localName} in ${body.className}`);
  const named = '[id], [data-ae], [data-notes], [class]:not(.ae-cite)';
  for (const body of document.querySelectorAll(bodies))
    for (const bad of body.querySelectorAll(named))
      if (!own(bad)) faults.push(`${bad.outerHTML.slice(0, 80)} in ${body.className}`);
  const seen = new Set();
  for (const { id } of document.querySelectorAll('.md-content [id]')) {
    if (id.startsWith('__code_')) continue; // the theme's
    if (seen.has(id)) faults.push(`#${id} twice`);
    seen.add(id);
  }
  for (const note of document.querySelectorAll('.ae-note[id]')) {
    if (document.getElementById(note.id) !== note) faults.push(`#${note.id} clobbered`);
    if (!note.closest('section')?.matches('.ae-notes, .ae-unplaced'))
      faults.push(`#${note.id} outside`);
  }
  for (const data of document.querySelectorAll('script[type$=json]')) JSON.parse(data.textContent);
  for (const data of document.querySelectorAll('[data-words]')) JSON.parse(data.dataset.words);
  if (document.title.includes('<')) faults.push(`title ${document.title}`);
  if (typeof document.getElementById !== 'function' || document.body.localName !== 'body')
    faults.push('document clobbered');
  return faults;
}
"""
# Cards are opened, and every element of a note is met by the pointer.
MEET = """
async () => {
  const links = [...document.querySelectorAll('.ae-link')];
  links.filter((_, index) => index % 5 === 0).forEach((link) => link.click());
  for (const element of document.querySelectorAll('.ae-notes *, .ae-listing *, .ae-card *')) {
    for (const type of ['mouseover', 'error', 'load']) element.dispatchEvent(new Event(type));
  }
  await new Promise((done) => setTimeout(done, 30));
}
"""
TEXTS = """
() => Object.fromEntries([...document.querySelectorAll('.ae-notes .ae-note')].map((note) => {
  const body = note.querySelector('.ae-body');
  const values = ({ attributes }) => [...attributes].map(({ value }) => value);
  const told = [...body.querySelectorAll('*')].flatMap(values);
  const quote = note.querySelector('.ae-quote').textContent;
  return [note.id, [quote, [body.innerText, ...told].join(' ')]];
}))
"""


@dataclass
class Hostile:
    """The site of payloads.

    Attributes:
        address: Where it is served.
        folder: Where it was built.
        problems: What the check told of it.
        policy: A content security policy that allows no more than the bare theme needs.
    """

    address: str
    folder: Path
    problems: tuple[Problem, ...]
    policy: str
    requests: list[str] = field(default_factory=list)

    @property
    def pages(self) -> list[str]:
        """Addresses of all pages."""
        return [
            self.address + path.relative_to(self.folder).parent.as_posix() + "/"
            for path in sorted(self.folder.rglob("index.html"))
        ]


@pytest.fixture(scope="module")
def hostile(site_server: SiteServer, tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    bare = tmp_path_factory.mktemp("bare")
    write(bare, {"docs/index.md": "# A", "docs/a.md": "# A", "docs/a/b.md": "# B"})
    configure(bare, {"site_url": site_server.address(bare / "site")}, None)
    scripts = {
        script
        for path in build_site(bare).rglob("*.html")
        for script in INLINE.findall(path.read_text(encoding="utf-8"))
    }
    hashes = " ".join(
        f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    project = tmp_path_factory.mktemp("hostile")
    write(project, edition_files())
    address = site_server.address(project / "site")
    configure(project, {"site_url": address}, OPTIONS)
    problems: list[Problem] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(host, "report", problems.extend)
        folder = build_site(project, strict=False)
    policy = (
        f"default-src 'self'; script-src 'self' {hashes} 'report-sample';"
        " style-src 'self' 'unsafe-inline'; img-src 'self' data:; worker-src 'self' blob:"
    )
    return Hostile(address, folder, tuple(problems), policy)


@pytest.fixture(scope="module")
def context(browser: Browser, hostile: Hostile) -> Iterator[BrowserContext]:
    """A browser that tells what leaves the host, and what the policy would forbid."""
    own = urlsplit(hostile.address).netloc
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    # Pages by the hundred on a busy machine: what counts here is what happens, not how soon.
    context.set_default_timeout(120_000)
    context.add_init_script(WATCH)

    def handle(route: Route) -> None:
        request = route.request
        if urlsplit(request.url).netloc != own:
            hostile.requests.append(request.url)
            route.abort()
        elif request.resource_type == "document":
            # Told of and not enforced: what the policy would stop is to be seen.
            response = route.fetch()
            headers = {**response.headers, "content-security-policy-report-only": hostile.policy}
            route.fulfill(response=response, headers=headers)
        else:
            route.continue_()

    context.route("**/*", handle)
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Page]:
    tab = context.new_page()
    tab.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    tab.on("pageerror", lambda error: pytest.fail(f"the reader failed: {error}"))
    yield tab
    tab.close()


def test_there_are_enough_payloads():
    assert len(PAYLOADS) >= 120
    assert len(set(PAYLOADS)) == len(PAYLOADS)


def test_nothing_runs_and_nothing_leaves_on_any_page(hostile: Hostile, tab: Page):
    faults = {}
    for address in hostile.pages:
        tab.goto(address)
        tab.evaluate(MEET)
        if found := tab.evaluate(LOOK):
            faults[unquote(address.removeprefix(hostile.address))] = found
    assert faults == {}
    assert hostile.requests == []


def words_of(text: str) -> Counter[str]:
    """Its words, but for ids of sources, shown as numbers, and names of languages."""
    text = re.sub(r"@[\w.:+/-]+|^```\w+", "", text)
    return Counter(re.findall(r"[A-Za-z0-9]{3,}", text))


def test_the_words_of_every_note_are_there_or_told_of(hostile: Hostile, tab: Page):
    shown = {}
    for address in hostile.pages:
        if "/page-" in address:
            tab.goto(address)
            shown |= tab.evaluate(TEXTS)
    told = {problem.annotation for problem in hostile.problems}
    missing = {}
    for index, payload in enumerate(PAYLOADS):
        quote, body = shown[f"note-b{index}"]
        assert flat(quote).strip("“”").startswith(f"Passage {index}")
        there = words_of(body) + words_of(unquote(body))
        lost = words_of(payload) - there
        if lost and words_of(unescape(payload)) - there and f"b{index}" not in told:
            missing[payload] = sorted(lost)
        quote, _ = shown[f"note-q{index}"]
        # What nobody sees is told of, and shown as a space.
        assert flat(quote) == f"“{flat(payload)}”" or f"q{index}" in told
    assert missing == {}


def test_search_shows_payloads_as_words(hostile: Hostile, tab: Page):
    tab.goto(hostile.address)
    field = tab.locator(".md-search__input")
    field.click()
    for query in ("pwned", "onerror", "img src", "script"):
        field.fill("")
        field.press("End")  # the theme waits for a key
        expect(tab.locator(".md-search-result__item")).to_have_count(0)
        field.fill(query)
        field.press("End")
        tab.locator(".md-search-result__item").first.wait_for()
        tab.evaluate(
            "document.querySelectorAll('details').forEach((fold) => { fold.open = true })"
        )
        wild = (
            ".md-search-result :is(script, img, iframe, form, style, svg *, [onerror], [onload])"
        )
        own = ".md-search-result__icon *, .md-search-result__more *"
        assert tab.locator(f"{wild}:not({own})").count() == 0
        assert tab.evaluate("window.__found") == []
    assert hostile.requests == []


def test_entries_of_the_search_hold_no_markup(hostile: Hostile):
    index = json.loads((hostile.folder / "search" / "search_index.json").read_text("utf-8"))
    own = [
        entry
        for entry in index["docs"]
        if re.search(r"#(note|term|event)-|^speakers/", entry["location"])
    ]
    assert len(own) > len(PAYLOADS)
    for entry in own:
        assert not re.search(r"<(?!/?(?:p|mark)>)", entry["title"] + entry["text"])


def test_print_runs_nothing(hostile: Hostile, tab: Page):
    tab.goto(f"{hostile.address}page-0/")
    tab.emulate_media(media="print")
    assert len(tab.pdf()) > 10_000
    assert tab.evaluate(LOOK) == []
    assert hostile.requests == []


def test_what_is_copied_says_what_the_note_says_and_no_more(hostile: Hostile, tab: Page):
    for number in range(0, len(PAYLOADS), 37):
        page = number // 60
        tab.goto(f"{hostile.address}page-{page}/#note-b{number}")
        card = tab.locator(".ae-card .ae-current, .ae-card:not(.ae-several) .ae-note").first
        by = tab.locator(f"#note-b{number}").get_attribute("data-by")
        card.locator("details.ae-more summary").click()
        card.locator("[data-ae=copy_csl]").click()
        expect(card.get_by_text("Copied")).to_have_count(1)
        (entry,) = json.loads(tab.evaluate("navigator.clipboard.readText()"))
        assert entry["id"] == f"b{number}"
        assert "\n".join(author["literal"] for author in entry["author"]) == by
        card.locator("[data-ae=copy_bibtex]").click()
        expect(card.get_by_text("Copied")).to_have_count(2)
        bibtex = tab.evaluate("navigator.clipboard.readText()")
        depth = 0
        for sign in re.sub(r"\\[{}]", "", bibtex):
            depth += {"{": 1, "}": -1}.get(sign, 0)
            assert depth >= 0
        assert depth == 0
        assert set(re.findall(r"\\([a-z]+)", bibtex)) <= {
            "textbackslash",
            "textasciitilde",
            "textasciicircum",
        }
        assert bibtex.count("\n  ") == 5


def test_the_feed_is_xml_that_carries_no_markup_of_its_own(hostile: Hostile, tab: Page):
    for path in hostile.folder.glob("*.xml"):
        for element in ET.parse(path).iter():
            if element.get("type") == "html":
                tab.goto(hostile.address)
                tab.evaluate("(html) => { document.body.innerHTML = html }", element.text)
                tab.evaluate(MEET)
                assert tab.evaluate(LOOK) == []
    assert hostile.requests == []
