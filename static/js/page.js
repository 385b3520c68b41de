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
import { AreaSearch } from "./area-search.js";
import { Drawer } from "./charts/drawer.js";
import { ClassChoice } from "./class-choice.js";
import { classesDiffer, classesOf, knowFirstClasses } from "./classing.js";
import { byId } from "./dom.js";
import { updateDownloads } from "./downloads.js";
import { Ground } from "./ground.js";
import { Heading } from "./heading.js";
import { Legend } from "./legend.js";
import { countsOf, highlightWords } from "./legend-content.js";
import { LiveMap } from "./live-map.js";
import { figureText, toPrinted } from "./numbers.js";
import { pageTools } from "./page-tools.js";
import { showPanel } from "./panel.js";
import { MOST_COMPARED, panelOf, tipOf } from "./panel-content.js";
import { Planner } from "./planner.js";
import { AreaTable } from "./table.js";
import { tableOf } from "./table-content.js";
import { RangeFetcher } from "./ranges.js";
import { Tooltip } from "./tooltip.js";
import { View } from "./view.js";

/** What a page comes with: another one is another page. @type {(keyof State)[]} */
const LAID_DOWN = ["indicator", "level", "since", "change", "smoothed"];

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
    this.drawer = new Drawer(this.view, (changes) => this.change(changes, false), {
      hover: (area) => this.hover(area, null),
      select: (area, adding) => this.choose(area, adding),
      across: (x) => this.change({ x }, false),
      announce: (text) => this.announce(text),
    });
    this.tooltip = new Tooltip(byId("tooltip"));
    this.ranges = new RangeFetcher(this.view, () => this.showPanel());
    this.classes = new ClassChoice(this.view, {
      change: (changes, isDragging) => this.change(changes, isDragging),
      write: () => this.address.write(this.view.state, false),
      rebuild: () => this.buildLegend(),
      show: () => this.show(),
      announce: (text) => this.announce(text),
    });
    this.advanced = new Advanced(config, say, {
      classes: (method, k) => this.classes.set({ method, k, breaks: null }),
      palette: (palette) => this.classes.set({ palette }),
      breaks: (breaks, isDragging) => this.classes.setBreaks(breaks, isDragging),
      opacity: (opacity, isDragging) => this.change({ opacity }, isDragging),
    });
    this.planner = new Planner(this.view, {
      filter: (changes) => this.change(changes, false),
      classes: (changes) => this.classes.set(changes),
      announce: (text) => this.announce(text),
    });
    const announce = (/** @type {string} */ text) => this.announce(text);
    this.ground = new Ground(this.view, { change: (changes, isDragging) => this.change(changes, isDragging), announce });
    this.search = new AreaSearch(this.view, (area) => this.find(area), announce);
    this.map = new LiveMap(this.view, {
      place: (place, point) => this.ground.point(place, point),
      hover: (area, point) => this.hover(area, point),
      select: (area, adding, touched) => {
        this.choose(area, adding);
        if (touched) this.hover(area, touched);
      },
    });
    this.listen();
  }

  listen() {
    addEventListener("popstate", () => this.restore());
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.clear();
    });
    pageTools(this.view, this.map, (text) => this.announce(text));
  }

  async start() {
    this.view.classification = await classesOf(this.view);
    await this.map.start();
    this.ground.attach(this.map);
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
    const before = view.state;
    view.state = { ...before, ...changes };
    this.address.write(view.state, isDragging);
    if (view.config.change && before.period !== view.state.period) this.classes.renew();
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.show();
    });
    if (!isDragging && this.announced !== view.state.period) {
      this.announced = view.state.period;
      this.announce(this.say("period_announced", { period: view.timeLabel }));
    }
  }

  /** After "back" or "forward". */
  async restore() {
    const before = this.view.state;
    const next = this.address.read();
    if (LAID_DOWN.some((part) => next[part] !== before[part])) {
      location.reload();
      return;
    }
    this.view.state = next;
    if (classesDiffer(before, next)) await this.classes.fetch();
    this.show();
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

  /** @param {number} area position in the shown section, to be chosen and looked at */
  find(area) {
    this.choose(area, false);
    this.map.map.lookAt(area);
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
      this.drawer.light(area);
    }
    if (area === null || point === null) this.tooltip.hide();
    else this.tooltip.show(point, tipOf(this.view, area));
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
    this.map.redraw(); // the reader waits for the map; the rest is built while it is on the screen
    this.map.mark(this.hovered);
    this.legend.update(countsOf(view));
    this.heading.show();
    this.ground.show();
    this.search.show();
    updateDownloads(location.search, view.section.boundarySet);
    this.ranges.show();
    this.showPanel();
    this.advanced.show(view);
    this.planner.show();
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
    this.drawer.show();
    if (this.view.state.panel === "table") setTimeout(() => this.showTable()); // once the map has been painted
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
