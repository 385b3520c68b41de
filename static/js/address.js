/**
 * The page's address and the history of the reader's choices.
 *
 * @import { Config } from "./config.js"
 * @import { State } from "./state.js"
 */
import { readState, writeState } from "./state.js";

export class Address {
  /** @param {Config} config */
  constructor({ state, defaults }) {
    this.given = state;
    this.defaults = defaults;
    /** The address at the last finished choice. */
    this.settled = "";
    this.isDragged = false;
  }

  /** What the server made of the address, and what only the browser knows. @returns {State} */
  firstState() {
    const { panel, x } = this.read();
    return { ...this.given, panel, x };
  }

  read() {
    this.settled = location.search;
    return readState(location.search, this.defaults);
  }

  /** @param {State} state */
  replace(state) {
    this.settled = writeState(state, this.defaults);
    history.replaceState(null, "", this.settled + location.hash);
  }

  /**
   * While something is dragged the address follows; letting go makes one step in the history.
   * @param {State} state
   * @param {boolean} isDragging
   */
  write(state, isDragging) {
    const address = writeState(state, this.defaults);
    if (isDragging) {
      this.isDragged = true;
      history.replaceState(null, "", address);
      return;
    }
    if (this.isDragged) history.replaceState(null, "", this.settled);
    if (address !== this.settled) history.pushState(null, "", address);
    this.isDragged = false;
    this.settled = address;
  }
}
