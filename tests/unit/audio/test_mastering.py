from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from podpub.audio import Ffmpeg, Machine, audio_tools, master, measure
from podpub.errors import SourceError, ToolError
from podpub.model import Fade, Mastered, Mastering, TrackSource
from tests.unit.audio.sounds import Sound, convert, decode, silence, sine, speech, write_wav


def _keeps_its_promises(file: Path, done: Mastered, settings: Mastering, ffmpeg: Ffmpeg) -> None:
    """What was promised was measured, on the file that lies there."""
    heard = measure(file, ffmpeg=ffmpeg)
    assert heard == done.result
    assert heard.lufs == pytest.approx(settings.target_lufs, abs=0.1)
    assert heard.true_peak_dbtp <= settings.ceiling_dbtp
    assert heard.channels == settings.channels
    assert done.loudness.lufs == heard.lufs
    assert done.timeline.total_s == pytest.approx(heard.duration_s, abs=1e-9)
    assert [entry.name for entry in file.parent.iterdir() if "podpub" in entry.name] == []


@pytest.mark.parametrize(
    ("rate", "channels", "settings", "published"),
    [
        pytest.param(48_000, 1, Mastering(sample_rate=44_100), 44_100, id="mono 48 to stereo 44.1"),
        pytest.param(96_000, 2, Mastering(channels=1, bitrate_kbps=64), 48_000, id="stereo 96 to mono 48"),
        pytest.param(22_050, 1, Mastering(channels=1, target_lufs=-19), 44_100, id="mono 22.05"),
    ],
)
def test_any_recording_becomes_what_was_asked_for(  # noqa: PLR0913, PLR0917 - a table of cases
    tmp_path: Path, ffmpeg: Ffmpeg, rate: int, channels: int, settings: Mastering, published: int
) -> None:
    sound = speech(2.3, rate, channels)[: round(2.3 * rate) - 7]
    file = write_wav(tmp_path / "in.wav", sound, rate)
    done = master([TrackSource(file)], settings, tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
    _keeps_its_promises(tmp_path / "out.mp3", done, settings, ffmpeg)
    assert done.result.sample_rate == published
    assert done.result.samples == round(len(sound) * published / rate)
    if channels in (1, settings.channels):  # a mix has another loudness than its parts
        assert done.loudness.source_lufs == pytest.approx(measure(file, ffmpeg=ffmpeg).lufs, abs=0.1)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        pytest.param("in.m4a", (), id="m4a"),
        pytest.param("in24.wav", ("-c:a", "pcm_s24le"), id="wav 24"),
        pytest.param("in51.flac", ("-af", "pan=5.1|FL=c0|FR=c1|FC=c0|BL=c1|BR=c0"), id="surround"),
    ],
)
def test_any_format_is_mastered(
    tmp_path: Path, talk: Path, ffmpeg: Ffmpeg, name: str, options: tuple[str, ...]
) -> None:
    file = convert(talk, tmp_path / name, ffmpeg, *options)
    done = master([TrackSource(file)], Mastering(), tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
    _keeps_its_promises(tmp_path / "out.mp3", done, Mastering(), ffmpeg)


def _clicks(sound: Sound) -> Sound:
    sound[[30_000, 90_000, 100_001]] = [[0.9, 0.9], [-0.95, 0.5], [0.2, 0.99]]
    return sound


@pytest.mark.parametrize(
    ("sound", "settings"),
    [
        pytest.param(_clicks(speech(2.5, 44_100, level=0.05)), Mastering(), id="clicks in soft speech"),
        pytest.param(speech(2.5, 44_100, level=0.015), Mastering(), id="speech at -46 LUFS"),
        pytest.param(speech(2.5, 44_100), Mastering(target_lufs=-13, bitrate_kbps=64), id="loud, few bits"),
        pytest.param(speech(2.5, 44_100), Mastering(ceiling_dbtp=-5), id="a low ceiling"),
    ],
)
def test_the_limiter_makes_room_for_the_target(
    tmp_path: Path, ffmpeg: Ffmpeg, sound: Sound, settings: Mastering
) -> None:
    file = write_wav(tmp_path / "in.wav", sound, 44_100)
    done = master([TrackSource(file)], settings, tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
    _keeps_its_promises(tmp_path / "out.mp3", done, settings, ffmpeg)
    assert done.loudness.limited
    assert done.result.samples == len(sound)


def test_overs_of_a_floating_point_recording_are_not_cut_off(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    """Far above full scale, as 32-bit recorders write it: nothing of it is lost."""
    sound = speech(2, 44_100)
    plain = write_wav(tmp_path / "plain.wav", sound, 44_100)
    hot = convert(
        plain, tmp_path / "hot.wav", ffmpeg, "-af", "volume=45dB:precision=float", "-c:a", "pcm_f32le"
    )
    wanted = Mastering(target_lufs=-22, bitrate_kbps=320)
    done = master([TrackSource(hot)], wanted, tmp_path / "hot.mp3", machine=Machine(ffmpeg, 2))
    assert measure(hot, ffmpeg=ffmpeg).true_peak_dbtp > 25
    assert not done.loudness.limited
    _keeps_its_promises(tmp_path / "hot.mp3", done, wanted, ffmpeg)
    played = decode(tmp_path / "hot.mp3", ffmpeg, 2)
    assert float(np.corrcoef(played[:, 0], sound[:, 0])[0, 1]) > 0.99


def test_what_is_loud_enough_is_only_turned_down(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    file = write_wav(tmp_path / "in.wav", speech(3, 44_100, level=0.4), 44_100)
    done = master(
        [TrackSource(file)], Mastering(target_lufs=-24), tmp_path / "out.mp3", machine=Machine(ffmpeg, 2)
    )
    assert not done.loudness.limited
    assert done.loudness.gain_db == pytest.approx(-24 - done.loudness.source_lufs, abs=0.35)


@pytest.mark.parametrize(
    ("sound", "settings", "because"),
    [
        pytest.param(silence(2, 44_100), Mastering(), "silent", id="silence"),
        pytest.param(sine(0.7, 44_100, dbfs=-20), Mastering(), "0.70 s long", id="too short"),
        pytest.param(sine(2, 44_100, dbfs=-45), Mastering(), "steady", id="hum"),
        pytest.param(speech(3, 44_100, level=0.003), Mastering(), "so quiet", id="next to nothing"),
        pytest.param(
            speech(3, 44_100),
            Mastering(target_lufs=-9, ceiling_dbtp=-9),
            "cannot be brought to",
            id="too loud",
        ),
        pytest.param(
            speech(3, 44_100, 1) * [1, -1], Mastering(channels=1), "silent", id="nothing left in mono"
        ),
    ],
)
def test_what_cannot_be_mastered_leaves_no_file(
    tmp_path: Path, ffmpeg: Ffmpeg, sound: Sound, settings: Mastering, because: str
) -> None:
    file = write_wav(tmp_path / "in.wav", sound, 44_100)
    with pytest.raises(SourceError, match=because) as caught:
        master([TrackSource(file)], settings, tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
    assert "in.wav" in caught.value.message
    assert caught.value.fix
    assert f"loudness: {settings.target_lufs:g}" not in caught.value.fix
    assert [entry.name for entry in tmp_path.iterdir()] == ["in.wav"]


def test_intro_and_outro_are_levelled_on_their_own_and_overlap(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    intro = write_wav(tmp_path / "intro.wav", sine(2.5, 48_000, 1, dbfs=-30, hertz=440), 48_000)
    main = write_wav(tmp_path / "in.wav", sine(3, 44_100, dbfs=-19, hertz=700), 44_100)
    outro = write_wav(tmp_path / "outro.wav", sine(2, 44_100, dbfs=-8), 44_100)
    settings = Mastering(intro=intro, outro=outro, crossfade=Fade(0.75))
    done = master([TrackSource(main)], settings, tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
    _keeps_its_promises(tmp_path / "out.mp3", done, settings, ffmpeg)
    assert done.result.samples == 6 * 44_100
    assert (done.timeline.lead_s, done.timeline.recording_s) == (1.75, 3)
    played = decode(tmp_path / "out.mp3", ffmpeg, 2)
    for name, start in {"intro": 10_000, "main": 120_000, "outro": 215_000}.items():
        part = write_wav(tmp_path / f"{name}-heard.wav", played[start : start + 44_100], 44_100)
        assert measure(part, ffmpeg=ffmpeg).lufs == pytest.approx(done.result.lufs, abs=0.6), name


def test_a_cross_fade_goes_from_one_to_the_other_without_a_bump(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    """The same steady tone, in phase on both sides of the joint, stays a steady tone."""
    tone = write_wav(tmp_path / "tone.wav", sine(3, 44_100, dbfs=-14, hertz=1000), 44_100)
    settings = Mastering(intro=tone, crossfade=Fade(1), target_lufs=-14, bitrate_kbps=320)
    master([TrackSource(tone)], settings, tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
    played = decode(tmp_path / "out.mp3", ffmpeg, 2)[:, 0]
    levels = np.sqrt(np.mean(played[22_050 : 22_050 + 190 * 882].reshape(-1, 882) ** 2, axis=1))
    assert len(played) == 5 * 44_100
    assert float(np.ptp(20 * np.log10(levels))) < 0.3


def test_a_cross_fade_is_never_longer_than_half_of_a_piece(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    jingle = write_wav(tmp_path / "jingle.wav", sine(1.5, 44_100, dbfs=-20), 44_100)
    main = write_wav(tmp_path / "in.wav", sine(3, 44_100, dbfs=-20), 44_100)
    settings = Mastering(intro=jingle, outro=jingle, crossfade=Fade(5))
    done = master([TrackSource(main)], settings, tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
    assert done.result.samples == round((1.5 + 3 + 1.5 - 2 * 0.75) * 44_100)


def test_silence_at_both_ends_is_cut_but_for_some_room(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    loud = sine(3, 44_100, dbfs=-20)
    sound = np.concatenate([silence(2, 44_100), loud, silence(1.53, 44_100)])
    file = write_wav(tmp_path / "in.wav", sound, 44_100)
    done = master([TrackSource(file)], Mastering(trim=True), tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
    _keeps_its_promises(tmp_path / "out.mp3", done, Mastering(), ffmpeg)
    assert done.timeline.trimmed_start_s == pytest.approx(1.5, abs=0.05)
    assert done.timeline.recording_s == pytest.approx(4, abs=0.1)
    assert done.timeline.heard(2.0) == pytest.approx(0.5, abs=0.05)
    assert done.timeline.recorded_s == pytest.approx(6.53, abs=1e-9)
    played = np.abs(decode(tmp_path / "out.mp3", ffmpeg, 2)[:, 0])
    assert int(np.argmax(played > 0.05)) / 44_100 == pytest.approx(done.timeline.heard(2.0), abs=0.01)


def test_a_cut_through_a_noisy_room_is_faded(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    room = np.random.default_rng(5).standard_normal((round(7.5 * 44_100), 2)) * 0.0008
    room[2 * 44_100 : 5 * 44_100] += speech(3, 44_100, level=0.3)
    file = write_wav(tmp_path / "in.wav", room, 44_100)
    master(
        [TrackSource(file)],
        Mastering(trim=True, bitrate_kbps=320),
        tmp_path / "out.mp3",
        machine=Machine(ffmpeg, 2),
    )
    played = np.abs(decode(tmp_path / "out.mp3", ffmpeg, 2))
    assert len(played) < 5 * 44_100
    assert float(np.mean(played[-22:])) < 0.3 * float(np.mean(played[-4410:-882]))


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, talk: Path, ffmpeg: Ffmpeg) -> None:
    for name in ("a.mp3", "b.mp3"):
        master([TrackSource(talk)], Mastering(ceiling_dbtp=-2), tmp_path / name, machine=Machine(ffmpeg, 2))
    assert (tmp_path / "a.mp3").read_bytes() == (tmp_path / "b.mp3").read_bytes()


def test_every_step_is_told_from_beginning_to_end(tmp_path: Path, talk: Path, ffmpeg: Ffmpeg) -> None:
    told: list[tuple[str, float]] = []
    master(
        [TrackSource(talk)],
        Mastering(),
        tmp_path / "out.mp3",
        machine=Machine(ffmpeg, 2),
        tell=lambda step, done: told.append((step, done)),
    )
    steps = ["measure", "level", "encode", "verify"]
    assert list(dict.fromkeys(step for step, _ in told)) == steps
    assert dict(told) == dict.fromkeys(steps, 1.0)
    assert all(0 <= done <= 1 for _, done in told)


class _StoppedError(BaseException):
    """As Ctrl-C: no Exception."""


def _command_lines() -> str:
    """Return the command lines of all that runs, where the system shows them."""
    lines = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            lines.append(file.read_bytes().decode(errors="replace"))
    return "\n".join(lines)


@pytest.mark.parametrize("stopped", ["measure", "level", "encode", "verify"])
def test_stopped_anywhere_it_leaves_neither_file_nor_process(
    tmp_path: Path, talk: Path, ffmpeg: Ffmpeg, stopped: str
) -> None:
    def stop(step: str, done: float) -> None:  # noqa: ARG001 - told with every step
        if step == stopped:
            raise _StoppedError

    out = tmp_path / "out.mp3"
    out.write_bytes(b"the episode of yesterday")
    with pytest.raises(_StoppedError):
        master([TrackSource(talk)], Mastering(), out, machine=Machine(ffmpeg, 2), tell=stop)
    assert out.read_bytes() == b"the episode of yesterday"
    assert list(tmp_path.iterdir()) == [out]
    running = _command_lines()
    assert str(talk) not in running
    assert str(tmp_path) not in running


def test_a_file_may_have_any_name(tmp_path: Path, talk: Path, ffmpeg: Ffmpeg) -> None:
    settings, file = Mastering(), tmp_path / r"it's 1:2 [a], b; c\d\\ = Ähm %20 'x'.mp3"
    done = master([TrackSource(talk)], settings, file, machine=Machine(ffmpeg))
    _keeps_its_promises(file, done, settings, ffmpeg)


def test_damage_in_a_file_of_its_own_is_noticed(tmp_path: Path, talk: Path, ffmpeg: Ffmpeg) -> None:
    file = tmp_path / "out.mp3"
    master([TrackSource(talk)], Mastering(), file, machine=Machine(ffmpeg))
    whole = measure(file, ffmpeg=ffmpeg, is_own=True)
    body = file.read_bytes()
    file.write_bytes(body[: len(body) // 2] + bytes(3000) + body[len(body) // 2 + 3000 :])
    try:
        damaged = measure(file, ffmpeg=ffmpeg, is_own=True)
    except SourceError:
        return
    assert damaged.samples != whole.samples


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, talk: Path, ffmpeg: Ffmpeg) -> None:
    with pytest.raises(ToolError, match=r"nowhere/out\.mp3 cannot be written"):
        master([TrackSource(talk)], Mastering(), tmp_path / "nowhere" / "out.mp3", machine=Machine(ffmpeg, 2))


def test_the_file_may_be_read_by_others(tmp_path: Path, talk: Path, ffmpeg: Ffmpeg) -> None:
    """A folder served by a web server: the usual permissions, not those of a temporary file."""
    (tmp_path / "usual").touch()
    master([TrackSource(talk)], Mastering(), tmp_path / "out.mp3", machine=Machine(ffmpeg, 2))
    assert (tmp_path / "out.mp3").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_the_tools_are_named_with_their_versions(ffmpeg: Ffmpeg) -> None:
    tools = dict(audio_tools(ffmpeg))
    assert set(tools) == {"ffmpeg", "lame", "numpy", "pydub"}
    assert tools["ffmpeg"] == f"{ffmpeg.version} ({ffmpeg.origin})"
    assert "lameenc" in tools["lame"]
