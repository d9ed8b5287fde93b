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

  /* Pictures: at most 1280 px, drawn anew on the device, so that place and camera do not travel along. */
  const shrink = async (file) => {
    if (!file.type.startsWith("image/")) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, 1280 / Math.max(picture.width, picture.height));
      const canvas = page.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
      return blob ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
    } catch {
      return file;
    }
  };
  const choose = async (input) => {
    let files = [...input.files];
    if ("shrink" in input.dataset && files.length) {
      const submit = input.form && input.form.querySelector("[type=submit]");
      if (submit) submit.disabled = true;
      files = await Promise.all(files.map(shrink));
      const transfer = new DataTransfer();
      files.forEach((file) => transfer.items.add(file));
      input.files = transfer.files;
      if (submit) submit.disabled = false;
    }
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

  /* Drafts: kept on the device per party and page, never passwords, files, codes or hidden fields. */
  const draftKey = (form) => `draf:${page.body.dataset.party}:${location.pathname}:${form.dataset.draft}`;
  const draftFields = (form) => [...form.elements].filter((item) => item.name && !item.name.startsWith("_")
    && !["password", "file", "hidden", "submit", "button", "fieldset"].includes(item.type)
    && item.autocomplete !== "one-time-code" && !("noDraft" in item.dataset));
  const stored = (form) => JSON.parse(localStorage.getItem(draftKey(form)) || "null");
  const keepDraft = (form) => localStorage.setItem(draftKey(form), JSON.stringify(draftFields(form).map((item) =>
    [item.name, item.value, item.checked === true])));
  const fill = (form, draft) => {
    const items = draftFields(form);
    if (draft.length !== items.length) return false;
    let changed = false;
    draft.forEach(([name, value, checked], place) => {
      const item = items[place];
      if (item.name !== name) return;
      const choice = item.type === "checkbox" || item.type === "radio";
      if (choice ? item.checked !== checked : item.value !== value) changed = true;
      if (choice) item.checked = checked; else item.value = value;
    });
    return changed;
  };
  const restoreDraft = (form) => {
    const draft = stored(form);
    if (!draft || form.querySelector("[aria-invalid]")) return;
    if (!fill(form, draft)) return;
    const discard = page.createElement("button");
    discard.type = "button";
    discard.className = "button button--garis button--small";
    discard.textContent = words.discard;
    discard.addEventListener("click", () => {
      localStorage.removeItem(draftKey(form));
      form.reset();
      messages.replaceChildren();
    });
    say(words.restored, "info", discard);
  };
  const settleSent = () => {
    const sent = sessionStorage.getItem("draf-terkirim");
    sessionStorage.removeItem("draf-terkirim");
    const again = [...page.querySelectorAll("form[data-draft]")].some((form) => draftKey(form) === sent && form.querySelector("[aria-invalid]"));
    if (sent && !again) localStorage.removeItem(sent);
  };

  const prepare = (root) => {
    each(root, "[data-show-password], [data-copy], [data-print]", (item) => { item.hidden = false; });
    each(root, "form[data-draft]", restoreDraft);
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
  page.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && "draft" in form.dataset) keepDraft(form);
  });
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if ("draft" in form.dataset) sessionStorage.setItem("draf-terkirim", draftKey(form));
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) ready(); });

  /* htmx: busy regions, words for a broken connection, focus after a swap. */
  const on = (name, act) => page.addEventListener(`htmx:${name}`, act);
  on("beforeRequest", ({ detail }) => detail.target.setAttribute("aria-busy", "true"));
  on("afterRequest", ({ detail }) => {
    detail.target.removeAttribute("aria-busy");
    ready();
    const form = detail.elt;
    if (form.dataset.draft && detail.successful) localStorage.removeItem(draftKey(form));
  });
  on("sendError", () => say(words.offline, "galat"));
  on("timeout", () => say(words.offline, "galat"));
  on("afterSettle", ({ detail }) => {
    prepare(detail.elt);
    const title = detail.elt.id === "isi" && detail.elt.querySelector("h1");
    if (title) title.focus();
  });

  settleSent();
  prepare(page);
  setInterval(tick, 1000);
})();
