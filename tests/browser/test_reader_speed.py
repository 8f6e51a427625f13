"""A page with a thousand notes."""

from __future__ import annotations

from playwright.sync_api import Page

# How long it takes from the decision to open a card until it is drawn, in milliseconds.
MEASURE = """async (number) => {
  const times = [];
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  for (let i = 0; i < number; i++) {
    const link = document.querySelector(`#passage-n${(i * 37) % 1000} .ae-link`);
    link.scrollIntoView({ block: 'center' });
    await drawn();
    const start = performance.now();
    link.click();
    const card = document.querySelector('.ae-card.ae-open');
    card.getBoundingClientRect();
    times.push(performance.now() - start);
    await drawn();
    link.click();
    await drawn();
  }
  return times.sort((a, b) => a - b);
}"""


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
    """The best of a few rounds counts: what else the machine does is not the reader's cost."""
    page.goto(f"{reading_site}many/")
    rounds = []
    for _ in range(4):
        times = page.evaluate(MEASURE, 40)
        rounds.append(times[int(len(times) * 0.95)])
        if rounds[-1] < 50:
            break
    assert min(rounds) < 50, rounds


def test_work_grows_no_faster_than_the_notes(page: Page, reading_site: str):
    costs = {}
    for name in ("some", "many"):
        page.goto(f"{reading_site}{name}/")
        costs[name] = min(page.evaluate(TOGGLE) for _ in range(5))
    assert costs["many"] < 4 * costs["some"] * 2, costs
