"""The page to send, in a browser: Chromium without a window, where there is one."""

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

import coalition as co
from coalition.model.dates import most_exact
from tests.browser import chromium
from tests.pages import told

Keys = pytest.importorskip("selenium.webdriver.common.keys", reason="no selenium here").Keys
FILTERS = tuple(product((True, False), repeat=2))
RULES: tuple[co.Rule, ...] = (co.Unanimity(), co.Majority())
SHOWN = """
return [...arguments].map((selector) => [...document.querySelectorAll(selector)]
  .filter((element) => element.checkVisibility()).map((element) => element.textContent));
"""
ANSWERS = (
    "#split p.split", "#topics li", "#split path.agree", "#split path.disagree",
    "#split path.ambivalent", "#positions th[scope=col]", "#positions td:has(span)",
    "#proposals article", "#proposals h3", "#proposals .said li",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return one session for all tests."""
    with chromium(tmp_path_factory.mktemp("chromium")) as session:
        yield session


@pytest.fixture
def case() -> co.Coalition:
    return co.load_case("migration-2023")


@pytest.fixture
def page(browser: Any, case: co.Coalition, tmp_path: Path) -> Iterator[Any]:
    """Open the page of the shipped case; whatever a test does, nothing may be logged or loaded."""
    yield opened(browser, case, tmp_path, rules=RULES)
    assert_quiet(browser)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def opened(browser: Any, source: co.Coalition | co.StanceMatrix, folder: Path, **given: Any) -> Any:
    co.write_page(source, folder / "page.html", **given)
    browser.get("about:blank")  # or a fragment alone would change
    browser.get((folder / "page.html").as_uri())
    return browser


def assert_quiet(browser: Any) -> None:
    """Check that there is no error on the console, and that nothing but the page was loaded."""
    assert browser.get_log("browser") == []
    asked = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [
        event["params"]["request"]["url"]
        for event in asked
        if event["method"] == "Network.requestWillBeSent"
    ]
    assert all(url.startswith(("file:///", "about:")) for url in urls), urls


def shown(browser: Any, selector: str) -> list[str]:
    """Return the texts of all that is to be seen of this kind."""
    found: list[list[str]] = browser.execute_script(SHOWN, selector)
    return found[0]


def choose(browser: Any, name: str, text: str) -> None:
    """Choose an option with a click."""
    option = f"select[name={name}] option[value={json.dumps(text)}]"
    browser.find_element("css selector", option).click()


def count(browser: Any, kind: str, counted: bool) -> None:
    (box,) = browser.find_elements("name", kind)
    if box.is_selected() != counted:
        box.click()


def assert_answers(browser: Any, now: co.Coalition, topic: str, rule: co.Rule) -> None:
    """Check that all that is to be seen is what the library answers."""
    found = co.split(now, topic)
    sentence, topics, *ties, heads, cells, cards, names, statements = browser.execute_script(
        SHOWN, *ANSWERS
    )
    assert sentence == [str(found)]
    assert topics == [str(co.split(now, topic)) for topic in now.topics]
    signs = [data["sign"] for *_, data in co.agreement_graph(now, topic).edges(data=True)]
    assert list(map(len, ties)) == [signs.count(sign) for sign in (1, -1, 0)]

    matrix = co.stance_matrix(now, topic)
    assert heads == [actor for bloc in found.blocs for actor in bloc] + list(found.unplaced)
    for (proposal, actor), cell in zip(product(matrix.proposals, heads), cells, strict=True):
        held = now.position(actor, proposal)
        assert cell.startswith(held.worded if held else "unknown")

    spoken = {held.proposal for held in now.in_force if held.proposal in matrix.proposals}
    decisions = [d for d in co.decisions(now, rule=rule) if d.proposal in spoken]
    titles = [now.proposal(d.proposal).title or d.proposal for d in decisions]
    assert sorted(names) == sorted(titles)
    for decision, title in zip(decisions, titles, strict=True):
        (card,) = (text for text in cards if text.startswith(title))
        assert all(words in card for words in told(decision))
    for attribution in ("hearsay", "inferred"):
        used = any(h.attribution == attribution and h.proposal in spoken for h in now.in_force)
        assert any(f": {attribution}" in text for text in statements) == used


def test_every_control(page: Any, case: co.Coalition) -> None:
    """Whatever is chosen with the controls, what is shown is what the library answers."""
    states = product(case.topics, map(str, most_exact(case.dates)))
    for place, (topic, date) in enumerate(states):
        (hearsay, inferred), rule = FILTERS[place % 4], RULES[place // 2 % 2]
        choose(page, "topic", topic)
        choose(page, "date", date)
        choose(page, "rule", str(rule))
        count(page, "hearsay", hearsay)
        count(page, "inferred", inferred)
        dropped: list[Any] = [
            k for k, on in (("hearsay", hearsay), ("inferred", inferred)) if not on
        ]
        assert_answers(page, case.at(date).without(*dropped), topic, rule)
        (chosen,) = shown(page, ".chosen")
        assert chosen == (
            f"{topic}, as known by {date}; {rule}; {'with' if hearsay else 'without'} hearsay; "
            f"{'with' if inferred else 'without'} inference"
        )


def test_every_state(page: Any, case: co.Coalition) -> None:
    """Combinations of choices can be linked, and show what the library answers."""
    states = [*product(case.topics, map(str, most_exact(case.dates)), FILTERS)][::3]
    for place, (topic, date, (hearsay, inferred)) in enumerate(states):
        rule = RULES[place % 2]
        kept = {"hearsay": hearsay, "inferred": inferred}
        said = {k: "yes" if on else "no" for k, on in kept.items()}
        link = urlencode({"topic": topic, "date": date, "rule": str(rule), **said})
        page.execute_script("location.hash = arguments[0]; restore();", link)
        dropped: list[Any] = [kind for kind, on in kept.items() if not on]
        assert_answers(page, case.at(date).without(*dropped), topic, rule)


def test_address_keeps_what_is_chosen(page: Any, case: co.Coalition, tmp_path: Path) -> None:
    """The address says what is chosen, and opening it shows the same."""
    choose(page, "topic", "migration/labour")
    choose(page, "date", "2023-01")
    count(page, "hearsay", False)
    address = page.current_url
    said = "topic=migration%2Flabour&date=2023-01&rule=unanimity&hearsay=no&inferred=yes"
    assert address.partition("#")[2] == said
    page.get("about:blank")
    page.get(address)
    january = case.at("2023-01").without("hearsay")
    assert_answers(page, january, "migration/labour", co.Unanimity())
    page.get(f"{address.partition('#')[0]}#topic=nonsense&date=%00&rule=majority+of+voting")
    assert_answers(page, january, "migration/labour", co.Majority())


def test_keyboard(page: Any, case: co.Coalition) -> None:
    """Everything can be reached and chosen from the keyboard, in the order of reading."""
    order = []
    for _ in range(6):
        page.switch_to.active_element.send_keys(Keys.TAB)
        focused = page.switch_to.active_element
        order.append(focused.get_attribute("name") or focused.get_attribute("role"))
        style = "return getComputedStyle(document.activeElement).outlineStyle"
        assert page.execute_script(style) == "solid"  # the focus can be seen
    assert order == ["topic", "date", "rule", "hearsay", "inferred", "region"]
    page.find_element("name", "topic").send_keys("migration/l")
    page.find_element("name", "date").send_keys(Keys.ARROW_UP)
    page.find_element("name", "rule").send_keys(Keys.ARROW_DOWN)
    page.find_element("name", "hearsay").send_keys(Keys.SPACE)
    january = case.at("2023-01").without("hearsay")
    assert_answers(page, january, "migration/labour", co.Majority())


@pytest.mark.parametrize("width", [320, 375, 768])
def test_narrow(page: Any, width: int) -> None:
    """On a phone nothing is wider than the screen, and controls are large enough to touch."""
    metrics = {"width": width, "height": 700, "deviceScaleFactor": 2, "mobile": True}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    size = page.execute_script("return document.documentElement.scrollWidth")
    assert size == width
    touched = page.find_elements("css selector", "select, fieldset label")
    assert min(control.size["height"] for control in touched) >= 44


def test_narrow_votes(browser: Any, tmp_path: Path) -> None:
    """Nor is a page about the votes of many actors."""
    names = [f"Party number {index}" for index in range(20)]
    rows = [[(-1) ** ((a * b) % 3) for b in range(9)] for a in range(20)]
    matrix = co.StanceMatrix(names, [f"motion {'long ' * 30}{b}" for b in range(9)], rows)
    metrics = {"width": 375, "height": 700, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    opened(browser, matrix, tmp_path)
    assert browser.execute_script("return document.documentElement.scrollWidth") == 375
    assert shown(browser, "#split p.split") == [str(co.split(matrix))]
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert_quiet(browser)


def test_long_names_and_no_choice(browser: Any, tmp_path: Path) -> None:
    """Names above the columns stay apart, and where there is no choice there is no empty box."""
    names = ["Bundesarbeitsgemeinschaft der Freien Wohlfahrtspflege", "C"]
    case = co.Coalition(
        parties=[co.Party(name) for name in names],
        proposals=[co.Proposal("p", "t")],
        positions=[co.Position(a, "p", "for", date="../..", attribution="stated") for a in names],
    )
    opened(browser, case, tmp_path)
    assert browser.execute_script("return document.getElementById('choices').hidden")
    heads = browser.find_elements("css selector", ".piece:not([hidden]) th[scope=col]")
    assert len(heads) == len(names)
    for head in heads:
        assert head.get_property("scrollWidth") <= head.get_property("clientWidth")


def test_print(page: Any, case: co.Coalition) -> None:
    """On paper the controls are gone, and what they were set to is said."""
    choose(page, "topic", "migration/labour")
    choose(page, "date", "2023-01")
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert shown(page, "form") == []
    assert shown(page, ".chosen")[0].startswith("migration/labour, as known by 2023-01; unanimity")
    assert_answers(page, case.at("2023-01"), "migration/labour", co.Unanimity())
    assert shown(page, "#sources li")


def test_without_script(browser: Any, case: co.Coalition, tmp_path: Path) -> None:
    """Without script the page says the latest, under the first rule."""
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        opened(browser, case, tmp_path, rules=RULES)
        assert shown(browser, "form") == []
        assert "let this page run its script" in shown(browser, "noscript")[0]
        assert_answers(browser, case, "migration/asylum", co.Unanimity())
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert_quiet(browser)


def test_embedded(browser: Any, case: co.Coalition, tmp_path: Path) -> None:
    """The page works in a frame of another, also where that gives it no address of its own."""
    co.write_page(case, tmp_path / "page.html")
    outer = tmp_path / "outer.html"
    outer.write_text('<iframe sandbox="allow-scripts" src="page.html" width="600" height="600">')
    browser.get(outer.as_uri())
    browser.switch_to.frame(0)
    choose(browser, "topic", "migration/labour")
    assert_answers(browser, case, "migration/labour", co.Unanimity())
    browser.switch_to.default_content()
    assert_quiet(browser)


def test_hostile_names_do_nothing(browser: Any, tmp_path: Path) -> None:
    """Markup in names, titles, notes and addresses is shown as it is written, and does nothing."""
    evil = "<img src=x onerror=alert()>", "</script><script>alert()</script>", "' onload='alert()"
    parties = [co.Party(name, seats=5 + n) for n, name in enumerate(evil)]
    source = co.Source("<b>", evil[1], url="javascript:alert(4)", publisher=evil[0], note=evil[2])
    case = co.Coalition(
        title=evil[1],
        note=evil[0],
        sources=[source],
        parties=parties,
        proposals=[co.Proposal(name, name.replace("/", "|"), evil[0]) for name in evil],
        positions=[
            co.Position(
                who, what, "for" if who < what else "against", date="2023", attribution="hearsay",
                source="<b>", hedge=evil[1], note=evil[0],
            )
            for who, what in product(evil, evil)
        ],
    )  # fmt: skip
    opened(browser, case, tmp_path, rules=[co.Unanimity(), co.Veto(evil[0]), co.Veto(evil[1])])
    for topic, rule in product(case.topics, (co.Veto(evil[0]), co.Veto(evil[1]))):
        choose(browser, "topic", topic)
        choose(browser, "rule", str(rule))
        assert shown(browser, "#split p.split") == [str(co.split(case, topic))]
    browser.refresh()
    assert shown(browser, "h1") == [evil[1]]
    assert browser.execute_script("return document.querySelectorAll('img, script').length") == 2
    assert_quiet(browser)  # a dialog would have ended the test before
