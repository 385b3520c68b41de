/**
 * What the map shows, in words above it, and the choice of date and area.
 *
 * @import { State } from "./state.js"
 * @import { View } from "./view.js"
 */
import { byId, maybe } from "./dom.js";
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
    /** @type {Map<string, HTMLOptionElement[]>} areas to choose from, by boundary set: sorting them takes its time */
    this.options = new Map();
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
    this.showOpenness();
    this.date.value = view.key(view.position);
    this.timeline?.set(view.position);
    this.listAreas();
    this.area.value = view.areaHere === -1 ? "" : (view.state.area ?? "");
  }

  /** For staff: whether the figures of the date are public; nobody else has the mark. */
  showOpenness() {
    const mark = maybe("openness");
    const { openness } = this.view;
    if (!mark || !openness) return;
    mark.textContent = mark.dataset[openness.state] ?? "";
    mark.className = `openness openness--${openness.state}`;
  }

  /** The areas to choose from are those of the shown boundaries. */
  listAreas() {
    const { section, config } = this.view;
    const set = section.boundarySet;
    if (this.area.dataset.set === set) return;
    this.area.dataset.set = set;
    let options = this.options.get(set);
    if (!options) {
      const collator = new Intl.Collator(config.language);
      options = section.areas.map((code) => new Option(this.view.nameOf(code), code)).sort((a, b) => collator.compare(a.text, b.text));
      this.options.set(set, options);
    }
    this.area.replaceChildren(this.area.options[0], ...options);
  }
}
