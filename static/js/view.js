/**
 * What the page shows, as far as it follows from pack, state and classes. Reckons, paints nothing.
 *
 * @import { Classification } from "./classes.js"
 * @import { Config } from "./config.js"
 * @import { Highlight } from "./looks.js"
 * @import { Pack } from "./pack.js"
 * @import { State } from "./state.js"
 * @import { Say } from "./texts.js"
 */
import { changePack } from "./change.js";
import { classIndex, printedBreaks } from "./classes.js";
import { shownAreas } from "./filtering.js";
import { differenceText, figureText, toPrinted } from "./numbers.js";
import { cityOf, placeOf, shownPeriods, statusOf } from "./pack.js";
import { reforms } from "./series.js";

const INCOMPLETE = 64; // bit of a flag: areas without a value are left out

export class View {
  /**
   * @param {Config} config
   * @param {Pack} pack
   * @param {Say} say
   * @param {State} state
   */
  constructor(config, pack, say, state) {
    this.config = config;
    /** The figures themselves; `pack` holds their change, where that is shown. */
    this.source = pack;
    pack = config.change ? changePack(pack, config.change) : pack;
    this.pack = pack;
    this.say = say;
    this.state = state;
    this.classification = config.classification;
    /** @type {Highlight} */
    this.highlight = null;
    /** @type {import("./ranges.js").Ranges | null} how sure the figures are, once that has come */
    this.ranges = null;
    /** @type {Map<string, string[]>} areas' names by boundary set */
    this.names = new Map();
    /** Shown periods, as positions in pack.periods, in order of time. */
    this.dates = shownPeriods(pack);
    this.city = cityOf(pack);
    this.reforms = reforms(pack).map(({ period, section }) => ({
      position: this.dates.indexOf(period),
      label: `${say("new_boundaries")}: ${this.boundariesName(section)}`,
    }));
  }

  /** Numbers of things are drawn as circles, everything else as coloured areas. */
  get hasCircles() {
    return this.config.kind === "count";
  }

  /** Position of the shown date among the dates. */
  get position() {
    const at = this.dates.findIndex((period) => this.pack.periods[period].key === this.state.period);
    return at === -1 ? this.dates.length - 1 : at;
  }

  get period() {
    return this.dates[this.position];
  }

  get place() {
    return placeOf(this.pack, this.period);
  }

  get section() {
    return this.pack.sections[this.place.section];
  }

  /** Printed values of the shown date, by area. */
  get values() {
    return this.section.series.values[this.place.row];
  }

  /** Which areas of the shown section the filter leaves, by area. */
  get shownAreas() {
    const { section, place, state, config } = this;
    return shownAreas(state, this.pack, section, place.row, config.number.decimals);
  }

  /** What stands in titles: the shown date, or from when to when the change is. */
  get timeLabel() {
    const period = this.label(this.position);
    return this.config.change ? this.say("time", { period }) : period;
  }

  /** For staff: how public the figures of the shown date are. */
  get openness() {
    return this.config.openness?.[this.key(this.position)] ?? null;
  }

  get breaks() {
    return printedBreaks(this.classification);
  }

  /** Position of the chosen area in the shown section, -1 where there is none. */
  get areaHere() {
    return this.state.area ? this.section.areas.indexOf(this.state.area) : -1;
  }

  /** @param {number} position among the dates */
  key(position) {
    return this.pack.periods[this.dates[position]].key;
  }

  /** @param {number} position among the dates */
  label(position) {
    return this.config.periods[this.key(position)] ?? this.key(position);
  }

  /** @param {number} section */
  boundariesName(section) {
    const { name } = this.pack.sections[section];
    return name[this.config.language] ?? name.de ?? "";
  }

  /**
   * An area's name on the shown boundaries, else on others.
   * @param {string} code
   */
  nameOf(code) {
    for (const section of [this.section, ...this.pack.sections]) {
      const at = section.areas.indexOf(code);
      const name = at === -1 ? undefined : this.names.get(section.boundarySet)?.[at];
      if (name) return name;
    }
    return code;
  }

  /**
   * A figure; the name of the class where classes are what is published.
   * @param {number} value
   */
  valueText(value) {
    if (this.config.kind !== "class") return figureText(value, this.config.number);
    return this.classification.labels[classIndex(value, this.breaks) ?? 0];
  }

  /**
   * The figure of an area on the shown date, or the words for its gap.
   * @param {number} area position in the shown section
   */
  figure(area) {
    const value = this.values[area];
    if (value !== null) return this.valueText(value);
    return this.gapWords(statusOf(this.section.series, this.place.row, area));
  }

  /** @param {number} flags of a sum that may leave areas out */
  incompleteMark(flags) {
    return flags & INCOMPLETE ? ` (${this.config.flags[INCOMPLETE]})` : "";
  }

  /** @param {string} status */
  gapWords(status) {
    return this.config.statuses[status]?.label ?? "";
  }

  /** @param {number} printed */
  difference(printed) {
    const { number } = this.config;
    return differenceText(printed, number, number.unit === "%" ? this.say("points") : number.unit);
  }

  /**
   * Where a value stands on the ramp of unclassed values, 0 to 1.
   * @param {number} value
   */
  share(value) {
    const { scale } = this.classification;
    if (!scale) return null;
    const [low, high] = scale.map((end) => toPrinted(end, this.config.number.decimals));
    return high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
  }
}
