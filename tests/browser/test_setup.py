"""The browser and the server hold what the other tests lean on."""

from __future__ import annotations

from playwright.sync_api import Page, expect

FILES = {"docs/index.md": "# Front page\n\n[On](other.md)\n", "docs/other.md": "# Other page\n"}


def test_built_site_is_served_at_the_address_it_was_built_for(
    each_page: Page, build_edition, serve_site, tmp_path
):
    site = build_edition(tmp_path, FILES, plugin=False)
    address = serve_site(site)
    requests = []
    each_page.on("request", lambda request: requests.append(request.url))
    each_page.goto(address)
    each_page.get_by_role("link", name="On", exact=True).first.click()
    expect(each_page.get_by_role("heading", name="Other page")).to_be_visible()
    assert each_page.url == f"{address}other/"
    assert [url for url in requests if not url.startswith(address)] == []
