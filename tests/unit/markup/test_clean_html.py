"""HTML from anywhere, with only what is wanted left of it."""

from __future__ import annotations

import pytest

from podpub.markup import clean_html


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        pytest.param("<p onclick=x()>a<b>b</b>", "<p>ab</p>", id="attributes and other tags"),
        pytest.param(
            "<p>a<script>alert(1)</script><style>p{}</style></p>", "<p>a</p>", id="scripts and styles"
        ),
        pytest.param("<p>a<!-- b --></p>", "<p>a</p>", id="comments"),
        pytest.param("<p>a&#12;&#xb;b</p>", "<p>ab</p>", id="control characters"),
        pytest.param("<title>a</title><svg><text>b</text></svg><p>c", "<p>c</p>", id="what nobody reads"),
        pytest.param("1 < 2 &amp; 3", "1 &lt; 2 &amp; 3", id="signs"),
    ],
)
def test_only_the_wanted_tags_are_left(html: str, cleaned: str) -> None:
    assert clean_html(html, {"p"}) == cleaned
