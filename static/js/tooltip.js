/**
 * The name and figure under the pointer. It says nothing that panel and table do not say too.
 */
const GAP = 14;
const TAGS = ["span", "strong", "small"];

export class Tooltip {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    this.text = "";
  }

  /**
   * @param {{ x: number, y: number }} point in the map's frame
   * @param {string[]} lines name, figure, what else there is to say
   */
  show({ x, y }, lines) {
    const text = lines.join("\n");
    if (text !== this.text) {
      this.text = text;
      this.box.replaceChildren(
        ...lines.map((line, at) => {
          const made = document.createElement(TAGS[at]);
          made.textContent = line;
          return made;
        }),
      );
    }
    this.box.hidden = false;
    const frame = /** @type {HTMLElement} */ (this.box.parentElement);
    const right = x + GAP + this.box.offsetWidth > frame.clientWidth;
    const low = y + GAP + this.box.offsetHeight > frame.clientHeight;
    this.box.style.transform = `translate(${right ? x - GAP - this.box.offsetWidth : x + GAP}px, ${low ? y - GAP - this.box.offsetHeight : y + GAP}px)`;
  }

  hide() {
    this.box.hidden = true;
    this.text = "";
  }
}
