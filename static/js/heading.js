/**
 * What the map shows, in words above it, and the choice of date and area.
 *
 * @import { State } from "./state.js"
 * @import { View } from "./view.js"
 */
import { byId } from "./dom.js";
import { fill } from "./texts.js";
import { timeline } from "./timeline.js";

export class Heading {
  /**
   * @param {View} view
   * @param {(changes: Partial<State>, isDragging: boolean) => void} change
   */
  constructor(view, change) {
    this.view = view;
    this.title = document.title.replace(`, ${view.timeLabel} – `, ", {period} – ");
    this.date = /** @type {HTMLSelectElement} */ (byId("period"));
    this.area = /** @type {HTMLSelectElement} */ (byId("area"));
    this.date.addEventListener("change", () => change({ period: this.date.value }, false));
    this.area.addEventListener("change", () => change({ area: this.area.value || null }, false));
    byId("selection").addEventListener("submit", (event) => event.preventDefault());
    if (view.dates.length > 1) this.timeline = this.buildTimeline(change);
  }

  /** @param {(changes: Partial<State>, isDragging: boolean) => void} change */
  buildTimeline(change) {
    const { view } = this;
    const holder = byId("timeline");
    holder.hidden = false;
    const labels = view.dates.map((_, at) => view.label(at));
    const short = view.dates.map((_, at) => (/^\d{4}-\d\d-\d\d$/.test(view.key(at)) ? view.key(at).slice(0, 4) : view.label(at)));
    return timeline(holder, labels, short, view.reforms, view.say, (position, isDragging) =>
      change({ period: view.key(position) }, isDragging),
    );
  }

  show() {
    const { view } = this;
    const hasReforms = view.source.sections.length > 1;
    document.title = fill(this.title, { period: view.timeLabel });
    byId("heading-period").textContent = view.timeLabel;
    byId("heading-boundaries").textContent = hasReforms ? view.say("boundaries", { name: view.boundariesName(view.place.section) }) : "";
    this.date.value = view.key(view.position);
    this.timeline?.set(view.position);
    this.listAreas();
    this.area.value = view.areaHere === -1 ? "" : (view.state.area ?? "");
  }

  /** The areas to choose from are those of the shown boundaries. */
  listAreas() {
    const { section, config } = this.view;
    if (this.area.dataset.set === section.boundarySet) return;
    this.area.dataset.set = section.boundarySet;
    const collator = new Intl.Collator(config.language);
    const options = section.areas.map((code) => new Option(this.view.nameOf(code), code)).sort((a, b) => collator.compare(a.text, b.text));
    this.area.replaceChildren(this.area.options[0], ...options);
  }
}
