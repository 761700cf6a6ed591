// The player: the browser's own audio element with more around it. Without this script that element stays.
// It asks nobody but the show's own storage, and keeps nothing unless the page says `data-remember`.
"use strict";

const BACK_S = 15;
const FORWARD_S = 30;
const NUDGE_S = 5;
const RATE_STEP = 0.1;
const VOLUME_STEP = 0.1;
const RESTART_CHAPTER_S = 3;
const SAVE_EVERY_S = 5;
const root = document.documentElement;
const players = [];

document.addEventListener("DOMContentLoaded", () => {
  try {
    document.querySelectorAll("[data-player]").forEach((box) => players.push(new Player(box)));
    document.querySelectorAll("[data-transcript]").forEach(followTranscript);
    document.querySelectorAll("[data-transcript-from]").forEach(loadWhenOpened);
    document.addEventListener("click", followMoments);
    if (players.length) listenToAddress(players[0]);
    if (document.body.hasAttribute("data-embed")) answerWordPress();
  } catch (error) {
    root.classList.remove("js");
    document.querySelectorAll("[data-player] audio").forEach((audio) => (audio.controls = true));
    throw error;
  }
});

/* ---- Time ---- */

const clamped = (value, least, most) => Math.min(Math.max(value, least), most);

function clock(seconds) {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 60) % 60, whole % 60];
  if (whole >= 3600) parts.unshift(Math.floor(whole / 3600));
  return parts.map((part, index) => (index ? String(part).padStart(2, "0") : part)).join(":");
}

// As a screen reader shall say it: "1 hour, 2 minutes, 3 seconds".
function spoken(seconds) {
  const whole = Math.floor(seconds);
  const parts = { hour: Math.floor(whole / 3600), minute: Math.floor(whole / 60) % 60, second: whole % 60 };
  const said = Object.entries(parts).filter(([unit, count]) => count || (unit === "second" && whole < 1));
  return said.map(([unit, count]) => measured(count, unit)).join(", ");
}

function measured(count, unit) {
  return new Intl.NumberFormat(root.lang || "en", { style: "unit", unit, unitDisplay: "long" }).format(count);
}

// Seconds of `754`, `12:34`, `1:02:03.5`, `1h2m3s`, `npt:12:34`; NaN for anything else.
function seconds(text) {
  const plain = text.replace(/^npt:/, "");
  const units = /^(?=.)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/.exec(plain);
  if (units) return (units[1] || 0) * 3600 + (units[2] || 0) * 60 + Number(units[3] || 0);
  const parts = /^(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(plain);
  return parts ? (parts[1] || 0) * 3600 + parts[2] * 60 + Number(parts[3]) : NaN;
}

// The moment or the range that an address names (W3C Media Fragments §4.2.1): `#t=12:34`, `#t=10,20`.
function moment(hash) {
  const told = new URLSearchParams(hash.replace(/^#/, "")).get("t");
  const [from, to] = (told || "").split(",");
  const start = from ? seconds(from) : to ? 0 : NaN;
  const end = to ? seconds(to) : NaN;
  return Number.isFinite(start) ? { start, end: end > start ? end : Infinity } : null;
}

/* ---- The player ---- */

class Player {
  constructor(box) {
    this.box = box;
    this.audio = box.querySelector("audio");
    this.length = Number(box.dataset.duration) || 0;
    this.chapters = [...box.querySelectorAll(".player-chapters li > a:first-child")].map((link) => ({
      link,
      start: moment(link.hash).start,
      title: link.querySelector("bdi").textContent,
      image: link.dataset.image,
    }));
    this.waiting = null; // where to begin once the file is known
    this.until = Infinity; // where the range of an address ends
    this.watchers = [];
    this.takeOver();
  }

  takeOver() {
    this.audio.removeAttribute("controls");
    this.audio.addEventListener("loadedmetadata", () => this.arrive());
    for (const part of [playing, seeking, chapters, speed, volume, sleep, citing, keys, session, memory]) part(this);
    for (const told of ["timeupdate", "seeked", "durationchange"]) {
      this.audio.addEventListener(told, () => this.moved());
    }
    this.audio.addEventListener("play", () => {
      players.filter((other) => other !== this).forEach((other) => other.audio.pause());
    });
    this.box.querySelectorAll("[hidden]").forEach((part) => part.removeAttribute("hidden"));
    this.moved();
  }

  part(name) {
    return this.box.querySelector(`[data-part="${name}"]`);
  }

  word(name) {
    return this.box.dataset[name];
  }

  get at() {
    return this.waiting ?? this.audio.currentTime;
  }

  get chapter() {
    return this.chapters.findLastIndex((one) => one.start <= this.at + 0.05);
  }

  chapterEnd(index) {
    return this.chapters[index + 1]?.start ?? this.length;
  }

  watch(watcher) {
    this.watchers.push(watcher);
  }

  moved() {
    if (Number.isFinite(this.audio.duration)) this.length = this.audio.duration;
    if (this.at >= this.until) {
      this.until = Infinity;
      this.audio.pause();
    }
    this.watchers.forEach((watcher) => watcher(this.at));
  }

  // Nothing is fetched before somebody plays: until then a position is only remembered.
  seek(to, until = Infinity) {
    const at = clamped(to, 0, this.length || to);
    this.until = until;
    if (this.audio.readyState) this.audio.currentTime = at;
    else this.waiting = at;
    this.moved();
  }

  arrive() {
    if (this.waiting !== null) this.audio.currentTime = clamped(this.waiting, 0, this.audio.duration);
    this.waiting = null;
  }

  play() {
    this.tell("");
    this.audio.play().catch((error) => {
      if (error.name !== "AbortError") this.tell(this.word("failed"));
    });
  }

  toggle() {
    if (this.audio.paused) this.play();
    else this.audio.pause();
  }

  skipChapter(step) {
    const inside = step < 0 && this.at - (this.chapters[this.chapter]?.start ?? 0) > RESTART_CHAPTER_S;
    const next = this.chapters[this.chapter + (inside ? 0 : step)];
    if (next || step < 0) this.seek(next?.start ?? 0);
  }

  setRate(rate) {
    this.audio.defaultPlaybackRate = this.audio.playbackRate = clamped(Number(rate.toFixed(2)), 0.5, 3);
  }

  setVolume(volume) {
    this.audio.volume = clamped(volume, 0, 1);
    this.audio.muted = false;
  }

  tell(text) {
    this.part("status").textContent = text;
  }
}

/* ---- Its parts ---- */

function playing(player) {
  const { audio } = player;
  const button = player.part("play");
  const show = () => {
    player.box.toggleAttribute("data-playing", !audio.paused);
    button.setAttribute("aria-label", audio.paused ? button.dataset.play : button.dataset.pause);
  };
  button.addEventListener("click", () => player.toggle());
  for (const told of ["play", "pause", "ended"]) audio.addEventListener(told, show);
  const last = audio.querySelector("source:last-of-type");
  for (const told of [audio, last]) told?.addEventListener("error", () => player.tell(player.word("failed")));
  for (const told of ["waiting", "playing", "pause"]) {
    audio.addEventListener(told, () => player.box.toggleAttribute("data-waiting", told === "waiting"));
  }
  player.part("back")?.addEventListener("click", () => player.seek(player.at - BACK_S));
  player.part("forward")?.addEventListener("click", () => player.seek(player.at + FORWARD_S));
}

function seeking(player) {
  const slider = player.part("seek");
  slider.max = player.length;
  slider.addEventListener("input", () => player.seek(Number(slider.value)));
  slider.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -NUDGE_S, ArrowDown: -NUDGE_S, ArrowRight: NUDGE_S, ArrowUp: NUDGE_S }[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    player.seek(player.at + (root.dir === "rtl" && event.key.length > 9 ? -step : step));
  });
  player.watch((at) => {
    slider.max = player.length;
    slider.value = at;
    slider.style.setProperty("--done", `${(100 * at) / (player.length || 1)}%`);
    slider.setAttribute("aria-valuetext", `${spoken(at)} / ${spoken(player.length)}`);
    player.part("at").textContent = clock(at);
    player.part("length").textContent = clock(player.length);
  });
}

function chapters(player) {
  const now = player.part("now");
  const ticks = player.part("ticks");
  for (const { start, link } of player.chapters) {
    link.href = `#t=${start}`;
    if (!start || !ticks) continue;
    const tick = ticks.appendChild(document.createElement("i"));
    tick.style.insetInlineStart = `${(100 * start) / (player.length || 1)}%`;
  }
  for (const [name, step] of [["previous", -1], ["next", 1]]) {
    player.part(name)?.addEventListener("click", () => player.skipChapter(step));
  }
  let shown = -1;
  player.watch(() => {
    if (player.chapter === shown) return;
    player.chapters[shown]?.link.removeAttribute("aria-current");
    shown = player.chapter;
    player.chapters[shown]?.link.setAttribute("aria-current", "true");
    if (now) now.textContent = player.chapters[shown]?.title ?? "";
  });
  showPictures(player);
}

// A chapter's picture takes the cover's place while it is heard.
function showPictures(player) {
  const cover = player.part("cover") ?? player.box.closest("article")?.querySelector(".cover");
  if (!cover) return;
  const own = { src: cover.src, srcset: cover.srcset };
  player.watch(() => {
    if (!player.audio.readyState) return;
    const image = player.chapters[player.chapter]?.image;
    if (cover.dataset.shown === (image ?? "")) return;
    cover.dataset.shown = image ?? "";
    cover.srcset = image ? "" : own.srcset;
    cover.src = image ?? own.src;
  });
}

function speed(player) {
  const select = player.part("speed");
  player.audio.preservesPitch = true;
  if (!select) return;
  select.addEventListener("change", () => player.setRate(Number(select.value)));
  player.audio.addEventListener("ratechange", () => {
    const rate = String(player.audio.playbackRate);
    if (![...select.options].some((option) => option.value === rate)) addRate(select, rate);
    select.value = rate;
  });
}

function addRate(select, rate) {
  const text = `${Number(rate).toLocaleString(root.lang || "en")}×`;
  const after = [...select.options].find((option) => Number(option.value) > Number(rate));
  select.add(new Option(text, rate), after ?? null);
}

function volume(player) {
  const slider = player.part("volume");
  if (!slider) return;
  const mute = player.part("mute");
  const { audio } = player;
  slider.addEventListener("input", () => player.setVolume(Number(slider.value) / 100));
  mute.addEventListener("click", () => (audio.muted = !audio.muted));
  const show = () => {
    const percent = audio.muted ? 0 : Math.round(audio.volume * 100);
    slider.value = percent;
    slider.style.setProperty("--done", `${percent}%`);
    slider.setAttribute("aria-valuetext", `${percent} %`);
    mute.setAttribute("aria-pressed", String(audio.muted));
  };
  audio.addEventListener("volumechange", show);
  show();
}

// Counted while it plays: timers of a page in the background may sleep, its sound does not.
function sleep(player) {
  const select = player.part("sleep");
  if (!select) return;
  let wake = Infinity;
  let end = Infinity;
  const set = () => {
    const minutes = Number(select.value);
    wake = minutes ? Date.now() + minutes * 60_000 : Infinity;
    end = select.value === "chapter" ? player.chapterEnd(player.chapter) : Infinity;
  };
  select.addEventListener("change", set);
  player.audio.addEventListener("seeking", () => select.value === "chapter" && set());
  player.watch((at) => {
    const left = (wake - Date.now()) / 1000;
    player.part("sleeping").textContent = left < Infinity ? clock(Math.max(left, 0)) : "";
    if (left > 0 && (at < end || player.audio.seeking)) return;
    select.value = "";
    set();
    player.part("sleeping").textContent = "";
    player.audio.pause();
  });
}

function citing(player) {
  const address = () => {
    const page = new URL(player.box.dataset.page || "", location.href);
    page.hash = `t=${clock(player.at)}`;
    return page.href;
  };
  player.part("cite")?.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address());
      player.tell(`${player.word("copied")} ${clock(player.at)}`);
    } catch {
      player.tell(address()); // without a clipboard it is there to be copied by hand
    }
  });
  player.part("share")?.addEventListener("click", () => {
    navigator.share({ title: player.box.dataset.title, url: address() }).catch(() => {});
  });
}

// Only while the focus is in the player (WCAG 2.2, 2.1.4); an embedded player is the whole page.
function keys(player) {
  const { audio } = player;
  const actions = {
    " ": () => player.toggle(),
    k: () => player.toggle(),
    j: () => player.seek(player.at - BACK_S),
    l: () => player.seek(player.at + FORWARD_S),
    ArrowLeft: () => player.seek(player.at - BACK_S),
    ArrowRight: () => player.seek(player.at + FORWARD_S),
    ArrowUp: () => player.setVolume(audio.volume + VOLUME_STEP),
    ArrowDown: () => player.setVolume(audio.volume - VOLUME_STEP),
    Home: () => player.seek(0),
    p: () => player.skipChapter(-1),
    n: () => player.skipChapter(1),
    m: () => (audio.muted = !audio.muted),
    "<": () => player.setRate(audio.playbackRate - RATE_STEP),
    ">": () => player.setRate(audio.playbackRate + RATE_STEP),
  };
  const whole = document.body.hasAttribute("data-embed") ? document : player.box;
  whole.addEventListener("keydown", (event) => {
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isTaken(event.target, event.key)) return;
    event.preventDefault();
    action();
  });
}

// Whether what has the focus needs the key for itself.
function isTaken(target, key) {
  if (target.closest("select, textarea, input:not([type=range])")) return true;
  if (target.matches("input[type=range]")) return key.startsWith("Arrow") || key === "Home";
  return key === " " && target.closest("button, a, summary") !== null;
}

// What the lock screen, a headset and a keyboard's own keys show and do.
function session(player) {
  const media = navigator.mediaSession;
  if (!media) return;
  const { audio, box } = player;
  const actions = {
    play: () => player.play(),
    pause: () => audio.pause(),
    stop: () => audio.pause(),
    seekbackward: ({ seekOffset }) => player.seek(player.at - (seekOffset || BACK_S)),
    seekforward: ({ seekOffset }) => player.seek(player.at + (seekOffset || FORWARD_S)),
    seekto: ({ seekTime }) => player.seek(seekTime),
    previoustrack: player.chapters.length ? () => player.skipChapter(-1) : null,
    nexttrack: player.chapters.length ? () => player.skipChapter(1) : null,
  };
  let told = null;
  const describe = () => {
    const chapter = player.chapters[player.chapter];
    if (told === player.chapter) return;
    told = player.chapter;
    const picture = chapter?.image ?? box.dataset.cover;
    media.metadata = new MediaMetadata({
      title: box.dataset.title,
      artist: box.dataset.show,
      album: chapter?.title ?? "",
      artwork: picture ? [{ src: new URL(picture, document.baseURI).href }] : [],
    });
  };
  audio.addEventListener("play", () => {
    told = null;
    describe();
    for (const [action, handler] of Object.entries(actions)) {
      try {
        media.setActionHandler(action, handler);
      } catch {
        // an action that this browser does not know
      }
    }
  });
  player.watch((position) => {
    if (audio.paused || !Number.isFinite(audio.duration)) return;
    describe();
    const duration = audio.duration;
    media.setPositionState?.({ duration, playbackRate: audio.playbackRate, position: Math.min(position, duration) });
  });
}

// Only where the host has switched it on; a frame in a sandbox has no storage at all.
function memory(player) {
  const name = player.box.dataset.remember;
  if (!name) return;
  const kept = (work) => {
    try {
      return work(window.localStorage);
    } catch {
      return null;
    }
  };
  const save = () => {
    const isOver = player.at < SAVE_EVERY_S || player.at > player.length - SAVE_EVERY_S;
    kept((storage) => (isOver ? storage.removeItem(name) : storage.setItem(name, player.at.toFixed(1))));
    saved = player.at;
  };
  let saved = 0;
  const before = Number(kept((storage) => storage.getItem(name)));
  if (before > 0) player.waiting = before;
  for (const told of ["pause", "ended"]) player.audio.addEventListener(told, save);
  player.watch((at) => {
    if (!player.audio.paused && Math.abs(at - saved) >= SAVE_EVERY_S) save();
  });
}

/* ---- Addresses and links ---- */

function listenToAddress(player) {
  const go = () => {
    const named = moment(location.hash);
    if (named) player.seek(named.start, named.end);
    const details = location.hash === "#transcript" && document.getElementById("transcript");
    if (details) details.open = true;
  };
  window.addEventListener("hashchange", go);
  go();
}

// A link to a moment of this page plays it, wherever it stands: chapters, transcript, show notes.
function followMoments(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const named = moment(link.hash);
  const player = players.find((one) => one.box.contains(link)) ?? players[0];
  if (!named || !player || link.href.split("#")[0] !== location.href.split("#")[0]) return;
  event.preventDefault();
  player.seek(named.start, named.end);
  player.play();
}

// WordPress puts an embedded page into a sandbox, and follows links and heights that it is told of.
function answerWordPress() {
  const secret = new URLSearchParams(location.hash.replace(/^#\??/, "")).get("secret");
  if (!secret || window.parent === window) return;
  const tell = (message, value) => window.parent.postMessage({ message, value, secret }, "*");
  new ResizeObserver(() => tell("height", Math.ceil(root.getBoundingClientRect().height))).observe(document.body);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    tell("link", link.href);
  });
}

/* ---- The transcript ---- */

// The page of the episode stays small: its transcript is fetched from its own page when somebody opens it.
function loadWhenOpened(box) {
  box.addEventListener("toggle", async () => {
    if (!box.open || box.querySelector("[data-transcript]")) return;
    const answer = await fetch(box.dataset.transcriptFrom).catch(() => null);
    if (!answer?.ok || box.querySelector("[data-transcript]")) return; // the link to its page is there
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-transcript]");
    if (found) followTranscript(box.appendChild(document.adoptNode(found)));
  });
}

function followTranscript(box) {
  const cues = [...box.querySelectorAll("[data-at]")];
  const text = box.querySelector("[data-part=text]");
  box.querySelectorAll("[hidden]").forEach((part) => part.removeAttribute("hidden"));
  search(box, cues);
  const player = players[0];
  if (!player || !cues.length) return;
  const starts = cues.map((cue) => Number(cue.dataset.at));
  const follow = box.querySelector("[data-part=follow]");
  for (const told of ["wheel", "touchmove"]) {
    text.addEventListener(told, () => (follow.checked = false), { passive: true });
  }
  text.addEventListener("click", (event) => {
    const cue = event.target.closest("[data-at]");
    if (!cue || event.target.closest("a") || String(getSelection())) return;
    player.seek(Number(cue.dataset.at));
    player.play();
  });
  let shown = -1;
  player.watch((at) => {
    const now = starts.findLastIndex((start) => start <= at + 0.05);
    if (now === shown) return;
    cues[shown]?.classList.remove("is-now");
    cues[now]?.classList.add("is-now");
    shown = now;
    if (follow.checked && !player.audio.paused && cues[now]) reveal(cues[now]);
  });
  player.moved();
}

// Bring a cue into the middle of what scrolls: the box of the transcript, or else the page.
function reveal(cue) {
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  const box = cue.closest("[data-part=text]");
  if (box.scrollHeight <= box.clientHeight) return cue.scrollIntoView({ block: "center", behavior });
  const above = cue.getBoundingClientRect().top - box.getBoundingClientRect().top;
  return box.scrollBy({ top: above - box.clientHeight / 2, behavior });
}

function search(box, cues) {
  const field = box.querySelector("[data-part=search]");
  const count = box.querySelector("[data-part=count]");
  if (!field) return;
  const plain = (text) => text.normalize("NFC").toLocaleLowerCase(root.lang || undefined).replace(/\s+/g, " ");
  const places = [];
  let whole = "";
  for (const cue of cues) {
    places.push(whole.length);
    whole += `${plain(cue.textContent).trim()} `;
  }
  let found = [];
  let chosen = 0;
  const show = (step) => {
    found[chosen]?.classList.remove("is-chosen");
    chosen = (chosen + step + found.length) % (found.length || 1);
    found[chosen]?.classList.add("is-chosen");
    if (found[chosen]) reveal(found[chosen]);
    count.textContent = field.value.trim() ? `${found.length ? chosen + 1 : 0} / ${found.length}` : "";
  };
  field.addEventListener("input", () => {
    cues.forEach((cue) => cue.classList.remove("is-found", "is-chosen"));
    found = [];
    chosen = 0;
    const wanted = plain(field.value).trim();
    for (let at = wanted ? whole.indexOf(wanted) : -1; at >= 0; at = whole.indexOf(wanted, at + wanted.length)) {
      const first = places.findLastIndex((place) => place <= at);
      for (let cue = first; places[cue] < at + wanted.length; cue += 1) cues[cue].classList.add("is-found");
      if (found.at(-1) !== cues[first]) found.push(cues[first]);
    }
    show(0);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    show(event.shiftKey ? -1 : 1);
  });
  box.querySelector("[data-part=earlier]").addEventListener("click", () => show(-1));
  box.querySelector("[data-part=later]").addEventListener("click", () => show(1));
}
