from __future__ import annotations

import pytest

from podpub.config.address import ascii_url


@pytest.mark.parametrize(
    ("url", "ascii_only"),
    [
        ("https://x.org/a%20b?c=d&e#f", "https://x.org/a%20b?c=d&e#f"),
        ("https://x.org/ä b?ü=ß#é", "https://x.org/%C3%A4%20b?%C3%BC=%C3%9F#%C3%A9"),
        ("https://x.org/%C3%A4/ä", "https://x.org/%C3%A4/%C3%A4"),
        ("https://müller.example:8080/", "https://xn--mller-kva.example:8080/"),
        ('https://x.org/"<a>"', "https://x.org/%22%3Ca%3E%22"),
    ],
)
def test_an_address_is_written_in_ascii_and_what_is_encoded_already_stays(url: str, ascii_only: str) -> None:
    assert ascii_url(url) == ascii_only
    assert ascii_url(ascii_only) == ascii_only


def test_a_host_that_browsers_spell_differently_is_refused() -> None:
    with pytest.raises(ValueError, match="xn--"):
        ascii_url("https://straße.example/")
