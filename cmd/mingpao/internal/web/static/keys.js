// Keys for those who read all day. Everything works without them.
"use strict";
(() => {
  const items = Array.from(document.querySelectorAll("[data-item]"));
  const link = (item) => item && item.querySelector("a");
  let here = -1;
  const step = (by) => {
    here = Math.max(0, Math.min(items.length - 1, here + by));
    const to = link(items[here]);
    if (to) { to.focus(); items[here].scrollIntoView({ block: "nearest" }); }
  };
  const follow = (rel) => {
    const to = document.querySelector(`main a[rel=${rel}]`);
    if (to) { to.click(); }
  };
  document.addEventListener("keydown", (e) => {
    const at = e.target;
    if (e.ctrlKey || e.metaKey || e.altKey) { return; }
    if (at.closest("input, textarea, select")) {
      if (e.key === "Escape") { at.blur(); }
      return;
    }
    const act = {
      "/": () => document.getElementById("q").focus(),
      "j": () => step(1),
      "k": () => step(-1),
      "o": () => { const to = link(items[here]); if (to) { to.click(); } },
      "[": () => follow("prev"),
      "]": () => follow("next"),
      "?": () => document.querySelector("[data-help]").click(),
    }[e.key];
    if (act) { e.preventDefault(); act(); }
  });
  items.forEach((item, i) => item.addEventListener("focusin", () => { here = i; }));
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = button.dataset.done;
      } catch {
        getSelection().selectAllChildren(text);
      }
    });
  }
  for (const picture of document.querySelectorAll("[data-failed]")) { // that the site did not send
    const fail = () => {
      const said = document.createElement("p");
      said.textContent = picture.dataset.failed;
      picture.replaceWith(said);
    };
    picture.addEventListener("error", fail);
    if (picture.complete && !picture.naturalWidth) { fail(); } // before there was a listener
  }
})();
