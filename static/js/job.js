/** Keeps the page of a running job fresh, and goes on to its result when it is over. */
import { byId } from "./dom.js";

const PAUSE = 700; // ms between two looks

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
  byId("job").replaceChildren(...job.childNodes);
  again();
}

function again() {
  setTimeout(() => look().catch(again), PAUSE);
}

again();
