/** A second click on a button does not send its form a second time. */

/** @type {WeakSet<EventTarget>} */
let sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.method !== "post") return;
  if (sent.has(form)) event.preventDefault();
  sent.add(form);
});

// Who comes back by the browser's own button may send again.
addEventListener("pageshow", () => {
  sent = new WeakSet();
});
