// Reloads a page of the preview when another version of the show is there.
const shown = document.currentScript.dataset.version;
new EventSource("/.preview/events").onmessage = (event) => {
  if (event.data !== shown) location.reload();
};
