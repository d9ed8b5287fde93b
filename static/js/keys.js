/* Shortcuts of a page of work: each presses a real button or follows a real link that works without them.
   data-key="a": this letter presses it; with data-key-focus the letter only leads there.
   data-row: J and K go to the next and the previous of these. data-keys: says whether shortcuts are on, and switches.
   Off while somebody types or holds a modifier; the switch is kept on the device (WCAG 2.1.4). */
(() => {
  "use strict";
  const page = document;
  const NAME = "pintasan";
  const on = () => localStorage.getItem(NAME) !== "mati";
  const typing = (item) => item.isContentEditable
    || item.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");
  const show = () => {
    page.querySelectorAll("kbd[data-hint]").forEach((hint) => { hint.hidden = !on(); });
    page.querySelectorAll("[data-keys]").forEach((item) => {
      item.hidden = false;
      item.lastElementChild.textContent = on() ? item.dataset.on : item.dataset.off;
    });
  };
  const step = (by) => {
    const rows = [...page.querySelectorAll("[data-row]")];
    const here = rows.indexOf(page.activeElement);
    const next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by];
    if (next) next.focus();
    return Boolean(next);
  };
  const act = (key) => {
    const item = page.querySelector(`[data-key="${key}"]`);
    if (!item) return key === "j" ? step(1) : key === "k" && step(-1);
    if ("keyFocus" in item.dataset) {
      const target = item.hash ? page.querySelector(item.hash) : item;
      target.scrollIntoView({ block: "center" });
      target.focus();
    } else item.click();
    return true;
  };
  page.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat && /^[a-z]$/i.test(event.key);
    if (!plain || !on() || typing(event.target)) return;
    if (act(event.key.toLowerCase())) event.preventDefault();
  });
  page.addEventListener("click", (event) => {
    if (!event.target.closest("[data-keys]")) return;
    localStorage.setItem(NAME, on() ? "mati" : "nyala");
    show();
  });
  page.addEventListener("htmx:afterSettle", show);
  show();
})();
