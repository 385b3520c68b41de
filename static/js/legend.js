/**
 * The key of the map, as templates/atlas/_legend.html writes it, kept in step with date and choice.
 *
 * @import { Classification } from "./classes.js"
 * @import { Say } from "./texts.js"
 *
 * @typedef {object} Counts what the legend shows of one date
 * @property {number[]} classes areas per class
 * @property {{ below: number, above: number }} sides areas on each side of a threshold
 * @property {Record<Direction, number>} signs areas with an increase, a decrease, neither
 * @property {number} hidden areas that a filter leaves out
 * @property {Map<string, number>} gaps areas per status
 * @property {{ name: string, text: string, legendClass: number | null, share: number | null } | null} city
 * @property {{ name: string, legendClass: number | null, share: number | null } | null} area share: place on the ramp
 *
 * @typedef {{ label: string, pattern: string }} Gap
 * @typedef {"increase" | "decrease" | "unchanged"} Direction
 * @typedef {{ samples: Node, signs: Record<Direction, string> | null }} Circles `signs`: colours of a change, by direction
 */
import { element, drawn } from "./dom.js";
import { gapSwatch } from "./hatches.js";
import { LegendExtras } from "./legend-extras.js";

export class Legend {
  /**
   * @param {HTMLElement} body
   * @param {Record<string, Gap>} gaps by status
   * @param {Say} say
   * @param {(highlight: { legendClass: number } | { gap: string } | null) => void} onHighlight
   */
  constructor(body, gaps, say, onHighlight) {
    this.body = body;
    this.gaps = gaps;
    this.say = say;
    this.onHighlight = onHighlight;
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Map<string, Row>} */
    this.gapRows = new Map();
    this.city = element("p", { class: "legend__city" });
    /** @type {HTMLElement | null} */
    this.rampMarks = null;
    /** @type {Row | null} */
    this.pressed = null;
    this.extras = new LegendExtras(say);
  }

  /**
   * Rows for a classification; counts follow with `update`.
   * @param {Classification} classification
   * @param {Circles | null} circles where numbers are drawn so
   * @param {(value: number) => string} write a value of the ramp
   */
  build(classification, circles, write) {
    this.pressed = null;
    this.rampMarks = null;
    this.rows = [];
    const key = circles?.samples ?? (classification.scale ? this.ramp(classification, write) : this.classes(classification));
    this.body.replaceChildren(
      key,
      ...(circles?.signs ? [this.extras.directions(circles.signs)] : []),
      this.gapList(),
      this.extras.hidden(),
      this.city,
      element("p", { class: "legend__method" }, this.methodText(classification, circles !== null)),
      ...(circles ? [] : classification.notes.map((note) => element("p", { class: "legend__note" }, note))),
    );
  }

  /** @param {Counts} counts */
  update(counts) {
    this.rows.forEach((row, index) => {
      row.count.textContent = String(counts.classes[index] ?? 0);
      row.marks.replaceChildren(
        ...(counts.city?.legendClass === index ? [mark("city", "◆", counts.city.name)] : []),
        ...(counts.area?.legendClass === index ? [mark("area", "●", counts.area.name)] : []),
      );
    });
    for (const [status, row] of this.gapRows) {
      const count = counts.gaps.get(status) ?? 0;
      row.count.textContent = String(count);
      row.item.hidden = "MN".includes(status) && count === 0;
    }
    this.city.replaceChildren(...(counts.city ? [mark("city", "◆", ""), ` ${counts.city.name}: `, element("strong", {}, counts.city.text)] : []));
    if (this.rampMarks) this.updateRamp(this.rampMarks, counts);
    this.extras.update(counts);
  }

  /** End a highlight, as Escape does. */
  release() {
    this.press(null);
  }

  /** @param {Classification} classification */
  classes(classification) {
    const list = element("ol", { class: "legend__classes", reversed: true, "aria-label": this.say("classes") });
    this.rows = classification.labels.map((label, index) => {
      const row = this.row(label, colorSwatch(classification.colors[index]), () => ({ legendClass: index }));
      row.item.dataset.class = String(index);
      return row;
    });
    const items = this.rows.map((row) => row.item);
    if (classification.threshold) items.splice(classification.threshold.first_above, 0, this.extras.threshold(classification.threshold));
    list.append(...items.reverse());
    return list;
  }

  gapList() {
    const list = element("ul", { class: "legend__gaps", "aria-label": this.say("without_value") });
    for (const [status, gap] of Object.entries(this.gaps)) {
      const row = this.row(gap.label, gapSwatch(gap.pattern), () => ({ gap: status }));
      row.item.dataset.gap = status;
      this.gapRows.set(status, row);
      list.append(row.item);
    }
    return list;
  }

  /**
   * @param {string} label
   * @param {SVGElement} swatch
   * @param {() => { legendClass: number } | { gap: string }} highlight
   * @returns {Row}
   */
  row(label, swatch, highlight) {
    const marks = element("span", { class: "legend__marks" });
    const count = element("span", { class: "legend__count" });
    const button = element(
      "button",
      { type: "button", class: "legend__button", "aria-pressed": "false" },
      swatch,
      element("span", { class: "legend__label" }, label),
      marks,
      count,
    );
    const made = { item: element("li", { class: "legend__row" }, button), button, marks, count, highlight };
    button.addEventListener("click", () => this.press(this.pressed === made ? null : made));
    return made;
  }

  /** @param {Row | null} row */
  press(row) {
    if (row === this.pressed) return;
    this.pressed?.button.setAttribute("aria-pressed", "false");
    row?.button.setAttribute("aria-pressed", "true");
    this.pressed = row;
    this.body.classList.toggle("legend--highlighting", row !== null);
    this.onHighlight(row ? row.highlight() : null);
  }

  /**
   * @param {Classification} classification
   * @param {(value: number) => string} write
   */
  ramp(classification, write) {
    const [low, high] = classification.scale ?? [0, 1];
    const stops = classification.ramp.map((color, index) =>
      drawn("stop", { offset: index / (classification.ramp.length - 1), "stop-color": color }),
    );
    this.rampMarks = element("div", { class: "ramp__marks" });
    return element(
      "div",
      { class: "ramp" },
      this.rampMarks,
      drawn(
        "svg",
        { class: "ramp__bar", viewBox: "0 0 100 16", preserveAspectRatio: "none", "aria-hidden": "true" },
        drawn("defs", {}, drawn("linearGradient", { id: "legend-ramp" }, ...stops)),
        drawn("rect", { width: 100, height: 16, fill: "url(#legend-ramp)" }),
      ),
      element("p", { class: "ramp__ends" }, element("span", {}, write(low)), element("span", {}, write((low + high) / 2)), element("span", {}, write(high))),
    );
  }

  /**
   * @param {HTMLElement} marks
   * @param {Counts} counts
   */
  updateRamp(marks, counts) {
    /** @type {HTMLElement[]} */
    const made = [];
    if (counts.city?.share != null) made.push(placed(mark("city", "◆", counts.city.name), counts.city.share));
    if (counts.area?.share != null) made.push(placed(mark("area", "●", counts.area.name), counts.area.share));
    marks.replaceChildren(...made);
  }

  /**
   * @param {Classification} classification
   * @param {boolean} hasCircles
   */
  methodText(classification, hasCircles) {
    if (hasCircles) return this.say("circle_areas");
    return [classification.method_label, classification.scope].filter(Boolean).join(" · ");
  }
}

/**
 * @typedef {object} Row
 * @property {HTMLElement} item
 * @property {HTMLButtonElement} button
 * @property {HTMLElement} marks
 * @property {HTMLElement} count
 * @property {() => { legendClass: number } | { gap: string }} highlight
 */

/** @param {string} color */
export function colorSwatch(color) {
  return drawn(
    "svg",
    { class: "swatch", viewBox: "0 0 26 18", "aria-hidden": "true" },
    drawn("rect", { class: "swatch__color", x: 0.5, y: 0.5, width: 25, height: 17, fill: color }),
  );
}

/**
 * @param {"city" | "area"} kind
 * @param {string} sign
 * @param {string} name spoken, and shown on hover
 */
function mark(kind, sign, name) {
  return element(
    "span",
    { class: `mark mark--${kind}`, title: name || null },
    element("span", { "aria-hidden": "true" }, sign),
    name && element("span", { class: "kern-sr-only" }, ` ${name} `),
  );
}

/**
 * @param {HTMLElement} made
 * @param {number} share
 */
function placed(made, share) {
  made.style.left = `${share * 100}%`;
  return made;
}
