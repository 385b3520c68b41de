/**
 * The reader's choice of classes: asked for at the server, or made of own breaks.
 *
 * @import { State } from "./state.js"
 * @import { View } from "./view.js"
 *
 * @typedef {object} Handlers
 * @property {(changes: Partial<State>, isDragging: boolean) => void} change
 * @property {() => void} write the state into the address
 * @property {() => void} rebuild the legend, for other classes
 * @property {() => void} show
 * @property {(text: string) => void} announce
 */
import { classesDiffer, classesOf, ownBreaks } from "./classing.js";

export class ClassChoice {
  /**
   * @param {View} view
   * @param {Handlers} handlers
   */
  constructor(view, handlers) {
    this.view = view;
    this.handlers = handlers;
  }

  /** @param {Partial<State>} changes to what makes classes and their colours */
  async set(changes) {
    const { view } = this;
    if (changes.method === "manual") {
      this.setBreaks(view.breaks, false);
      return;
    }
    view.state = { ...view.state, ...changes };
    this.handlers.write();
    await this.renew();
  }

  /** Until they come, the last ones stay. */
  async renew() {
    await this.fetch();
    this.handlers.show();
  }

  async fetch() {
    const asked = this.view.state;
    try {
      const found = await classesOf(this.view);
      if (classesDiffer(asked, this.view.state)) return; // a later choice is on its way
      this.view.classification = found;
      this.handlers.rebuild();
    } catch (error) {
      console.error(error);
      this.handlers.announce(this.view.say("classes_failed"));
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
    this.handlers.rebuild();
    this.handlers.change({ method: "manual", breaks: breaks.map((value) => value / factor) }, isDragging);
  }
}
