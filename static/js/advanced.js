/**
 * The advanced view: method, number of classes, breaks, palette, opacity.
 *
 * @import { Config } from "./config.js"
 * @import { Say } from "./texts.js"
 * @import { View } from "./view.js"
 *
 * @typedef {object} Choices
 * @property {(method: string, k: number) => void} classes
 * @property {(breaks: number[], isDragging: boolean) => void} breaks
 * @property {(palette: string) => void} palette
 * @property {(opacity: number, isDragging: boolean) => void} opacity
 */
import { painter, printedBreaks } from "./classes.js";
import { byId, drawn, element, maybe } from "./dom.js";
import { isFiltered } from "./filtering.js";
import { showHistogram } from "./histogram.js";

const SWATCH_COLORS = "7";

export class Advanced {
  /**
   * @param {Config} config
   * @param {Say} say
   * @param {Choices} choices
   */
  constructor(config, say, choices) {
    this.config = config;
    this.say = say;
    this.choices = choices;
    /** @type {HTMLSelectElement | null} */
    this.method = maybe("method");
    /** @type {HTMLSelectElement | null} */
    this.k = maybe("k");
    this.isDragging = false;
    this.details = /** @type {HTMLDetailsElement} */ (byId("advanced"));
    const ask = (/** @type {boolean} */ byNumber) => this.askClasses(byNumber);
    this.method?.addEventListener("change", () => ask(false));
    this.k?.addEventListener("change", () => ask(true));
    this.details.addEventListener("toggle", () => this.showHistogram());
    this.buildPalettes();
    this.buildOpacity();
    const typed = maybe("breaks-text");
    if (typed) typed.hidden = true;
  }

  /**
   * The regional default and own breaks have no number; asking for one means the usual method.
   * @param {boolean} byNumber
   */
  askClasses(byNumber) {
    if (!this.method || !this.k) return;
    const fixed = ["regional_default", "manual", "unclassed"].includes(this.method.value);
    const declared = this.shown?.pack.card.classification?.method;
    const usual = [...this.method.options].some((option) => option.value === declared) ? declared : "quantile";
    this.choices.classes(byNumber && fixed ? usual : this.method.value, Number(this.k.value));
  }

  buildPalettes() {
    const select = /** @type {HTMLSelectElement | null} */ (maybe("palette"));
    const holder = maybe("palette-swatches");
    if (!select || !holder) return;
    const offered = [...select.options].map((option) => option.value);
    holder.replaceChildren(
      ...offered.map((key) => {
        const palette = this.config.palettes[key];
        const input = element("input", { type: "radio", name: "palette-swatch", value: key, id: `palette-${key}` });
        input.addEventListener("change", () => this.choices.palette(key));
        return element("label", { class: "palette", for: `palette-${key}` }, input, stripes(palette.colors[SWATCH_COLORS]), element("span", { class: "palette__name" }, palette.name));
      }),
    );
    select.hidden = true;
    holder.hidden = false;
  }

  buildOpacity() {
    const range = /** @type {HTMLInputElement} */ (byId("opacity"));
    range.addEventListener("input", () => this.choices.opacity(Number(range.value), true));
    range.addEventListener("change", () => this.choices.opacity(Number(range.value), false));
  }

  /** @param {View} view */
  show(view) {
    const { state } = view;
    this.shown = view;
    if (this.method) this.method.value = state.method;
    if (this.method) this.method.disabled = state.threshold !== null; // which takes its place
    if (this.k) this.k.disabled = state.threshold !== null;
    if (this.k) this.k.value = String(state.k);
    const chosen = /** @type {HTMLInputElement | null} */ (maybe(`palette-${state.palette}`));
    if (chosen) chosen.checked = true;
    const range = /** @type {HTMLInputElement} */ (byId("opacity"));
    range.value = String(state.opacity);
    byId("opacity-value").textContent = `${state.opacity}\u202f%`;
    const { defaults } = this.config;
    const isDefault = state.method === defaults.method && state.palette === defaults.palette;
    byId("reset").hidden = isDefault && !state.since && state.threshold === null && !isFiltered(state);
    if (!this.isDragging) this.showHistogram();
  }

  /** Drawn only while it can be seen. */
  showHistogram() {
    const holder = maybe("histogram");
    const list = maybe("breaks-list");
    if (!holder || !list || !this.shown || !this.details.open) return;
    const { classification, pack, config, state } = this.shown;
    const hasBreaks = classification.scale === null;
    const fixed = !hasBreaks || config.change !== null || state.threshold !== null;
    byId("breaks-editor").hidden = fixed;
    const values = config.change ? this.shown.values : pack.sections.flatMap((section) => section.series.values.flat());
    showHistogram(
      {
        histogram: holder,
        list,
        format: this.config.number,
        say: this.say,
        color: painter(classification),
        onBreaks: (breaks, isDragging) => {
          this.isDragging = isDragging;
          this.choices.breaks(breaks, isDragging);
        },
      },
      values,
      fixed ? [] : printedBreaks(classification),
    );
  }
}

/** @param {string[]} colors */
function stripes(colors) {
  return drawn(
    "svg",
    { class: "palette__stripes", viewBox: `0 0 ${colors.length} 1`, preserveAspectRatio: "none", "aria-hidden": "true" },
    ...colors.map((color, at) => drawn("rect", { x: at, width: 1.02, height: 1, fill: color })),
  );
}
