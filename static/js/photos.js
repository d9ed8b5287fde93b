/* Pictures are drawn anew on the device before they are sent: at most 1600 px, as JPEG, without the place
   and camera that a phone writes into them. A file that cannot be drawn, or was smaller, is sent as it is. */
(() => {
  "use strict";
  const LONGEST = 1600;
  const QUALITIES = [0.82, 0.7, 0.55];
  const ENOUGH = 450 * 1024;
  const drawn = new WeakSet();

  const encode = (canvas, quality) => new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));

  const shrink = async (file) => {
    if (!file.type.startsWith("image/")) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      let blob = null;
      for (const quality of QUALITIES) {
        blob = await encode(canvas, quality);
        if (!blob || blob.size <= ENOUGH) break;
      }
      return blob ? new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" }) : file;
    } catch {
      return file;
    }
  };

  /* Others hear of the choice only once the small picture is in the field. */
  document.addEventListener("change", async (event) => {
    const input = event.target;
    if (input.type !== "file" || !("shrink" in input.dataset) || !input.files.length) return;
    if (drawn.has(input.files[0])) return;
    event.stopImmediatePropagation();
    const buttons = input.form ? [...input.form.querySelectorAll("[type=submit]:enabled")] : [];
    buttons.forEach((button) => { button.disabled = true; });
    const transfer = new DataTransfer();
    for (const file of await Promise.all([...input.files].map(shrink))) {
      drawn.add(file);
      transfer.items.add(file);
    }
    input.files = transfer.files;
    drawn.add(input.files[0]);
    buttons.forEach((button) => { button.disabled = false; });
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, true);
})();
