/**
 * The panel "map layers": check boxes and sliders, in step with the state. The server wrote it
 * (templates/atlas/_layers.html); without script the same boxes belong to a form.
 *
 * @import { State } from "./state.js"
 * @import { View } from "./view.js"
 */
import { maybe } from "./dom.js";
import { backdropOf, backdropWord } from "./ground-state.js";

export class LayerPanel {
  /**
   * @param {View} view
   * @param {(changes: Partial<State>, isDragging: boolean) => void} change
   */
  constructor(view, change) {
    this.view = view;
    this.change = change;
    this.panel = maybe("layers");
    this.panel?.addEventListener("input", (event) => this.take(/** @type {HTMLInputElement} */ (event.target), true));
    this.panel?.addEventListener("change", (event) => this.take(/** @type {HTMLInputElement} */ (event.target), false));
    this.panel?.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.panel?.hasAttribute("open")) this.fold(event);
    });
    document.addEventListener("pointerdown", (event) => {
      if (!this.panel?.contains(/** @type {Node} */ (event.target))) this.panel?.removeAttribute("open");
    });
  }

  /** @param {KeyboardEvent} event */
  fold(event) {
    event.stopPropagation();
    this.panel?.removeAttribute("open");
    this.panel?.querySelector("summary")?.focus();
  }

  /** @returns {HTMLInputElement[]} */
  inputs() {
    return [...(this.panel?.querySelectorAll("input") ?? [])];
  }

  /**
   * @param {HTMLInputElement} input
   * @param {boolean} isDragging
   */
  take(input, isDragging) {
    if (input.type === "range") this.change(this.backdrops(), isDragging);
    else if (isDragging) return; // boxes tell once, when they change
    else if (input.name === "layers") this.change({ layers: this.checked("layers") }, false);
    else this.change(this.backdrops(), false);
  }

  /** @param {string} name */
  checked(name) {
    return this.inputs().filter((input) => input.name === name && input.checked && input.type !== "range").map((input) => input.value);
  }

  /** What boxes and sliders say of the background. @returns {Partial<State>} */
  backdrops() {
    const words = (/** @type {string} */ name) =>
      this.checked(name).flatMap((key) => {
        const found = this.view.config.backdrops.find((one) => one.key === key);
        return found ? [backdropWord(key, Number(this.slider(key)?.value ?? found.opacity), found.opacity)] : [];
      });
    return { base: words("base")[0] ?? "", overlays: words("overlays") };
  }

  /** @param {string} key */
  slider(key) {
    return this.inputs().find((input) => input.type === "range" && input.dataset.backdrop === key);
  }

  /** @param {State} state */
  show(state) {
    const { backdrops } = this.view.config;
    const shown = [state.base, ...state.overlays].flatMap((word) => backdropOf(word, backdrops) ?? []);
    for (const input of this.inputs()) {
      if (input.name === "layers") input.checked = state.layers.includes(input.value);
      else if (input.name === "base" && input.value === "none") input.checked = state.base === "";
      else if (input.type !== "range") input.checked = shown.some(({ key }) => key === input.value);
      else this.showSlider(input, shown.find(({ key }) => key === input.dataset.backdrop));
    }
    const count = this.panel?.querySelector("[data-count]");
    const all = state.layers.length + shown.length;
    if (count) count.textContent = all > 0 ? ` (${all})` : "";
  }

  /**
   * @param {HTMLInputElement} slider
   * @param {{ opacity: number } | undefined} shown
   */
  showSlider(slider, shown) {
    const row = slider.closest("label");
    if (row) row.hidden = !shown;
    if (shown) slider.value = String(shown.opacity);
  }
}
