"""The picture of a diagram: BPMNDI in, one SVG text out, with classes and no style attributes.

Colours and line styles stand in `web/static/css/diagram.css`. Every node and flow is a group with
`data-element-id`, so that page scripts and tests find it.
"""

from app.diagrams.picture.drawing import draw

__all__ = ["draw"]
