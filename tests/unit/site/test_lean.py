"""What only authors read is left out of stylesheets and scripts, and nothing else."""

from __future__ import annotations

from podpub.site.lean import lean_css, lean_js


def test_a_stylesheet_says_the_same() -> None:
    written = """/* Of the
       player. */
.player a:hover, .player :focus-visible > b { color: red; margin: 0 0.5rem; }
@media (min-width: 40rem) {
  .player { inset: calc(50% - 1px) 0; }
}
"""
    assert lean_css(written) == (
        ".player a:hover,.player :focus-visible > b{color:red;margin:0 0.5rem}"
        "@media (min-width:40rem){.player{inset:calc(50% - 1px) 0}}"
    )


def test_a_script_does_the_same() -> None:
    written = '// What it does.\n\nif (one) {\n  // why\n  two("https://example.org // this");\n}\n'
    assert lean_js(written) == 'if (one) {\ntwo("https://example.org // this");\n}\n'
