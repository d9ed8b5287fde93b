/* The device's own way to pass a page on, where it has one; the links beside it work without. */
(() => {
  "use strict";
  if (!navigator.share) return;
  document.querySelectorAll("[data-share]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const { share: url, title, text } = button.dataset;
      navigator.share({ url, title, text }).catch(() => {});
    });
  });
})();
