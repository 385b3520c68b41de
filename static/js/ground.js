/**
 * Layers and background maps of a view: fetches what is switched on, draws it, keys it in the
 * legend, and lists what lies in the chosen area.
 *
 * @import { LayerFile } from "./layers.js"
 * @import { LiveMap } from "./live-map.js"
 * @import { Place } from "./overlays.js"
 * @import { State } from "./state.js"
 * @import { View } from "./view.js"
 *
 * @typedef {object} Actions
 * @property {(changes: Partial<State>, isDragging: boolean) => void} change
 * @property {(text: string) => void} announce
 */
import { byId } from "./dom.js";
import { backdropOf } from "./ground-state.js";
import { LayerPanel } from "./layer-panel.js";
import { showKeys, showOrigins, showPlaces } from "./layer-texts.js";
import { tipOf } from "./layers.js";
import { loadLayer } from "./load.js";
import { Tooltip } from "./tooltip.js";

export class Ground {
  /**
   * @param {View} view
   * @param {Actions} actions
   */
  constructor(view, actions) {
    this.view = view;
    this.actions = actions;
    /** @type {Map<string, LayerFile>} */
    this.files = new Map();
    this.listed = "";
    this.tip = new Tooltip(byId("place-tip"));
    this.panel = new LayerPanel(view, actions.change);
  }

  /** @param {LiveMap} live */
  async attach(live) {
    await live.map.ready;
    this.map = live.map;
    this.show();
  }

  /** The parts of the page follow the state; files that are not there yet come later. */
  show() {
    const { state, config } = this.view;
    this.panel.show(state);
    this.list();
    if (!this.map) return;
    const words = [state.base, ...state.overlays].filter(Boolean);
    this.map.backdrops.show(words.flatMap((word) => backdropOf(word, config.backdrops) ?? []));
    this.map.overlays.show(state.layers);
    for (const layer of config.layers) {
      if (state.layers.includes(layer.key) && !this.files.has(layer.key)) this.fetch(layer);
    }
  }

  /** @param {import("./layers.js").Layer} layer */
  async fetch(layer) {
    try {
      const file = await loadLayer(layer.url);
      if (this.files.has(layer.key)) return; // asked for twice
      this.files.set(layer.key, file);
      this.map?.overlays.add(layer, file);
      this.show();
    } catch (error) {
      console.error(error);
      this.actions.announce(this.view.say("layer_failed", { name: layer.name }));
    }
  }

  /** Keys, sources and places in words, where they changed. */
  list() {
    const { state, config, section } = this.view;
    const shown = config.layers.filter(({ key }) => state.layers.includes(key));
    const wanted = JSON.stringify([state.layers, state.area, state.base, state.overlays, section.boundarySet, [...this.files.keys()]]);
    if (wanted === this.listed) return;
    this.listed = wanted;
    showKeys(byId("legend-layers"), shown, this.files, this.view.say);
    showOrigins(byId("print-ground"), this.view);
    showPlaces(byId("places"), shown, this.files, this.view);
  }

  /**
   * @param {Place | null} place
   * @param {{ x: number, y: number }} point in the map's frame
   */
  point(place, point) {
    if (place) this.tip.show(point, tipOf(place.layer, place.told, this.view.say("nameless")));
    else this.tip.hide();
  }
}
