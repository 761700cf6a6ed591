"""A transcript becomes paragraphs that people can read, and no word of it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from podpub.model import Cue, Transcript
from podpub.site.speech import paragraphs

_TEXTS = st.sampled_from(["Ja.", "und dann", "Wie bitte?", "Das war", "so."])


def _cues(*told: tuple[float, float, str, str]) -> Transcript:
    return Transcript(tuple(Cue(*one) for one in told))


def test_a_speaker_is_named_once() -> None:
    made = paragraphs(
        _cues(
            (0, 1, "Hallo.", "Mira"), (1, 2, "Schön.", "Mira"), (6, 7, "Also.", "Mira"), (7, 8, "Ja.", "Jo")
        )
    )
    assert [(one.speaker, one.start_s, len(one.cues)) for one in made] == [
        ("Mira", 0, 2),
        ("", 6, 1),
        ("Jo", 7, 1),
    ]


def test_a_long_speech_is_parted_where_a_sentence_ends() -> None:
    made = paragraphs(
        _cues(*((float(at), at + 9.0, "so weit." if at == 30 else "und", "Mira") for at in range(0, 100, 10)))
    )
    assert [one.start_s for one in made] == [0, 40]


def test_who_never_ends_a_sentence_is_parted_all_the_same() -> None:
    made = paragraphs(_cues(*((float(at), at + 9.0, "und", "") for at in range(0, 300, 10))))
    assert [one.start_s for one in made] == [0, 90, 180, 270]


@given(
    st.lists(
        st.tuples(st.integers(0, 90), _TEXTS, st.sampled_from(["", "Mira", "Jo"])), min_size=1, max_size=30
    )
)
def test_no_cue_is_lost(told: list[tuple[int, str, str]]) -> None:
    at, cues = 0, []
    for pause, text, speaker in told:
        at += pause
        cues.append(Cue(float(at), at + 1.0, text, speaker))
    made = paragraphs(Transcript(tuple(cues)))
    assert [cue for one in made for cue in one.cues] == cues
    assert all(len({cue.speaker for cue in one.cues}) == 1 for one in made)
