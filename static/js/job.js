/** Keeps the page of a running job fresh, and goes on to its result when it is over. */
import { byId } from "./dom.js";

const PAUSE = Number(byId("job").dataset.pause ?? 300); // ms between two looks

async function look() {
  const response = await fetch(location.href, { cache: "no-store" });
  if (response.redirected) {
    location.replace(response.url);
    return;
  }
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const job = fresh.getElementById("job");
  if (!job || job.dataset.open !== "1") {
    location.reload();
    return;
  }
  show(job);
  again();
}

/**
 * What has not changed is left alone, so that it is neither read out again nor redrawn.
 * @param {HTMLElement} fresh
 */
function show(fresh) {
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const shown = byId("job").querySelector(`[data-part="${part.getAttribute("data-part")}"]`);
    if (shown && shown.outerHTML !== part.outerHTML) shown.replaceWith(part);
  }
}

function again() {
  setTimeout(() => look().catch(again), PAUSE);
}

look().catch(again);
