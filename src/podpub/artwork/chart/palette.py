"""What each role in a picture is painted with, on light ground and on dark."""

from __future__ import annotations

LIGHT = {
    "ground": "#ffffff",
    "ink": "#1c2128",
    "quiet": "#57606a",
    "grid": "#dfe3e8",
    "before": "#a9b1ba",
    "after": "#1f6feb",
    "before-range": "#dde1e6",
    "after-range": "#b6d3fb",
    "leveler-range": "#e2d4f8",
    "band": "#d9f2df",
    "target": "#1a7f37",
    "leveler": "#8250df",
    "limiter": "#cf222e",
    "chapter": "#eef1f4",
    "mark": "#8c959f",
    "warning": "#9a6700",
}
DARK = {
    "ground": "#0d1117",
    "ink": "#e6edf3",
    "quiet": "#9da7b3",
    "grid": "#2a313a",
    "before": "#5c6672",
    "after": "#58a6ff",
    "before-range": "#2b323b",
    "after-range": "#1d3f6e",
    "leveler-range": "#3d2c63",
    "band": "#12301c",
    "target": "#3fb950",
    "leveler": "#bc8cff",
    "limiter": "#ff7b72",
    "chapter": "#1a2029",
    "mark": "#6e7681",
    "warning": "#d29922",
}
