// What a page can do only with a script: copying an address, and narrowing the list of episodes.
document.addEventListener("DOMContentLoaded", () => {
for (const one of document.querySelectorAll("[data-scripted]")) one.hidden = false;

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const said = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = said; }, 2000);
    });
  }
}

const count = document.querySelector("[data-count]");
const finder = document.querySelector(".finder");
if (count && finder) {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const groups = [...document.querySelectorAll(".group")].map((group) => ({
    group,
    season: group.dataset.season ?? "",
    entries: [...group.querySelectorAll("li")].map((entry) => ({ entry, text: plain(entry.textContent) })),
  }));
  const search = finder.elements.q;
  const season = finder.elements.season;
  const narrow = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { group, season: own, entries } of groups) {
      const fits = !season?.value || season.value === own;
      let here = 0;
      for (const { entry, text } of entries) {
        entry.hidden = !(fits && words.every((word) => text.includes(word)));
        here += entry.hidden ? 0 : 1;
      }
      group.hidden = here === 0;
      shown += here;
    }
    const { one, many, none } = count.dataset;
    count.textContent = shown === 0 ? none : shown === 1 ? one : many.replace("#", shown);
  };
  const asked = new URLSearchParams(location.search);
  search.value = asked.get("q") ?? "";
  if (season) season.value = asked.get("season") ?? "";
  finder.addEventListener("input", narrow);
  finder.addEventListener("submit", (event) => { event.preventDefault(); narrow(); });
  narrow();
}
});
