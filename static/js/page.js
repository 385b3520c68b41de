/**
 * What is shown follows from the state; a choice changes the state, its address, and what is shown.
 *
 * @import { Classification } from "./classes.js"
 * @import { Config } from "./config.js"
 * @import { Highlight } from "./looks.js"
 * @import { Pack } from "./pack.js"
 * @import { State } from "./state.js"
 * @import { Sorting } from "./table-rows.js"
 * @import { Say } from "./texts.js"
 */
import { Advanced } from "./advanced.js";
import { circleLegend } from "./circles.js";
import { classCounts, classIndex, ownClasses, painter, printedBreaks } from "./classes.js";
import { byId, maybe } from "./dom.js";
import { Legend } from "./legend.js";
import { knowClasses, loadClasses, loadShapes } from "./load.js";
import { gapCounts, gapsOf, looksOf } from "./looks.js";
import { AreaMap } from "./map.js";
import { differenceText, figureText, numberText, toPrinted } from "./numbers.js";
import { cityOf, placeOf, shownPeriods, statusOf } from "./pack.js";
import { showPanel } from "./panel.js";
import { panelOf } from "./panel-content.js";
import { reforms } from "./series.js";
import { readState, writeState } from "./state.js";
import { AreaTable } from "./table.js";
import { rowsOf, sorted } from "./table-rows.js";
import { timeline } from "./timeline.js";
import { Tooltip } from "./tooltip.js";
import { colorSwatch } from "./legend.js";
import { gapSwatch } from "./hatches.js";

const MOST_COMPARED = 5;
const CIRCLE_COLOR = 0.75; // which shade of the palette circles have
export const LINE_COLORS = ["#c2410c", "#0f766e", "#7e22ce", "#a16207", "#be185d"];
export const OWN_COLOR = "#16357a";

export class Page {
  /**
   * @param {Config} config
   * @param {Pack} pack
   * @param {Say} say
   */
  constructor(config, pack, say) {
    this.config = config;
    this.pack = pack;
    this.say = say;
    this.dates = shownPeriods(pack);
    this.city = cityOf(pack);
    this.reforms = reforms(pack).map(({ period, section }) => ({
      position: this.dates.indexOf(period),
      label: `${say("new_boundaries")}: ${this.boundariesName(section)}`,
    }));
    /** @type {State} */
    this.state = { ...config.state, table: new URLSearchParams(location.search).get("view") === "table" };
    this.classification = config.classification;
    /** @type {Map<string, string[]>} names by boundary set */
    this.names = new Map();
    /** @type {Highlight} */
    this.highlight = null;
    /** @type {number | null} */
    this.hovered = null;
    /** @type {Sorting} */
    this.sorting = { key: "name", descending: false };
    this.frame = 0;
    this.build();
  }

  get hasCircles() {
    return this.config.kind === "count";
  }

  /** Position of the shown date among the shown dates. */
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

  /** @param {number} position */
  label(position) {
    const { key } = this.pack.periods[this.dates[position]];
    return this.config.periods[key] ?? key;
  }

  /** @param {number} section */
  boundariesName(section) {
    const { name } = this.pack.sections[section];
    return name[this.config.language] ?? name.de ?? "";
  }

  build() {
    const { config, say } = this;
    knowClasses(this.classesUrl(), config.classification);
    this.legend = new Legend(byId("legend-body"), config.statuses, say, (highlight) => this.setHighlight(highlight));
    this.table = new AreaTable(byId("drawer-table"), say, {
      hover: (area) => this.hover(area, null),
      select: (area, adding) => this.choose(area, adding),
      sort: (sorting) => {
        this.sorting = sorting;
        this.showTable();
      },
    });
    this.tooltip = new Tooltip(byId("tooltip"));
    this.advanced = new Advanced(config, say, {
      classes: (method, k) => this.setClasses(method, k),
      breaks: (breaks, isDragging) => this.setBreaks(breaks, isDragging),
      palette: (palette) => this.setPalette(palette),
      opacity: (opacity, isDragging) => this.change({ opacity }, isDragging),
    });
    const keys = this.dates.map((period) => this.pack.periods[period].key);
    const select = /** @type {HTMLSelectElement} */ (byId("period"));
    select.addEventListener("change", () => this.change({ period: select.value }, false));
    if (this.dates.length > 1) {
      byId("timeline").hidden = false;
      const short = keys.map((key, at) => (/^\d{4}-\d\d-\d\d$/.test(key) ? key.slice(0, 4) : this.label(at)));
      this.timeline = timeline(byId("timeline"), keys.map((_, at) => this.label(at)), short, this.reforms, say, (position, isDragging) =>
        this.change({ period: keys[position] }, isDragging),
      );
    }
    const area = /** @type {HTMLSelectElement} */ (byId("area"));
    area.addEventListener("change", () => this.change({ area: area.value || null }, false));
    this.buildDrawer();
    this.listen();
  }

  buildDrawer() {
    const toggle = byId("drawer-toggle");
    toggle.hidden = false;
    toggle.addEventListener("click", () => this.change({ table: !this.state.table }, false));
  }

  listen() {
    addEventListener("popstate", () => this.restore());
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.clear();
    });
    addEventListener("beforeprint", () => this.printMap());
    byId("selection").addEventListener("submit", (event) => event.preventDefault());
    const print = byId("print");
    print.hidden = false;
    print.addEventListener("click", () => window.print());
    const copy = byId("copy-link");
    copy.hidden = !navigator.clipboard;
    copy.addEventListener("click", () => this.copyLink(copy));
    document.addEventListener("click", (event) => this.keepState(event));
  }

  async start() {
    const { config, say } = this;
    this.map = new AreaMap({
      container: byId("map"),
      legend: byId("legend"),
      box: config.region.box,
      gaps: config.statuses,
      circles: this.hasCircles,
      attribution: String(this.pack.card.source?.attribution ?? ""),
      basemap: config.basemap,
      say,
      onHover: (area, point) => this.hover(area, point),
      onSelect: (area, adding, touched) => this.touch(area, adding, touched),
    });
    new ResizeObserver(() => this.map?.resize()).observe(byId("map"));
    const first = this.section.boundarySet;
    const [shapes] = await Promise.all([loadShapes(config.shapes[first].url), this.map.ready]);
    this.addShapes(first, shapes);
    this.map.show(first);
    if (this.state.method === "manual" && this.state.breaks) {
      this.classification = this.own(this.state.breaks.map((value) => toPrinted(value, config.number.decimals)));
    }
    history.replaceState(null, "", writeState(this.state, this.config.defaults) + location.hash);
    this.buildLegend();
    this.show();
    this.map.libre.once("idle", () => {
      document.documentElement.classList.add("is-painted");
      this.fetchOthers();
    });
  }

  /** Shapes of the other boundary sets, so that no date asks for anything later. */
  async fetchOthers() {
    for (const [set, { url }] of Object.entries(this.config.shapes).reverse()) {
      if (!this.map?.hasSet(set)) this.addShapes(set, await loadShapes(url));
    }
    this.map?.libre.once("idle", () => document.documentElement.classList.add("is-complete"));
    this.map?.libre.triggerRepaint();
  }

  /**
   * @param {string} set
   * @param {import("topojson-specification").Topology} shapes
   */
  addShapes(set, shapes) {
    const section = this.pack.sections.find((one) => one.boundarySet === set);
    if (!section || !this.map || this.map.hasSet(set)) return;
    const gaps = gapsOf(section);
    const largest = (/** @type {number} */ area) => Math.max(...section.series.values.map((row) => row[area] ?? 0));
    const order = section.areas.map((_, area) => area).sort((a, b) => largest(b) - largest(a));
    const parents = Object.values(section.parents)[0] ?? null;
    const areas = /** @type {import("topojson-specification").GeometryCollection} */ (shapes.objects.areas);
    this.names.set(set, areas.geometries.map((one) => String(/** @type {any} */ (one.properties)?.n ?? "")));
    this.map.addSet(set, shapes, gaps, parents, order);
  }

  // --- choices -------------------------------------------------------------------------------

  /**
   * @param {Partial<State>} changes
   * @param {boolean} isDragging then the address changes without a step in the history
   */
  change(changes, isDragging) {
    const before = this.state;
    this.state = { ...before, ...changes };
    this.writeAddress(isDragging);
    if (!this.frame) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.show();
        if (before.period !== this.state.period && !isDragging) this.announce(this.say("period_announced", { period: this.label(this.position) }));
      });
    }
  }

  /** @param {boolean} isDragging */
  writeAddress(isDragging) {
    const address = writeState(this.state, this.config.defaults);
    if (isDragging) {
      this.dragged = true;
      history.replaceState(null, "", address);
    } else if (address !== location.search || this.dragged) {
      if (this.dragged) history.replaceState(null, "", this.settled ?? address);
      this.dragged = false;
      history.pushState(null, "", address);
    }
    if (!isDragging) this.settled = address;
  }

  /** After "back" or "forward". */
  async restore() {
    const next = readState(location.search, this.config.defaults);
    if (next.indicator !== this.state.indicator || next.level !== this.state.level) {
      location.reload();
      return;
    }
    const classesChange = ["method", "k", "palette"].some((key) => next[/** @type {"k"} */ (key)] !== this.state[/** @type {"k"} */ (key)]) || String(next.breaks) !== String(this.state.breaks);
    this.state = next;
    this.settled = location.search;
    if (classesChange) await this.fetchClasses();
    this.show();
  }

  /**
   * @param {string} method
   * @param {number} k
   */
  async setClasses(method, k) {
    if (method === "manual") {
      this.setBreaks(printedBreaks(this.classification), false);
      return;
    }
    this.state = { ...this.state, method, k, breaks: null };
    this.writeAddress(false);
    await this.fetchClasses();
    this.show();
  }

  /**
   * @param {number[]} breaks printed
   * @param {boolean} isDragging
   */
  setBreaks(breaks, isDragging) {
    if (breaks.length === 0) return;
    const factor = 10 ** this.config.number.decimals;
    this.classification = this.own(breaks);
    this.highlight = null;
    this.buildLegend(isDragging);
    this.change({ method: "manual", breaks: breaks.map((value) => value / factor) }, isDragging);
  }

  /** @param {string} palette */
  async setPalette(palette) {
    this.state = { ...this.state, palette };
    this.writeAddress(false);
    await this.fetchClasses();
    this.show();
  }

  /** Ask the server for the classes of the state; those of one's own are reckoned here. */
  async fetchClasses() {
    const { state, config } = this;
    try {
      if (state.method === "manual" && state.breaks) {
        this.classification = this.own(state.breaks.map((value) => toPrinted(value, config.number.decimals)));
      } else {
        this.classification = await loadClasses(this.classesUrl());
      }
      this.highlight = null;
      this.buildLegend();
    } catch (error) {
      console.error(error);
      this.announce(this.say("classes_failed"));
    }
  }

  /** The address of the classes; what does not bear on them is left out. */
  classesUrl() {
    const { config, state } = this;
    const asked = { ...state, period: "", area: null, areas: [], opacity: config.defaults.opacity, table: false };
    return config.classes_url + writeState(asked, config.defaults);
  }

  /** @param {number[]} breaks printed */
  own(breaks) {
    const { number, palettes } = this.config;
    const write = (/** @type {number} */ value, /** @type {boolean} */ isEnd) =>
      isEnd && number.unit === "%" ? figureText(value, number) : numberText(value, number);
    return ownClasses(this.config.classification, breaks, palettes[this.state.palette].colors, write, this.say, this.say("own_breaks"));
  }

  /**
   * @param {number | null} area
   * @param {boolean} adding
   */
  choose(area, adding) {
    if (area === null) {
      if (!adding) this.change({ area: null }, false);
      return;
    }
    const code = this.section.areas[area];
    if (adding && this.state.area && this.state.area !== code) this.compare(code, !this.state.areas.includes(code));
    else this.change({ area: code, areas: this.state.areas.filter((one) => one !== code) }, false);
    const value = this.section.series.values[this.place.row][area];
    this.announce(this.say("area_announced", { name: this.nameOf(code), value: this.figure(value, area) }));
  }

  /**
   * @param {number | null} area
   * @param {boolean} adding
   * @param {{ x: number, y: number } | null} touched where a finger, not a mouse, chose
   */
  touch(area, adding, touched) {
    this.choose(area, adding);
    if (touched) this.hover(area, touched);
  }

  /**
   * @param {string} code
   * @param {boolean} adding
   */
  compare(code, adding) {
    const others = this.state.areas.filter((one) => one !== code);
    const areas = adding ? [...others, code] : others;
    if (areas.length > MOST_COMPARED) {
      this.announce(this.say("compare_full"));
      return;
    }
    this.change({ areas }, false);
    this.announce(this.say(adding ? "compared" : "not_compared", { name: this.nameOf(code) }));
  }

  clear() {
    if (this.highlight) this.legend?.release();
    else if (this.state.area || this.state.areas.length > 0) {
      this.change({ area: null, areas: [] }, false);
      this.announce(this.say("cleared"));
    }
  }

  /** @param {Highlight} highlight */
  setHighlight(highlight) {
    this.highlight = highlight;
    this.paint();
    if (!highlight) this.announce(this.say("highlight_ended"));
    else if ("legendClass" in highlight) {
      const values = this.section.series.values[this.place.row];
      const count = classCounts(values, printedBreaks(this.classification))[highlight.legendClass];
      this.announce(this.say("highlighted", { label: this.classification.labels[highlight.legendClass], count }));
    } else {
      const count = gapCounts(this.section, this.place.row).get(highlight.gap) ?? 0;
      this.announce(this.say("highlighted", { label: this.config.statuses[highlight.gap].label, count }));
    }
  }

  /**
   * @param {number | null} area
   * @param {{ x: number, y: number } | null} point where the pointer is on the map; null beside it
   */
  hover(area, point) {
    if (area !== this.hovered) {
      this.hovered = area;
      this.markAreas();
      this.table?.hover(area);
    }
    if (area === null || point === null) this.tooltip?.hide();
    else this.tooltip?.show(point, this.tooltipLines(area));
  }

  // --- what is shown -------------------------------------------------------------------------

  show() {
    const set = this.section.boundarySet;
    if (!this.map?.hasSet(set)) {
      loadShapes(this.config.shapes[set].url).then((shapes) => {
        this.addShapes(set, shapes);
        this.show();
      });
      return;
    }
    this.map.show(set);
    this.paint();
    this.markAreas();
    this.showLegend();
    this.showHeading();
    this.showPanel();
    this.advanced?.show(this.state, this.classification, this.pack);
    if (this.state.table) setTimeout(() => this.showTable()); // after the map has been painted
    this.showDrawer();
  }

  paint() {
    const { section, place, state, classification } = this;
    document.documentElement.style.setProperty("--map-opacity", String(state.opacity / 100));
    const looks = looksOf(section, place.row, {
      paint: painter(classification),
      breaks: printedBreaks(classification),
      opacity: state.opacity / 100,
      highlight: this.highlight,
      circles: this.hasCircles ? this.circles() : null,
    });
    this.map?.paint(section.boundarySet, looks);
  }

  circles() {
    const { circles, number, palettes } = this.config;
    const shades = palettes[this.state.palette].colors[9];
    return {
      largest: toPrinted(circles.largest, number.decimals),
      radius: (circles.radius / 1000) * (this.map?.regionWidth() ?? 600),
      color: shades[Math.floor(shades.length * CIRCLE_COLOR)],
    };
  }

  markAreas() {
    const { state, section } = this;
    /** @type {import("./map.js").Mark[]} */
    const marks = [];
    state.areas.forEach((code, at) => {
      const id = section.areas.indexOf(code);
      if (id !== -1) marks.push({ id, role: "compared", color: LINE_COLORS[at % LINE_COLORS.length] });
    });
    const own = state.area ? section.areas.indexOf(state.area) : -1;
    if (own !== -1) marks.push({ id: own, role: "selected", color: "#0b1020" });
    if (this.hovered !== null) marks.push({ id: this.hovered, role: "hovered", color: "#0b1020" });
    this.map?.mark(marks);
  }

  /** @param {boolean} [_isDragging] */
  buildLegend(_isDragging) {
    const { number } = this.config;
    const circles = this.hasCircles ? this.circles() : null;
    const samples = circles
      ? circleLegend(circles.largest, circles.radius, number.decimals, (value) => numberText(value, number))
      : null;
    this.legend?.build(this.classification, samples, (value) => figureText(toPrinted(value, number.decimals), number));
  }

  showLegend() {
    const { section, place, classification, city } = this;
    const breaks = printedBreaks(classification);
    const values = section.series.values[place.row];
    const area = this.state.area ? section.areas.indexOf(this.state.area) : -1;
    const cityValue = city?.series.values[this.period][0] ?? null;
    this.legend?.update({
      classes: classCounts(values, breaks),
      gaps: gapCounts(section, place.row),
      city:
        city && cityValue !== null
          ? { name: this.config.region.name, text: this.valueText(cityValue), legendClass: this.hasCircles ? null : classIndex(cityValue, breaks), share: this.share(cityValue) }
          : null,
      area:
        area !== -1 && values[area] !== null
          ? { name: this.nameOf(section.areas[area]), legendClass: classIndex(values[area], breaks), share: this.share(values[area]) }
          : null,
    });
  }

  /**
   * Where a value stands on the ramp of unclassed values.
   * @param {number | null} value
   */
  share(value) {
    const { scale } = this.classification;
    if (!scale || value === null) return null;
    const [low, high] = scale.map((end) => toPrinted(end, this.config.number.decimals));
    return high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
  }

  showHeading() {
    const label = this.label(this.position);
    byId("heading-period").textContent = label;
    byId("heading-boundaries").textContent = this.pack.sections.length > 1 ? this.say("boundaries", { name: this.boundariesName(this.place.section) }) : "";
    /** @type {HTMLSelectElement} */ (byId("period")).value = this.pack.periods[this.period].key;
    this.timeline?.set(this.position);
    this.syncAreas();
  }

  /** The list of areas is the shown boundary set's. */
  syncAreas() {
    const select = /** @type {HTMLSelectElement} */ (byId("area"));
    const set = this.section.boundarySet;
    if (select.dataset.set !== set) {
      select.dataset.set = set;
      const collator = new Intl.Collator(this.config.language);
      const options = this.section.areas
        .map((code) => new Option(this.nameOf(code), code))
        .sort((a, b) => collator.compare(a.text, b.text));
      select.replaceChildren(select.options[0], ...options);
    }
    select.value = this.state.area ?? "";
  }

  showPanel() {
    const actions = {
      add: (/** @type {string} */ code) => this.compare(code, true),
      remove: (/** @type {string} */ code) => this.compare(code, false),
      close: () => this.change({ area: null }, false),
    };
    showPanel(byId("area-panel"), panelOf(this), this.say, actions);
  }

  showTable() {
    const { section, place, state, classification } = this;
    const names = this.names.get(section.boundarySet) ?? [];
    const breaks = printedBreaks(classification);
    const paint = painter(classification);
    const rows = sorted(rowsOf(section, place.row, names, breaks), this.sorting, this.config.language);
    const caption = this.say("table_caption", { name: byId("heading-title").textContent ?? "", level: this.say("level"), period: this.label(this.position) });
    const selected = state.area ? section.areas.indexOf(state.area) : -1;
    const isClassed = !this.hasCircles && !classification.scale;
    this.table?.show(
      rows,
      this.sorting,
      caption,
      (row) => {
        const gap = this.config.statuses[row.status];
        return {
          value: row.value === null ? (gap?.sign ?? "") : numberText(row.value, this.config.number),
          spoken: row.value === null ? (gap?.label ?? "") : "",
          legendLabel: row.value === null ? (gap?.label ?? "") : isClassed ? classification.labels[row.legendClass ?? 0] : "",
          swatch: row.value === null ? gapSwatch(gap?.pattern ?? "missing") : this.hasCircles ? document.createTextNode("") : colorSwatch(paint(row.value) ?? "#ffffff"),
        };
      },
      selected === -1 ? null : selected,
    );
  }

  showDrawer() {
    const { table } = this.state;
    const toggle = byId("drawer-toggle");
    toggle.setAttribute("aria-expanded", String(table));
    toggle.textContent = this.say("table_of", { count: this.section.areas.length, level: this.say("level") });
    byId("drawer-table").hidden = !table;
    byId("drawer").classList.toggle("drawer--open", table);
  }

  /** @param {number} area */
  tooltipLines(area) {
    const { section, place } = this;
    return [this.nameOf(section.areas[area]), this.figure(section.series.values[place.row][area], area)];
  }

  /**
   * A figure; the name of the class where classes are what is published.
   * @param {number} value
   */
  valueText(value) {
    if (this.config.kind !== "class") return figureText(value, this.config.number);
    return this.classification.labels[classIndex(value, printedBreaks(this.classification)) ?? 0];
  }

  /**
   * @param {number | null} value
   * @param {number} area
   */
  figure(value, area) {
    if (value !== null) return this.valueText(value);
    return this.config.statuses[statusOf(this.section.series, this.place.row, area)]?.label ?? "";
  }

  /** @param {string} code */
  nameOf(code) {
    for (const section of [this.section, ...this.pack.sections]) {
      const at = section.areas.indexOf(code);
      const name = at === -1 ? undefined : this.names.get(section.boundarySet)?.[at];
      if (name) return name;
    }
    return code;
  }

  /** @param {string} text */
  announce(text) {
    byId("announcer").textContent = text;
  }

  // --- the page around -----------------------------------------------------------------------

  /**
   * Links to another indicator, level, language or to the table take the state along.
   * @param {MouseEvent} event
   */
  keepState(event) {
    const link = /** @type {Element} */ (event.target).closest?.("a");
    if (!link || !(link instanceof HTMLAnchorElement)) return;
    const { indicator, level } = link.dataset;
    const { state, config } = this;
    if (indicator) link.search = writeState({ ...state, indicator, method: config.defaults.method, breaks: null }, config.defaults);
    if (level) link.search = writeState({ ...state, level, area: null, areas: [] }, config.defaults);
    if (link.hasAttribute("data-language") || link.hasAttribute("data-table-link")) link.search = writeState({ ...state, table: false }, config.defaults);
  }

  /** @param {HTMLElement} button */
  async copyLink(button) {
    await navigator.clipboard.writeText(location.href);
    const before = button.textContent;
    button.textContent = this.say("link_copied");
    this.announce(this.say("link_copied"));
    setTimeout(() => (button.textContent = before), 2000);
  }

  printMap() {
    const image = maybe("print-picture") ?? document.createElement("img");
    image.id = "print-picture";
    image.className = "print-picture";
    /** @type {HTMLImageElement} */ (image).alt = "";
    /** @type {HTMLImageElement} */ (image).src = this.map?.picture() ?? "";
    byId("map").after(image);
  }
}

/**
 * @param {number} printed
 * @param {import("./numbers.js").NumberFormat} number
 * @param {Say} say
 */
export function differenceWords(printed, number, say) {
  return differenceText(printed, number, number.unit === "%" ? say("points") : number.unit);
}
