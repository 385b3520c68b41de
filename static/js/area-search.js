/**
 * "Find an area": a combobox with a list (ARIA pattern "editable combobox with list
 * autocomplete"). Without script the select of areas does the same.
 *
 * @import { View } from "./view.js"
 *
 * @typedef {{ code: string, name: string, area: number }} Entry
 */
import { byId, element } from "./dom.js";
import { found } from "./search-words.js";

const MOST = 50; // more would be a list to scroll, not to find in

export class AreaSearch {
  /**
   * @param {View} view
   * @param {(area: number) => void} choose
   * @param {(text: string) => void} announce
   */
  constructor(view, choose, announce) {
    this.view = view;
    this.choose = choose;
    this.announce = announce;
    this.input = /** @type {HTMLInputElement} */ (byId("area-query"));
    this.list = byId("area-options");
    /** @type {Entry[]} */
    this.hits = [];
    this.active = -1;
    byId("area-search").hidden = false;
    this.input.addEventListener("input", () => this.offer(this.input.value));
    this.input.addEventListener("click", () => this.offer(this.input.value));
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = /** @type {HTMLElement} */ (event.target).closest("li");
      if (option) this.take(this.hits[Number(option.dataset.at)]);
    });
  }

  /** @returns {Entry[]} in order of names */
  entries() {
    const { section, config } = this.view;
    const collator = new Intl.Collator(config.language);
    return section.areas
      .map((code, area) => ({ code, area, name: this.view.nameOf(code) }))
      .sort((a, b) => collator.compare(a.name, b.name));
  }

  /** @param {string} query */
  offer(query) {
    const all = found(this.entries(), query);
    this.hits = all.slice(0, MOST);
    this.active = -1;
    this.list.replaceChildren(...this.hits.map((entry, at) => option(entry, at)));
    this.list.scrollTop = 0;
    this.open(this.hits.length > 0);
    this.mark();
    if (query) this.announce(this.view.say(all.length === 1 ? "one_area_found" : "areas_found", { count: all.length }));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const isOpen = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) this.offer(this.input.value);
      const { length } = this.hits;
      const step = event.key === "ArrowDown" ? 1 : this.active === -1 ? 0 : -1;
      if (length > 0) this.active = (this.active + step + length) % length;
      this.mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const wanted = this.hits[isOpen ? Math.max(0, this.active) : 0];
      if (wanted && this.input.value) this.take(wanted);
      else if (isOpen && this.active !== -1) this.take(this.hits[this.active]);
    } else if (event.key === "Escape" && (isOpen || this.input.value)) {
      event.stopPropagation();
      if (!isOpen) this.input.value = "";
      this.close();
    }
  }

  /** @param {Entry | undefined} entry */
  take(entry) {
    if (!entry) return;
    this.input.value = entry.name;
    this.close();
    this.choose(entry.area);
  }

  close() {
    this.open(false);
    this.active = -1;
    this.mark();
  }

  /** @param {boolean} isOpen */
  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  mark() {
    for (const [at, made] of [...this.list.children].entries()) {
      made.setAttribute("aria-selected", String(at === this.active));
      if (at === this.active) made.scrollIntoView({ block: "nearest" });
    }
    if (this.active === -1) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `area-option-${this.active}`);
  }

  /** What is written in the field is the chosen area, or a search that goes on. */
  show() {
    const { areaHere, state } = this.view;
    if (document.activeElement === this.input && !this.list.hidden) return;
    this.input.value = areaHere === -1 || !state.area ? "" : this.view.nameOf(state.area);
  }
}

/**
 * @param {Entry} entry
 * @param {number} at
 */
function option({ name, code }, at) {
  return element(
    "li",
    { role: "option", id: `area-option-${at}`, "data-at": at, "aria-selected": "false" },
    name,
    element("span", { class: "area-search__code" }, code),
  );
}
