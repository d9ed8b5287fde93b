/* What pages do beyond HTML and htmx. Everything here is comfort: each page works without it. */
(() => {
  "use strict";
  const page = document;
  const messages = page.getElementById("pesan");
  const words = messages ? messages.dataset : {};
  const each = (root, selector, act) => root.querySelectorAll(selector).forEach(act);

  const say = (text, kind, action) => {
    if (!messages) return;
    const box = page.createElement("div");
    box.className = `notice notice--${kind}`;
    box.setAttribute("role", kind === "galat" ? "alert" : "status");
    const body = page.createElement("div");
    body.textContent = text;
    box.append(body);
    if (action) box.append(action);
    messages.replaceChildren(box);
  };

  /* Countdown: the server says how many seconds are left, the device counts on; the server stays the judge. */
  const tick = () => each(page, "[data-countdown]", (clock) => {
    clock.dataset.end ||= Date.now() + clock.dataset.countdown * 1000;
    const left = Math.floor((clock.dataset.end - Date.now()) / 1000);
    const days = Math.floor(left / 86400);
    const parts = [left / 3600 % 24, left / 60 % 60, left % 60].map((part) => String(Math.floor(part)).padStart(2, "0"));
    clock.textContent = left < 0 ? `(${clock.dataset.late})` : days ? `(${days} ${clock.dataset.days})` : `(${parts.join(".")})`;
  });

  /* Chosen files: their names, and the pictures among them, before they are sent. */
  const choose = (input) => {
    const files = [...input.files];
    const box = input.closest(".upload");
    if (!box) return;
    each(box, "[data-upload-name]", (label) => { label.textContent = files.map((file) => file.name).join(", "); });
    each(box, "[data-preview]", (place) => place.replaceChildren(...files.filter((file) => file.type.startsWith("image/")).map((file) => {
      const picture = page.createElement("img");
      picture.alt = file.name;
      picture.src = URL.createObjectURL(file);
      return picture;
    })));
  };

  const prepare = (root) => {
    each(root, "[data-show-password], [data-copy], [data-print]", (item) => { item.hidden = false; });
    const summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
    tick();
  };

  const ready = () => each(page, ".button[aria-busy]", (item) => item.removeAttribute("aria-busy"));

  page.addEventListener("click", (event) => {
    const item = event.target.closest("[data-show-password], [data-copy], [data-print]");
    if (!item) return;
    const data = item.dataset;
    if ("print" in data) window.print();
    if (data.showPassword) {
      const field = page.getElementById(data.showPassword);
      const shown = field.type === "text";
      field.type = shown ? "password" : "text";
      item.setAttribute("aria-pressed", String(!shown));
    }
    if (data.copy) navigator.clipboard.writeText(page.getElementById(data.copy).textContent.trim())
      .then(() => { item.lastElementChild.textContent = data.done; });
  });
  page.addEventListener("change", (event) => { if (event.target.type === "file") choose(event.target); });
  page.addEventListener("submit", (event) => {
    if (event.submitter && !("download" in event.submitter.dataset)) event.submitter.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) ready(); });

  /* htmx: busy regions, words for a broken connection, focus after a swap. */
  const on = (name, act) => page.addEventListener(`htmx:${name}`, act);
  on("beforeRequest", ({ detail }) => detail.target.setAttribute("aria-busy", "true"));
  on("afterRequest", ({ detail }) => {
    detail.target.removeAttribute("aria-busy");
    ready();
  });
  /* What was chosen while an answer was on its way stands. */
  on("beforeSwap", ({ detail }) => {
    const { verb, formData } = detail.requestConfig;
    const moved = ({ name, value }) => formData.has(name) && formData.get(name) !== value;
    if (verb === "get" && [...detail.target.querySelectorAll("select[name]")].some(moved)) detail.shouldSwap = false;
  });
  on("sendError", () => say(words.offline, "galat"));
  on("timeout", () => say(words.offline, "galat"));
  on("afterSettle", ({ detail }) => {
    prepare(detail.elt);
    const title = detail.elt.id === "isi" && detail.elt.querySelector("h1");
    if (title) title.focus();
  });

  prepare(page);
  setInterval(tick, 1000);
})();
