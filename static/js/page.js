/**
 * A choice changes the state; the state's address and everything shown follow.
 *
 * @import { Config } from "./config.js"
 * @import { Highlight } from "./looks.js"
 * @import { Pack } from "./pack.js"
 * @import { State } from "./state.js"
 * @import { Sorting } from "./table-rows.js"
 * @import { Say } from "./texts.js"
 */
import { Address } from "./address.js";
import { Advanced } from "./advanced.js";
import { classesDiffer, classesOf, knowFirstClasses, ownBreaks } from "./classing.js";
import { byId } from "./dom.js";
import { Heading } from "./heading.js";
import { Legend } from "./legend.js";
import { countsOf, highlightWords } from "./legend-content.js";
import { LiveMap } from "./live-map.js";
import { figureText, toPrinted } from "./numbers.js";
import { pageTools } from "./page-tools.js";
import { showPanel } from "./panel.js";
import { MOST_COMPARED, panelOf } from "./panel-content.js";
import { AreaTable } from "./table.js";
import { tableOf } from "./table-content.js";
import { Tooltip } from "./tooltip.js";
import { View } from "./view.js";

export class Page {
  /**
   * @param {Config} config
   * @param {Pack} pack
   * @param {Say} say
   */
  constructor(config, pack, say) {
    this.address = new Address(config);
    this.view = new View(config, pack, say, this.address.firstState());
    this.say = say;
    /** @type {Sorting} */
    this.sorting = { key: "name", descending: false };
    /** @type {number | null} */
    this.hovered = null;
    this.frame = 0;
    this.announced = this.view.state.period;
    knowFirstClasses(this.view);
    this.heading = new Heading(this.view, (changes, isDragging) => this.change(changes, isDragging));
    this.legend = new Legend(byId("legend-body"), config.statuses, say, (highlight) => this.setHighlight(highlight));
    this.table = new AreaTable(byId("drawer-table"), say, {
      hover: (area) => this.hover(area, null),
      select: (area, adding) => this.choose(area, adding),
      sort: (sorting) => this.sort(sorting),
    });
    this.tooltip = new Tooltip(byId("tooltip"));
    this.advanced = new Advanced(config, say, {
      classes: (method, k) => this.setClasses({ method, k, breaks: null }),
      palette: (palette) => this.setClasses({ palette }),
      breaks: (breaks, isDragging) => this.setBreaks(breaks, isDragging),
      opacity: (opacity, isDragging) => this.change({ opacity }, isDragging),
    });
    this.map = new LiveMap(this.view, {
      hover: (area, point) => this.hover(area, point),
      select: (area, adding, touched) => {
        this.choose(area, adding);
        if (touched) this.hover(area, touched);
      },
    });
    this.listen();
  }

  listen() {
    const toggle = byId("drawer-toggle");
    toggle.hidden = false;
    toggle.addEventListener("click", () => this.change({ table: !this.view.state.table }, false));
    addEventListener("popstate", () => this.restore());
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.clear();
    });
    pageTools(this.view, this.map, (text) => this.announce(text));
  }

  async start() {
    this.view.classification = await classesOf(this.view);
    await this.map.start();
    this.address.replace(this.view.state);
    this.buildLegend();
    this.show();
    this.map.onceIdle(() => {
      document.documentElement.classList.add("is-painted");
      this.map.fetchOthers().then(() => this.map.onceIdle(() => document.documentElement.classList.add("is-complete")));
    });
  }

  // --- choices -----------------------------------------------------------------------------

  /**
   * @param {Partial<State>} changes
   * @param {boolean} isDragging then the address changes without a step in the history
   */
  change(changes, isDragging) {
    const { view } = this;
    view.state = { ...view.state, ...changes };
    this.address.write(view.state, isDragging);
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.show();
    });
    if (!isDragging && this.announced !== view.state.period) {
      this.announced = view.state.period;
      this.announce(this.say("period_announced", { period: view.label(view.position) }));
    }
  }

  /** After "back" or "forward". */
  async restore() {
    const before = this.view.state;
    const next = this.address.read();
    if (next.indicator !== before.indicator || next.level !== before.level) {
      location.reload();
      return;
    }
    this.view.state = next;
    if (classesDiffer(before, next)) await this.fetchClasses();
    this.show();
  }

  /** @param {Partial<State>} changes to method, number or palette */
  async setClasses(changes) {
    const { view } = this;
    if (changes.method === "manual") {
      this.setBreaks(view.breaks, false);
      return;
    }
    view.state = { ...view.state, ...changes };
    this.address.write(view.state, false);
    await this.fetchClasses();
    this.show();
  }

  async fetchClasses() {
    const asked = this.view.state;
    try {
      const found = await classesOf(this.view);
      if (classesDiffer(asked, this.view.state)) return; // a later choice is on its way
      this.view.classification = found;
      this.buildLegend();
    } catch (error) {
      console.error(error);
      this.announce(this.say("classes_failed"));
    }
  }

  /**
   * @param {number[]} breaks printed
   * @param {boolean} isDragging
   */
  setBreaks(breaks, isDragging) {
    if (breaks.length === 0) return;
    const factor = 10 ** this.view.config.number.decimals;
    this.view.classification = ownBreaks(this.view, breaks);
    this.buildLegend();
    this.change({ method: "manual", breaks: breaks.map((value) => value / factor) }, isDragging);
  }

  /**
   * @param {number | null} area position in the shown section; null for the ground beside all areas
   * @param {boolean} adding to the comparison
   */
  choose(area, adding) {
    const { state, section } = this.view;
    if (area === null) {
      if (!adding && state.area) this.change({ area: null }, false);
      return;
    }
    const code = section.areas[area];
    if (adding && state.area && state.area !== code) {
      this.compare(code, !state.areas.includes(code));
      return;
    }
    this.change({ area: code, areas: state.areas.filter((one) => one !== code) }, false);
    this.announce(this.say("area_announced", { name: this.view.nameOf(code), value: this.view.figure(area) }));
  }

  /**
   * @param {string} code
   * @param {boolean} adding or else removing
   */
  compare(code, adding) {
    const others = this.view.state.areas.filter((one) => one !== code);
    const areas = adding ? [...others, code] : others;
    if (areas.length > MOST_COMPARED) {
      this.announce(this.say("compare_full"));
      return;
    }
    this.change({ areas }, false);
    this.announce(this.say(adding ? "compared" : "not_compared", { name: this.view.nameOf(code) }));
  }

  clear() {
    const { state, highlight } = this.view;
    if (highlight) this.legend.release();
    else if (state.area || state.areas.length > 0) {
      this.change({ area: null, areas: [] }, false);
      this.announce(this.say("cleared"));
    }
  }

  /** @param {Highlight} highlight */
  setHighlight(highlight) {
    this.view.highlight = highlight;
    this.map.paint();
    this.announce(highlightWords(this.view));
  }

  /**
   * @param {number | null} area position in the shown section
   * @param {{ x: number, y: number } | null} point where the pointer is on the map; null beside it
   */
  hover(area, point) {
    if (area !== this.hovered) {
      this.hovered = area;
      this.map.mark(area);
      this.table.hover(area);
    }
    if (area === null || point === null) this.tooltip.hide();
    else this.tooltip.show(point, [this.view.nameOf(this.view.section.areas[area]), this.view.figure(area)]);
  }

  /** @param {Sorting} sorting */
  sort(sorting) {
    this.sorting = sorting;
    this.showTable();
  }

  // --- what is shown -----------------------------------------------------------------------

  show() {
    if (!this.map.isReady()) {
      this.map.fetchShown().then(() => this.show());
      return;
    }
    const { view } = this;
    this.map.paint();
    this.map.mark(this.hovered);
    this.legend.update(countsOf(view));
    this.heading.show();
    this.showPanel();
    this.advanced.show(view.state, view.classification, view.pack);
    this.showDrawer();
  }

  buildLegend() {
    const { view } = this;
    const { number } = view.config;
    view.highlight = null;
    this.legend.build(view.classification, this.map.circleSamples(), (value) => figureText(toPrinted(value, number.decimals), number));
  }

  showPanel() {
    showPanel(byId("area-panel"), panelOf(this.view), this.say, {
      add: (code) => this.compare(code, true),
      remove: (code) => this.compare(code, false),
      close: () => this.change({ area: null }, false),
    });
  }

  showDrawer() {
    const { state, section } = this.view;
    const toggle = byId("drawer-toggle");
    toggle.setAttribute("aria-expanded", String(state.table));
    toggle.textContent = this.say("table_of", { count: section.areas.length, level: this.say("level") });
    byId("drawer-table").hidden = !state.table;
    if (state.table) setTimeout(() => this.showTable()); // once the map has been painted
  }

  showTable() {
    const { rows, caption, cells } = tableOf(this.view, this.sorting);
    const { areaHere } = this.view;
    this.table.show(rows, this.sorting, caption, cells, areaHere === -1 ? null : areaHere);
  }

  /** @param {string} text for readers who do not see the page change */
  announce(text) {
    byId("announcer").textContent = text;
  }
}
