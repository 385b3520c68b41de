/**
 * What kind of map is shown: the figures, their change, or where they pass a threshold.
 * Links, as atlas/presenters_kinds.py writes them, kept in step with the date; between figures and
 * threshold the page stays.
 *
 * @import { State } from "./state.js"
 * @import { View } from "./view.js"
 */
import { earlierPeriods, whyNotSince } from "./change.js";
import { byId, maybe } from "./dom.js";
import { toValue } from "./numbers.js";
import { cityOf } from "./pack.js";
import { breaksFrom, writeState } from "./state.js";

/**
 * The state without change, threshold, bounds and chosen classes.
 * @param {View} view
 * @returns {State}
 */
export function plainState({ state, config: { defaults } }) {
  const { method, k, palette } = defaults;
  return { ...state, method, k, palette, breaks: null, threshold: null, min: null, max: null, since: null, change: null };
}

export class Kinds {
  /**
   * @param {View} view
   * @param {(threshold: number | null) => void} choose
   */
  constructor(view, choose) {
    this.view = view;
    this.choose = choose;
    const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-kind]"));
    this.links = new Map([...links].map((link) => [link.dataset.kind ?? "", link]));
    for (const [kind, link] of this.links) link.addEventListener("click", (event) => this.click(kind, event));
  }

  /**
   * @param {string} kind
   * @param {MouseEvent} event
   */
  click(kind, event) {
    const staysHere = kind !== "change" && !this.view.config.change;
    if (!staysHere || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (kind === "values") this.choose(null);
    else if (this.view.state.threshold === null) this.choose(this.start());
  }

  /** Where a threshold starts: at the target, else the city's value on the shown date. */
  start() {
    const { source, period, config } = this.view;
    const { target, start } = this.links.get("threshold")?.dataset ?? {};
    const city = cityOf(source)?.series.values[period][0] ?? null;
    const given = breaksFrom(target || "")?.[0];
    if (given !== undefined) return given;
    return city === null ? (breaksFrom(start ?? "")?.[0] ?? 0) : toValue(city, config.plain.number.decimals);
  }

  show() {
    if (this.links.size === 0) return;
    const { view } = this;
    const { threshold } = view.state;
    const current = view.config.change ? "change" : threshold === null ? "values" : "threshold";
    const first = earlierPeriods(view.source, view.period)[0];
    const since = first === undefined ? null : view.source.periods[first].key;
    this.lead("values", {});
    this.lead("change", since === null ? null : { since, smoothed: false });
    this.lead("threshold", { threshold: this.start() });
    for (const [kind, link] of this.links) {
      if (kind === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const smoothing = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-smoothing]"));
    if (smoothing) smoothing.href = view.config.map_url + writeState({ ...view.state, smoothed: !view.state.smoothed }, view.config.defaults);
    const fields = maybe("threshold-fields");
    if (fields) fields.hidden = threshold === null;
    this.explain(since === null);
  }

  /**
   * @param {string} kind
   * @param {Partial<State> | null} changes null where the kind is not possible on the shown date
   */
  lead(kind, changes) {
    const link = this.links.get(kind);
    if (!link) return;
    const { config } = this.view;
    if (changes) {
      link.href = config.map_url + writeState({ ...plainState(this.view), ...changes }, config.defaults);
      link.removeAttribute("role");
      link.removeAttribute("aria-disabled");
    } else {
      link.removeAttribute("href");
      link.setAttribute("role", "link");
      link.setAttribute("aria-disabled", "true");
    }
  }

  /**
   * Why there is no change, or why not since every date.
   * @param {boolean} isImpossible
   */
  explain(isImpossible) {
    const { view } = this;
    const reason = whyNotSince(view.source, view.period);
    const words = reason === "none" ? view.say("since_none") : reason ? view.say("since_reform", { year: reason.reform }) : "";
    const hint = byId("since-why-not");
    hint.textContent = words;
    hint.hidden = !words || !(isImpossible || view.config.change);
  }
}
