"""The saved report: one file that asks nothing of the outside, says all in text, and cannot be turned by its input."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from detente.case.likelihood import joined
from detente.report.brief.judgements import judgements
from detente.report.bundle import Bundle
from detente.report.escaping import embedded, safe_href
from detente.report.hold_sentences import horizon_rows
from detente.report.html import report
from detente.report.labels import labels_of
from detente.report.published import published
from detente.report.svg import text_width
from tests import runs
from tests.report.test_terminal import ICD_203

ORDER = [
    "bottom-line", "judgements", "decisions", "guide", "alternatives", "assumptions", "changed", "watch",
    "scenarios", "horizon", "hold", "zone", "map", "offers",
    "blocking", "binding", "moves", "change", "economy", "acceptability", "preferences",
    "no-deal", "evidence", "published", "inputs", "method", "diligence", "cite",
]  # fmt: skip
VOID = {"meta", "br", "link", "img"}
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "</title></style><b>",
    "{{7*7}}",
]


class Page(HTMLParser):
    """Every element of a page with its attributes; faults of nesting."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data):
        if not {"script", "style"} & set(self.open):
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def blocks_of(text: str) -> str:
    """Return what a page shows without its script: the report itself."""
    return text[text.index("<article") : text.index("</article>")]


def written(run, rows=()) -> str:
    """Return the blocks of the page of a run."""
    return blocks_of(report(run, list(rows)))


@pytest.fixture(scope="module", params=["flagship", "empty_zone"])
def whole(request):
    return report(getattr(runs, request.param)(), published("miami"))


@pytest.fixture(scope="module")
def clean():
    """Return the page of the flagship without published figures."""
    return Page(report(runs.flagship(), []))


@pytest.fixture
def text(whole):
    return blocks_of(whole)


@pytest.fixture(scope="module")
def page(whole):
    return Page(whole)


def test_elements_are_nested_and_ids_are_unique(page):
    assert (page.faults, page.open) == ([], [])
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))


def test_nothing_is_asked_of_the_outside(page, whole):
    """The app inside can ask a server; the policy forbids it here, and a test in a browser sees that it does not."""
    assert not [a for _, a in page.elements if "src" in a or "srcset" in a or "data" in a]
    assert not page.all("link") and not page.all("iframe") and not page.all("object") and not page.all("img")
    style = re.search("<style>(.*?)</style>", whole, re.DOTALL)[1]
    assert "@import" not in style and "url(" not in style
    assert not re.search(r"url\(\s*['\"`]?\s*(?:\w+:)?//", whole)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', whole)[1]
    assert "http" not in policy and "connect-src" not in policy and "*" not in policy


def test_the_policy_allows_only_the_own_style_and_script(whole):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', whole)[1]
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    for tag, opened in (("style", "<style>"), ("script", '<script type="module">')):
        inside = re.search(rf"{opened}(.*?)</{tag}>", whole, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_the_app_cannot_end_the_element_that_it_stands_in(monkeypatch, run):
    app = Bundle("a('</script><b>', '</SCRIPT>', '<!--<script>')", "b::after{content:'</style><i>'}")
    monkeypatch.setattr("detente.report.html.bundle", lambda: app)
    page = Page(report(run, []))
    assert page.faults == [] and len(page.all("script")) == 2 and not page.all("b") and not page.all("i")


def test_no_style_or_handler_stands_in_an_attribute(page):
    assert not [a for _, a in page.elements for name in a if name == "style" or name.startswith("on")]


def test_sections_come_in_order_below_one_title(page):
    assert [a["id"] for a in page.all("h2")] == ORDER
    assert len(page.all("h1")) == 1
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    assert page.all("html")[0]["lang"] == "en"


def test_every_drawing_has_a_role_a_title_a_description_and_a_table(page, text):
    figures = re.findall(r"<figure>.*?</figure>", text, re.DOTALL)
    assert len(figures) >= 20
    for figure in figures:
        assert re.search(
            r'<svg [^>]*role="img" aria-labelledby="\S+-title \S+-desc"><title id="\S+">[^<]+</title><desc', figure
        )
        assert "<details><summary>The same as a table</summary>" in figure and "<caption>" in figure


def test_tables_have_captions_and_scopes(page, text):
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(a.get("scope") in ("col", "row") for a in page.all("th"))
    regions = [a for a in page.all("div") if a.get("class") == "scroll"]
    assert len(regions) == len(page.all("table"))
    assert all(a["tabindex"] == "0" and a["role"] == "region" and a["aria-label"] for a in regions)


def test_no_label_of_a_drawing_is_clipped(text):
    for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        for x, anchor, words in re.findall(
            r'<text x="([\d.-]+)" y="[\d.-]+" text-anchor="(\w+)"[^>]*>([^<]+)</text>', svg
        ):
            wide = text_width(words.replace("&amp;", "&").replace("&#x27;", "'"), 12.0)
            left = float(x) - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            assert left >= -1.0 and left + wide <= 401.0, words


def test_bar_and_whisker_share_one_scale(run):
    for scenario in run["scenarios"]:
        scenario.update(value=0.25, low=0.25, high=0.75)
    text = written(run)
    svg = text[text.index('aria-labelledby="scenario-bars-title') :]
    x, width = map(
        float, re.search(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="14" class="bar', svg).groups()
    )
    low, high = map(
        float, re.search(r'<line x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)" y2="[\d.]+" class="whisker"', svg).groups()
    )
    assert low == pytest.approx(x + width)
    assert high - x == pytest.approx(3 * width)


def test_every_pair_of_parties_with_a_utility_has_its_map(clean):
    pairs = {(a["data-across"], a["data-up"]) for a in clean.all("div") if "data-across" in a}
    parties = {"RU", "UA", "US", "ENV", "E3EU"}
    assert pairs == {(a, b) for a in parties for b in parties if a != b}


def test_the_first_map_shows_without_a_script_and_no_pickers(clean):
    first = next(a for a in clean.all("div") if a.get("class") == "pair")
    assert "hidden" not in first
    assert all("hidden" in a for a in clean.all("div") if a.get("class") == "pickers")


def test_both_frontiers_of_the_principals_are_drawn(run):
    text = written(run)
    own = text[text.index('aria-labelledby="map-RU-UA-title') : text.index('aria-labelledby="map-RU-US-title')]
    assert 'class="frontier thin"' in own and 'class="frontier thick"' in own and own.count('class="no-deal"') == 2


def test_an_open_issue_gives_no_utility_to_a_party_without_a_no_deal_value(run):
    text = written(run)
    svg = text[text.index('aria-labelledby="map-US-E3EU-title') :]
    assert "Not drawn: numbers" in svg[: svg.index("</figure>")]


def test_an_empty_zone_is_said(empty_zone):
    text = written(empty_zone)
    assert "The zone is empty with the central inputs" in text
    assert "No solution concept has an answer in the central case" in text


def test_no_word_of_likelihood_stands_for_a_share(run):
    """Chances alone carry such a word, one each: those by the horizon in their table, and key judgements of events."""
    words = Page(report(run, [])).words
    by_horizon = [word for *_, word in horizon_rows(run["hold"])]
    for word in by_horizon:
        words.remove(word)
    words.remove(next(w for w in words if run["hold"]["survival"]["warning"] in w))
    judged = [row.said.replace(" %", "\xa0%").rstrip(".") for row in judgements(run, labels_of(run)) if row.worded]
    words = [w for w in words if not any(said in w for said in judged)]
    own = [w for w in words if not any(w in s["title"] + s["note"] for s in run["sources"])]
    evidence = " ".join(i["evidence"] for i in run["inputs"])
    assert not [w for w in own if re.search(ICD_203, w, re.IGNORECASE) and w not in evidence]


def test_no_sentence_speaks_of_likelihood_and_of_confidence(clean):
    assert [found for words in clean.words for found in joined(words)] == []


def test_three_kinds_of_uncertainty_are_kept_apart(text):
    for words in ("Sampling error, from finite draws", "Model spread", "Input spread", "Ignorance makes peace"):
        assert words in text


def test_nothing_is_recommended(page):
    words = " ".join(page.words)
    assert "It recommends no settlement" in words
    assert not re.search(r"\b(best settlement is|we recommend|should accept|optimal deal)\b", words, re.IGNORECASE)


def test_version_seed_draws_and_hash_are_in_the_page(run):
    held = held_in(report(run, []))
    assert held["made"] == {key: run[key] for key in ("schema", "version", "draws", "seed")}
    assert held["id"] == "miami" and held["/cases/miami/zone"]["case"]["sha256"] == run["case"]["sha256"]
    assert run["case"]["sha256"] in written(run)


def held_in(text: str) -> dict:
    """Return the answers that a page holds."""
    return json.loads(re.search(r'<script type="application/json" id="held">(.*?)</script>', text)[1])


def poisoned(value, payload, key=""):
    """Return a copy in which every text that is not an id or a code word ends in a payload."""
    kept = {
        "id",
        "path",
        "kind",
        "output",
        "input",
        "party",
        "issue",
        "as_of",
        "horizon",
        "schema",
        "status",
        "role",
        "by",
    }
    if isinstance(value, dict):
        plain = key in ("options", "barred", "utility", "from")
        return {k: v if plain else poisoned(v, payload, k) for k, v in value.items()}
    if isinstance(value, list):
        ids = key in ("parties", "valued", "accepted_by", "changed", "red_lines", "sources", "responses")
        return [
            v if isinstance(v, str) and ids else poisoned(v, payload, "" if key == "options" else key) for v in value
        ]
    return value + payload if isinstance(value, str) and key not in kept else value


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_case_becomes_markup(run, clean, payload):
    page = Page(report(poisoned(run, payload), []))
    assert page.faults == []
    for tag in ("script", "img", "style", "b", "title"):
        assert len(page.all(tag)) == len(clean.all(tag))
    assert not [a for _, a in page.elements for name in a if name.startswith("on")]


def test_ids_cannot_break_out_either(run):
    text = (
        json.dumps(run).replace('"ENV"', json.dumps(PAYLOADS[1])).replace('"frozen_conflict"', json.dumps(PAYLOADS[0]))
    )
    page = Page(report(json.loads(text), []))
    assert page.faults == [] and not page.all("img") and len(page.all("script")) == 2


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", " java\nscript:x", "//evil", "file:///x", ""],
)
def test_only_web_addresses_become_links(run, address):
    assert safe_href(address) == ""
    told = run["economy"]
    outside = (*told["drivers"], *told["responses"], *told["consistency"]["rows"], *told["consistency"]["formulas"])
    for source in (*run["sources"], *outside):
        source["url"] = address
    links = Page(report(run, [])).all("a")
    assert all(a["href"].startswith("#") for a in links)


def test_links_leave_no_trace(page):
    outside = [a for a in page.all("a") if not a["href"].startswith("#")]
    assert outside and all(a["rel"] == "noopener noreferrer" for a in outside)


def test_embedded_data_cannot_end_its_script():
    text = embedded({"a": "</script><!--", "b": "\u2028\u2029&'"})
    assert not re.search("[<>&'\u2028\u2029]", text)
    assert json.loads(text) == {"a": "</script><!--", "b": "\u2028\u2029&'"}


def test_direction_controls_are_shown(run):
    run["case"]["title"] = "peace \u202e deal"
    assert "[U+202E]" in report(run, []) and "\u202e" not in report(run, [])


def test_long_frontiers_keep_the_page_small(run):
    for which in ("zone", "admissible"):
        found = run["central"]["frontier"][which]["settlements"]
        run["central"]["frontier"][which]["settlements"] = (found * 100)[:1000]
    assert len(report(run, published("miami")).encode()) < 3_000_000


@pytest.mark.parametrize(
    "change",
    [
        {"sensitivity": []},
        {"acceptability": []},
        {"binding": [], "blocking": []},
        {"central_preferences": []},
        {"inputs": [], "sources": []},
        {
            "offers": {
                "offers": [],
                "bounds": {},
                "bounds_without_red_lines": {},
                "intersections": {},
                "convergence": [],
            }
        },
        {"no_deal": {}},
        {"models": [], "notes": []},
    ],
)
def test_a_run_that_lacks_a_part_still_has_every_section(any_run, change):
    page = Page(report({**copy.deepcopy(any_run), **change}, []))
    assert [a["id"] for a in page.all("h2")] == ORDER


def test_the_same_run_gives_the_same_page(run):
    assert report(run, []) == report(copy.deepcopy(run), [])
