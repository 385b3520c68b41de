/**
 * Send a form with its files, and tell how far it is.
 *
 * @typedef {object} Outcome
 * @property {"answered" | "stopped" | "lost"} how
 * @property {number} percent of the body that was sent
 * @property {XMLHttpRequest} request
 */

import { percentOf } from "./upload-rules.js";

/**
 * fetch cannot tell how much of a body has been sent.
 * @param {HTMLFormElement} form
 * @param {(sent: number, all: number) => void} onProgress bytes
 * @param {AbortSignal} signal
 * @returns {Promise<Outcome>}
 */
export function send(form, onProgress, signal) {
  const request = new XMLHttpRequest();
  let percent = 0;
  return new Promise((done) => {
    const end = (/** @type {Outcome["how"]} */ how) => () => done({ how, percent, request });
    request.upload.addEventListener("progress", (event) => {
      percent = percentOf(event.loaded, event.total);
      onProgress(event.loaded, event.total);
    });
    request.addEventListener("load", end("answered"));
    request.addEventListener("error", end("lost"));
    request.addEventListener("timeout", end("lost"));
    request.addEventListener("abort", end("stopped"));
    signal.addEventListener("abort", () => request.abort());
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
}
