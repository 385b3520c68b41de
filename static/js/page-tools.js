/**
 * What the page offers around the map: links that take the state along, the link to copy, print.
 *
 * @import { LiveMap } from "./live-map.js"
 * @import { View } from "./view.js"
 */
import { byId } from "./dom.js";
import { preparePrint } from "./print.js";
import { writeState } from "./state.js";

const TWO_SECONDS = 2000;

/**
 * @param {View} view
 * @param {LiveMap} map
 * @param {(text: string) => void} announce
 */
export function pageTools(view, map, announce) {
  document.addEventListener("click", (event) => keepState(event, view));
  document.addEventListener("auxclick", (event) => keepState(event, view));
  addEventListener("beforeprint", () => preparePrint(view, map));
  const print = byId("print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
  const copy = byId("copy-link");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    const before = copy.textContent;
    copy.textContent = view.say("link_copied");
    announce(view.say("link_copied"));
    setTimeout(() => (copy.textContent = before), TWO_SECONDS);
  });
}

/**
 * Links to another indicator, level, language or to the table lead to the state now shown.
 * @param {MouseEvent} event
 * @param {View} view
 */
function keepState(event, { state, config: { defaults } }) {
  const link = /** @type {Element} */ (event.target).closest?.("a");
  if (!link) return;
  const { indicator, level } = link.dataset;
  const plain = { ...state, method: defaults.method, breaks: null, min: null, max: null };
  if (indicator) link.search = writeState({ ...plain, indicator, threshold: null, change: null }, defaults);
  if (level) link.search = writeState({ ...plain, level, area: null, areas: [], only: [], within: null }, defaults);
  if ("language" in link.dataset) link.search = writeState(state, defaults);
  if ("tableLink" in link.dataset) link.search = writeState({ ...state, panel: null }, defaults);
}
