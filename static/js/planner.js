/**
 * The fields of the planner's views: change since a date, threshold, filter and its figures.
 * templates/atlas/_views.html, _threshold.html and _filter.html write the same for readers without script.
 *
 * @import { State } from "./state.js"
 * @import { View } from "./view.js"
 *
 * @typedef {object} Choices
 * @property {(changes: Partial<State>) => void} filter
 * @property {(changes: Partial<State>) => void} classes
 * @property {(text: string) => void} announce
 */
import { earlierPeriods } from "./change.js";
import { element, maybe } from "./dom.js";
import { districtsOf, summaryOf } from "./filtering.js";
import { figureText, numberText, parsePrinted, toPrinted, toValue } from "./numbers.js";
import { Kinds, plainState } from "./kinds.js";
import { writeState } from "./state.js";

const NO_FILTER = { min: null, max: null, only: [], within: null };
/** @typedef {"threshold" | "min" | "max"} NumberField */

export class Planner {
  /**
   * @param {View} view
   * @param {Choices} choices
   */
  constructor(view, choices) {
    this.view = view;
    this.choices = choices;
    this.since = /** @type {HTMLSelectElement | null} */ (maybe("since"));
    this.way = /** @type {HTMLSelectElement | null} */ (maybe("change"));
    this.kinds = new Kinds(view, (threshold) => choices.classes({ threshold }));
    this.within = /** @type {HTMLSelectElement | null} */ (maybe("within"));
    this.listenToChange();
    this.listenToThreshold();
    this.listenToFilter();
  }

  listenToChange() {
    const go = () => this.go({ since: this.since?.value || null, change: this.way?.value || null });
    this.since?.addEventListener("change", go);
    this.way?.addEventListener("change", go);
  }

  listenToThreshold() {
    this.number("threshold", (threshold) => this.choices.classes({ threshold }));
    for (const side of /** @type {const} */ (["below", "above"])) {
      on(side, "change", ({ value }) => this.choices.classes({ [side]: value }));
    }
    on("sides", "change", ({ value }) => this.choices.classes({ sides: Number(value) }));
    on("threshold-target", "click", ({ dataset }) => this.choices.classes({ threshold: Number(dataset.value?.replace(",", ".")) }));
    on("threshold-end", "click", () => this.choices.classes({ threshold: null }));
  }

  listenToFilter() {
    this.number("min", (min) => this.choices.filter({ min }));
    this.number("max", (max) => this.choices.filter({ max }));
    on("within", "change", ({ value }) => this.choices.filter({ within: value || null }));
    on("only-chosen", "click", () => this.choices.filter({ only: this.chosen() }));
    on("filter-end", "click", () => this.choices.filter(NO_FILTER));
  }

  /**
   * A field for a number; what is none is marked and said, and changes nothing.
   * @param {NumberField} id
   * @param {(value: number | null) => void} take
   */
  number(id, take) {
    const { config, say } = this.view;
    const apply = (/** @type {HTMLInputElement} */ field) => {
      const printed = parsePrinted(field.value, config.number);
      const isWrong = printed === null && field.value.trim() !== "";
      if (isWrong) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
      if (isWrong) this.choices.announce(say("no_number", { text: field.value }));
      else take(printed === null ? null : toValue(printed, config.number.decimals));
    };
    on(id, "change", (field) => apply(/** @type {HTMLInputElement} */ (/** @type {HTMLElement} */ (field))));
  }

  /** The chosen area and those compared with it. */
  chosen() {
    const { area, areas } = this.view.state;
    return [...new Set([...(area ? [area] : []), ...areas])];
  }

  /**
   * Another change is another page.
   * @param {Partial<State>} changes
   */
  go(changes) {
    const { config } = this.view;
    location.assign(config.map_url + writeState({ ...plainState(this.view), ...changes }, config.defaults));
  }

  // --- what is shown -----------------------------------------------------------------------

  show() {
    const { state } = this.view;
    this.kinds.show();
    this.offerDates();
    this.offerDistricts();
    for (const id of /** @type {NumberField[]} */ (["threshold", "min", "max"])) this.write(id, state[id]);
    for (const id of /** @type {const} */ (["below", "above"])) setValue(id, state[id]);
    setValue("sides", String(state.sides));
    setValue("within", state.within ?? "");
    setHidden("threshold-end", state.threshold === null);
    this.offerOnly();
    this.showSummary();
  }

  /**
   * @param {NumberField} id
   * @param {number | null} value
   */
  write(id, value) {
    const field = /** @type {HTMLInputElement | null} */ (maybe(id));
    const { number } = this.view.config;
    if (!field || field.hasAttribute("aria-invalid")) return;
    const plain = { ...number, thousands: "", signed: false };
    field.value = value === null ? "" : numberText(toPrinted(value, number.decimals), plain);
  }

  /** The dates a change can count from: those before the shown one on its boundaries. */
  offerDates() {
    const { since, view } = this;
    const held = `${view.period} ${view.section.boundarySet}`;
    if (!since || since.dataset.held === held) return;
    since.dataset.held = held;
    const dates = earlierPeriods(view.source, view.period).reverse();
    const keys = dates.map((period) => view.source.periods[period].key);
    since.replaceChildren(...keys.map((key) => new Option(view.config.plain.periods[key], key)));
    since.value = view.config.change?.since ?? "";
  }

  offerDistricts() {
    const { within, view } = this;
    if (!within || within.dataset.set === view.section.boundarySet) return;
    within.dataset.set = view.section.boundarySet;
    const groups = districtsOf(view.pack, view.section);
    const labels = [...within.querySelectorAll("optgroup")].map((group) => group.label);
    const made = groups.map(({ districts }, at) =>
      element("optgroup", { label: labels[at] ?? "" }, ...districts.map(({ key, name }) => new Option(name, key))),
    );
    within.replaceChildren(within.options[0], ...made);
  }

  offerOnly() {
    const { state, say } = this.view;
    const chosen = this.chosen();
    const isNew = chosen.length > 0 && chosen.join() !== state.only.join();
    setHidden("only-chosen", !isNew);
    setHidden("only-hint", isNew || state.only.length > 0);
    setText("only-chosen", say("only_chosen", { count: chosen.length }));
    const isSet = state.min !== null || state.max !== null || state.only.length > 0 || state.within !== null;
    setHidden("filter-end", !isSet);
  }

  showSummary() {
    const holder = maybe("summary");
    if (!holder || this.view.config.kind === "class") return;
    const rows = summaryRows(this.view);
    holder.replaceChildren(...rows.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)]));
  }
}

/**
 * @param {View} view
 * @returns {[string, string][]}
 */
function summaryRows({ values, shownAreas, hasCircles, city, period, say, config }) {
  const found = summaryOf(values, shownAreas, hasCircles);
  const write = (/** @type {number} */ value) => figureText(value, config.number);
  const figures = /** @type {[string, number | null][]} */ ([
    [say("total"), found.total],
    [say("lowest"), found.lowest],
    [say("median"), found.median],
    [say("highest"), found.highest],
    [config.region.name, city?.series.values[period][0] ?? null],
  ]);
  return [
    [say("areas_shown"), say("n_of_all", { shown: found.shown, all: found.all })],
    ...(found.gaps ? [/** @type {[string, string]} */ ([say("gaps_left_out"), String(found.gaps)])] : []),
    ...figures.flatMap(([term, value]) => (value === null ? [] : [/** @type {[string, string]} */ ([term, write(value)])])),
  ];
}

/**
 * @param {string} id
 * @param {"click" | "change"} kind
 * @param {(field: HTMLSelectElement) => void} then
 */
function on(id, kind, then) {
  maybe(id)?.addEventListener(kind, (event) => {
    event.preventDefault();
    then(/** @type {HTMLSelectElement} */ (event.currentTarget));
  });
}

/**
 * @param {string} id
 * @param {string} value
 */
function setValue(id, value) {
  const field = /** @type {HTMLSelectElement | null} */ (maybe(id));
  if (field) field.value = value;
}

/**
 * @param {string} id
 * @param {boolean} isHidden
 */
function setHidden(id, isHidden) {
  const found = maybe(id);
  if (found) found.hidden = isHidden;
}

/**
 * @param {string} id
 * @param {string} text
 */
function setText(id, text) {
  const found = maybe(id);
  if (found) found.textContent = text;
}
