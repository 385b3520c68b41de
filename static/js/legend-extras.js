/**
 * What the legend has beyond classes and gaps: a threshold's line, the directions of a change,
 * the areas a filter leaves out. templates/atlas/_legend.html writes the same.
 *
 * @import { Counts, Direction } from "./legend.js"
 * @import { Say } from "./texts.js"
 */
import { drawn, element } from "./dom.js";

const HIDDEN = "#eceef2";
const NARROW_SPACE = "\u202f";

export class LegendExtras {
  /** @param {Say} say */
  constructor(say) {
    this.say = say;
    /** @type {Map<Direction, HTMLElement>} */
    this.signs = new Map();
    this.above = element("span", {});
    this.below = element("span", {});
    this.line = "";
    this.hiddenRow = element("p", { class: "legend__hidden" });
  }

  /**
   * The line between the classes below a threshold and those from it on.
   * @param {{ label: string }} threshold
   */
  threshold({ label }) {
    this.line = label;
    return element("li", { class: "legend__threshold" }, this.above, this.below);
  }

  /** @param {Record<Direction, string>} colors */
  directions(colors) {
    this.signs.clear();
    const rows = /** @type {[Direction, string][]} */ (Object.entries(colors)).map(([direction, color]) => {
      const count = element("span", { class: "legend__count" });
      this.signs.set(direction, count);
      return element("li", { class: "legend__row" }, circleSwatch(color), element("span", { class: "legend__label" }, this.say(direction)), count);
    });
    return element("ul", { class: "legend__classes" }, ...rows);
  }

  hidden() {
    return this.hiddenRow;
  }

  /** @param {Counts} counts */
  update({ sides, signs, hidden }) {
    for (const [direction, count] of this.signs) count.textContent = String(signs[direction]);
    this.above.textContent = this.say("from_threshold", { value: this.line, ...share(sides.above, sides) });
    this.below.textContent = this.say("below_threshold", share(sides.below, sides));
    this.hiddenRow.hidden = hidden === 0;
    this.hiddenRow.replaceChildren(hiddenSwatch(), this.say("hidden_areas", { count: hidden }));
  }
}

/**
 * @param {number} count
 * @param {{ below: number, above: number }} sides
 */
function share(count, { below, above }) {
  const percent = below + above ? Math.floor((100 * count) / (below + above) + 0.5) : 0;
  const space = document.documentElement.lang === "en" ? "" : NARROW_SPACE;
  return { count, share: `${percent}${space}%` };
}

/** @param {string} color empty where no circle is drawn */
function circleSwatch(color) {
  return drawn(
    "svg",
    { class: "swatch", viewBox: "0 0 26 18", "aria-hidden": "true" },
    color && drawn("circle", { cx: 13, cy: 9, r: 7, fill: color, "fill-opacity": 0.8, stroke: "#1a1a1a" }),
  );
}

function hiddenSwatch() {
  return drawn(
    "svg",
    { class: "swatch", viewBox: "0 0 26 18", "aria-hidden": "true" },
    drawn("rect", { x: 0.5, y: 0.5, width: 25, height: 17, fill: HIDDEN }),
  );
}
