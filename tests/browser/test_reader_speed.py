"""A page with a thousand notes."""

from __future__ import annotations

from playwright.sync_api import Page

# Opens a note's card and lays it out.
OPEN = """(index) => {
  document.querySelector(`#passage-n${index} .ae-link`).click();
  return document.querySelector('.ae-card.ae-open').getBoundingClientRect().height > 0;
}"""
REST = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
# Hides and shows every note, as a start does: milliseconds until the page is laid out again.
TOGGLE = """() => {
  const start = performance.now();
  document.querySelector('.ae-bar [name=text]').click();
  document.querySelector('.ae-bar [name=text]').click();
  document.body.getBoundingClientRect();
  return performance.now() - start;
}"""


def test_card_opens_within_fifty_milliseconds_among_a_thousand_notes(
    page: Page, reading_site: str
):
    """Time that the page itself works counts: what else the machine does is not its cost."""
    page.goto(f"{reading_site}many/")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worked() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(entry["value"] for entry in metrics if entry["name"] == "TaskDuration") * 1000

    times = []
    for turn in range(40):
        index = turn * 37 % 1000
        page.evaluate(
            "(index) => document.querySelector(`#passage-n${index}`)"
            ".scrollIntoView({ block: 'center' })",
            index,
        )
        page.evaluate(REST)
        before = worked()
        assert page.evaluate(OPEN, index)
        times.append(worked() - before)
        page.keyboard.press("Escape")
    times.sort()
    assert times[int(len(times) * 0.95)] < 50, times


def test_work_grows_no_faster_than_the_notes(page: Page, reading_site: str):
    costs = {}
    for name in ("some", "many"):
        page.goto(f"{reading_site}{name}/")
        costs[name] = min(page.evaluate(TOGGLE) for _ in range(5))
    assert costs["many"] < 4 * costs["some"] * 2, costs
