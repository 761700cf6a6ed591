"""The sound of an episode as a picture: one plan of shapes, drawn as SVG in a page, or as PNG."""

from podpub.artwork.chart.page import page
from podpub.artwork.chart.png import png
from podpub.artwork.chart.sheet import SoundSheet

__all__ = ["SoundSheet", "page", "png"]
