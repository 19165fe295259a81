"""Diagrams opened in bpmn-js, the copy that the pages load, and every line of text measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from app import web
from app.diagrams.reader import read_diagram
from app.domain.diagrams import Definition
from tests.workflows.shipped import Box, Line, lines_in, shapes_in

BUILT = Path(web.__file__).parent / "static" / "built"
BASE = "http://diagrams.test/"
PAGE = """<!doctype html><meta charset="utf-8"><title>Sơ đồ</title>
<div class="dia" data-bpmn="/diagram.bpmn"></div><script src="/viewer.js"></script>"""
# Drawn at its own size and from its own zero, a place on the screen is a place in the diagram.
AT_OWN_SIZE = """() => {
  const svg = document.querySelector('svg:has(> g.viewport)');
  const viewport = svg.querySelector('g.viewport');
  viewport.setAttribute('transform', 'matrix(1 0 0 1 0 0)');
  const zero = svg.getBoundingClientRect();
  const place = (part) => {
    const box = part.getBoundingClientRect();
    return [box.x - zero.x, box.y - zero.y, box.width, box.height];
  };
  return [...viewport.querySelectorAll('g.djs-element')].map((drawn) => [
    drawn.dataset.elementId,
    [...drawn.querySelectorAll(':scope > .djs-visual text tspan')]
      .filter((line) => line.textContent.trim())
      .map((line) => [line.textContent, place(line)]),
  ]);
}"""


@dataclass(frozen=True)
class Text:
    """One line of text as it is drawn; `label` when it stands beside its element."""

    element_id: str
    words: str
    box: Box
    label: bool


@dataclass(frozen=True)
class Picture:
    """A diagram as a reader sees it: shapes and lines as drawn, texts as measured."""

    definition: Definition
    shapes: Mapping[str, Box]
    lines: Mapping[str, Line]
    texts: tuple[Text, ...]

    @property
    def nodes(self) -> Mapping[str, Box]:
        """The shapes of what runs."""
        elements = self.definition.elements
        return {name: box for name, box in self.shapes.items() if name in elements}

    @property
    def lanes(self) -> Mapping[str, Box]:
        """The lanes that something stands in."""
        used = {element.lane_id for element in self.definition.elements.values()} - {""}
        return {name: box for name, box in self.shapes.items() if name in used}


@contextmanager
def viewing(browser: Browser) -> Iterator[Page]:
    """A window that loads nothing but the viewer."""
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.route(f"{BASE}**", _answer)
    yield page
    page.close()


def _answer(route: Route) -> None:
    name = route.request.url.removeprefix(BASE)
    if name:
        route.fulfill(body=(BUILT / name).read_bytes() if (BUILT / name).is_file() else b"")
    else:
        route.fulfill(body=PAGE, content_type="text/html")


def measured(page: Page, data: bytes) -> Picture:
    """Open a diagram in the viewer and return it with its texts measured."""
    page.route(f"{BASE}diagram.bpmn", lambda route: route.fulfill(body=data))
    page.goto(BASE)
    page.locator(".dia-bar button").first.click()
    page.locator("svg g.djs-shape").first.wait_for()
    diagram = read_diagram(data)
    texts = tuple(
        Text(name.removesuffix("_label"), words, Box(*box), name.endswith("_label"))
        for name, lines in page.evaluate(AT_OWN_SIZE)
        for words, box in lines
    )
    return Picture(diagram.main, shapes_in(diagram), lines_in(diagram), texts)
