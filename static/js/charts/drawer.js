/**
 * What lies below the map: tabs for the table and the charts. The charts' code comes with the
 * first chart that is opened.
 *
 * @import { Panel, State } from "../state.js"
 * @import { View } from "../view.js"
 * @import { Actions, Panels } from "./panels.js"
 */
import { byId } from "../dom.js";
import { PANELS } from "../state.js";

export class Drawer {
  /**
   * @param {View} view
   * @param {(changes: Partial<State>) => void} change
   * @param {Actions} actions
   */
  constructor(view, change, actions) {
    this.view = view;
    this.change = change;
    this.actions = actions;
    /** @type {Promise<Panels> | null} */
    this.charts = null;
    /** @type {Panels | null} */
    this.loaded = null;
    /** @type {Panel} */
    this.last = "table";
    this.tabs = PANELS.map((panel) => ({ panel, tab: byId(`tab-${panel}`), holder: byId(`drawer-${panel}`) }));
    this.listen();
  }

  listen() {
    const toggle = byId("drawer-toggle");
    toggle.hidden = false;
    byId("drawer-tabs").hidden = false;
    toggle.addEventListener("click", () => this.change({ panel: this.view.state.panel ? null : this.last }));
    for (const { panel, tab } of this.tabs) tab.addEventListener("click", () => this.change({ panel }));
    byId("drawer-tabs").addEventListener("keydown", (event) => this.walk(event));
  }

  /**
   * Arrow keys move among the tabs; Enter or the space bar opens one, so that passing by loads nothing.
   * @param {KeyboardEvent} event
   */
  walk(event) {
    const at = this.tabs.findIndex(({ tab }) => tab === document.activeElement);
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: this.tabs.length - 1 };
    const next = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (next === undefined || at === -1) return;
    event.preventDefault();
    this.rove(this.tabs[(next + this.tabs.length) % this.tabs.length].tab);
  }

  /** @param {HTMLElement} focused */
  rove(focused) {
    for (const { tab } of this.tabs) tab.tabIndex = tab === focused ? 0 : -1;
    focused.focus();
  }

  /** Show the panel of the state; the table is written by its owner. */
  show() {
    const { panel: open } = this.view.state;
    byId("drawer-toggle").setAttribute("aria-expanded", String(open !== null));
    this.last = open ?? this.last;
    for (const { panel, tab, holder } of this.tabs) {
      tab.setAttribute("aria-selected", String(panel === open));
      if (!tab.matches(":focus")) tab.tabIndex = panel === this.last ? 0 : -1;
      holder.hidden = panel !== open;
    }
    if (open && open !== "table") setTimeout(() => this.showChart(open)); // once the map has been painted
  }

  /** @param {Exclude<Panel, "table">} kind */
  async showChart(kind) {
    try {
      this.charts ??= import("./panels.js").then(({ Panels }) => new Panels(this.view, this.actions));
      this.loaded = await this.charts;
      if (this.view.state.panel === kind) await this.loaded.show(kind);
    } catch (error) {
      console.error(error);
      this.charts = null;
      this.actions.announce(this.view.say("charts_failed"));
      byId(`drawer-${kind}`).textContent = this.view.say("charts_failed");
    }
  }

  /** @param {number | null} area */
  light(area) {
    this.loaded?.light(area);
  }
}
