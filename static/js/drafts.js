/* What is typed into a form with data-draft stays on the device until the server has it: text in
   localStorage, a photo in IndexedDB, both under the person, the party and the form. Never passwords, codes,
   hidden fields. Nothing of one person is shown to another; signing out removes it all. What a visitor typed
   ends with the tab, because the next visitor may be somebody else. */
(() => {
  "use strict";
  const page = document;
  const words = page.currentScript.dataset;
  const { person = "", party = "" } = page.body.dataset;
  const PREFIX = "draf:";
  const SENT = "draf-terkirim";
  const box = person ? localStorage : sessionStorage;
  const seen = new WeakSet();
  let waiting = null;

  const keyOf = (form) => `${PREFIX}${person}:${party}:${location.pathname}:${form.dataset.draft}`;
  const fieldsOf = (form) => [...form.elements].filter((item) => item.name && !item.name.startsWith("_")
    && !["password", "file", "hidden", "submit", "button", "fieldset"].includes(item.type)
    && item.autocomplete !== "one-time-code" && !("noDraft" in item.dataset));

  const savesItself = (form) => form.hasAttribute("hx-trigger");

  /* Photos */
  const photos = (mode, act) => new Promise((done) => {
    const opening = indexedDB.open("draf", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("foto");
    opening.onerror = () => done(null);
    opening.onsuccess = () => {
      const asked = act(opening.result.transaction("foto", mode).objectStore("foto"));
      asked.onsuccess = () => { opening.result.close(); done(asked.result); };
      asked.onerror = () => { opening.result.close(); done(null); };
    };
  }).catch(() => null);
  const keepPhoto = (form, input) => person && input.files.length
    && photos("readwrite", (store) => store.put({ name: input.name, file: input.files[0] }, keyOf(form)));

  const drop = (key) => {
    box.removeItem(key);
    return photos("readwrite", (store) => store.delete(key));
  };
  const keep = (form) => box.setItem(keyOf(form), JSON.stringify(fieldsOf(form).map((item) =>
    [item.name, item.value, item.checked === true])));

  /* The bar: the connection is gone, is back, or something was put back into the form. */
  const say = (text, kind, label, act) => {
    const bar = page.createElement("div");
    bar.className = `notice notice--${kind}`;
    bar.setAttribute("role", kind === "awas" ? "alert" : "status");
    bar.append(Object.assign(page.createElement("div"), { textContent: text }));
    if (label) {
      const button = Object.assign(page.createElement("button"), { type: "button", textContent: label });
      button.className = "button button--garis button--small";
      button.addEventListener("click", act);
      bar.append(button);
    }
    page.getElementById("pesan").replaceChildren(bar);
  };

  const fill = (form, draft) => {
    const items = fieldsOf(form);
    let changed = false;
    for (const [name, value, checked] of draft) {
      const item = items.find((one) => one.name === name && (one.type !== "radio" || one.value === value));
      if (!item) continue;
      const choice = item.type === "checkbox" || item.type === "radio";
      if (choice ? item.checked !== checked : item.value !== value) changed = true;
      if (choice) item.checked = checked; else item.value = value;
    }
    return changed;
  };
  const fillPhoto = (form, kept) => {
    const input = kept && [...form.elements].find((item) => item.type === "file" && item.name === kept.name);
    if (!input || input.files.length) return false;
    const transfer = new DataTransfer();
    transfer.items.add(kept.file);
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };
  const restore = async (form) => {
    if (seen.has(form)) return;
    seen.add(form);
    const text = box.getItem(keyOf(form));
    const kept = await photos("readonly", (store) => store.get(keyOf(form)));
    const typed = text && !form.querySelector("[aria-invalid]") && fill(form, JSON.parse(text));
    if (!fillPhoto(form, kept) && !typed) return;
    if (typed) form.dispatchEvent(new Event("change", { bubbles: true }));
    /* Where the server keeps the draft as well, its own page says how to throw it away. */
    say(words.restored, "info", savesItself(form) ? "" : words.discard, () => drop(keyOf(form)).then(() => location.reload()));
  };
  const restoreIn = (root) => root.querySelectorAll("form[data-draft]").forEach(restore);

  /* A form that was sent is done unless its own page comes back with something to correct. */
  const settle = () => {
    const sent = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    const again = [...page.querySelectorAll("form[data-draft]")].some((form) =>
      keyOf(form) === sent && form.querySelector("[aria-invalid]"));
    if (sent && !again) drop(sent);
  };

  page.addEventListener("input", ({ target }) => {
    if (target.form && "draft" in target.form.dataset && target.type !== "file") keep(target.form);
  });
  page.addEventListener("change", ({ target }) => {
    if (target.type === "file" && target.form && "draft" in target.form.dataset) keepPhoto(target.form, target);
  });
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.action.endsWith("/keluar")) {
      Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => localStorage.removeItem(key));
      photos("readwrite", (store) => store.clear());
    }
    if (!("draft" in form.dataset)) return;
    keep(form);
    if (navigator.onLine) return sessionStorage.setItem(SENT, keyOf(form));
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = () => form.requestSubmit(event.submitter);
    say(words.offline, "awas");
  }, true);

  const drafting = () => page.querySelector("form[data-draft]");
  window.addEventListener("offline", () => { if (drafting()) say(words.offline, "awas"); });
  window.addEventListener("online", () => {
    const form = drafting();
    if (!form) return;
    say(words.online, "sukses", waiting && words.send, () => waiting());
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });

  page.addEventListener("htmx:afterRequest", ({ detail }) => {
    const form = detail.elt;
    if (!form.matches("form[data-draft]")) return;
    /* A form that saves itself was kept even where something in it is told to be wrong. */
    if (detail.successful || savesItself(form) && detail.xhr.status === 422) drop(keyOf(form));
  });
  page.addEventListener("htmx:sendError", () => { if (drafting()) say(words.offline, "awas"); });
  page.addEventListener("htmx:afterSettle", ({ detail }) => restoreIn(detail.elt));

  settle();
  restoreIn(page);
})();
