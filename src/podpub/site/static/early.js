// Before anything is painted: what the stylesheet may show, so that nothing moves later.
const { classList } = document.documentElement;
classList.add("js");
classList.toggle("can-copy", "clipboard" in navigator);
classList.toggle("can-share", "share" in navigator);
