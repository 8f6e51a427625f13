"""From words on a page to a note on that page, as somebody new would go."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from click.testing import CliRunner
from playwright.sync_api import Page, expect

from annotated_edition.cli import main
from tests.support.forms import form_named, issue_text
from tests.support.project import build_site
from tests.support.proposals import offer, proposed

SELECT = """([from, to]) => {
  const article = document.querySelector('article');
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const find = (words) => {
    let node;
    while ((node = walker.nextNode())) {
      const at = node.data.indexOf(words);
      if (at >= 0) return [node, at];
    }
    throw new Error(`no “${words}”`);
  };
  const [first, start] = find(from);
  const [last, end] = find(to);
  const selection = getSelection();
  selection.setBaseAndExtent(first, start, last, end + to.length);
  return selection.toString();
}"""

NOTE = "The preamble of the Declaration says so: “all men are created equal”."


def run(*arguments: object) -> str:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_selected_words_become_a_note_on_the_page(page: Page, tmp_path: Path, serve_site):
    edition, issue = tmp_path / "edition", tmp_path / "issue.md"
    run("init", edition, "--repository", "ada/edition")
    address = serve_site(edition / "site")
    build_site(edition, site_url=address)

    # The end of one paragraph and the beginning of the next, a passage with a mark in it.
    page.goto(f"{address}speech/")
    page.evaluate(SELECT, ["all men are created equal.", "Now we are engaged"])
    address_of_form = urlsplit(str(offer(page).locator("a").get_attribute("href")))
    assert address_of_form.netloc + address_of_form.path == "github.com/ada/edition/issues/new"
    fields, _ = proposed(page)
    assert fields.pop("template") == "annotation.yml"
    assert fields.pop("title").startswith("Note: all men are created equal.")

    answers = fields | {"kind": "source", "note": NOTE, "sources": "declaration"}
    issue.write_text(issue_text(form_named("annotation"), answers), "utf-8", newline="")
    said = run("add", "--from-issue", issue, "--proposer", "ada", edition)
    assert "[all men are created equal. Now we are engaged]" in said
    assert run("check", "--strict", edition).startswith("No problems")
    build_site(edition, site_url=address)

    name = "all-men-are-created-equal-now-we-are-engaged"
    page.goto(f"{address}speech/")
    page.locator(f"mark[data-notes~='{name}']").first.hover()
    card = page.locator(".ae-card.ae-open")
    expect(card).to_contain_text("The preamble of the Declaration says so")
    expect(card).to_contain_text("ada")

    field = page.locator(".md-search__input")
    field.click()
    field.press_sequentially("preamble")
    found = page.locator(".md-search-result__link", has_text="The preamble of the Declaration")
    expect(found).to_have_count(1)
    found.click()
    expect(page).to_have_url(f"{address}speech/?h=preamble#note-{name}")
    expect(page.locator(f"#note-{name}")).to_have_count(1)
