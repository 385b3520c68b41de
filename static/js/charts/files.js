/**
 * A chart taken away as PNG, SVG or CSV, each with title, source and dates.
 *
 * @import { Say } from "../texts.js"
 * @import { Drawing, Head } from "./drawing.js"
 *
 * @typedef {"png" | "svg" | "csv"} Kind
 */
import { element } from "../dom.js";
import { svgText } from "./canvas.js";
import { csvText, originOf } from "./csv.js";
import { WIDTH, pictureOf } from "./picture.js";

const SHARPNESS = 2;
const SECOND = 1000;
/** @type {Kind[]} */
const KINDS = ["png", "svg", "csv"];

/**
 * @param {() => { drawing: Drawing, head: Head } | null} shown
 * @param {Say} say
 * @param {string} language
 * @param {(text: string) => void} announce
 * @returns {HTMLElement[]} a button for each kind of file
 */
export function fileButtons(shown, say, language, announce) {
  return KINDS.map((kind) =>
    element("button", { type: "button", class: "text-button", "data-file": kind, "aria-label": say("download_as", { kind: kind.toUpperCase() }), onclick: () => save(kind) }, kind.toUpperCase()),
  );

  /** @param {Kind} kind */
  async function save(kind) {
    const now = shown();
    if (!now) return;
    try {
      offer(await fileOf(kind, now.drawing, now.head, say, language), `${now.head.file}.${kind}`);
    } catch (error) {
      console.error(error);
      announce(say("download_failed"));
    }
  }
}

/**
 * @param {Kind} kind
 * @param {Drawing} drawing
 * @param {Head} head
 * @param {Say} say
 * @param {string} language
 * @returns {Promise<Blob>}
 */
async function fileOf(kind, drawing, head, say, language) {
  const today = new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(new Date());
  const origin = originOf(head, say, location.href, today);
  if (kind === "csv") return new Blob([csvText(drawing.rows, origin)], { type: "text/csv;charset=utf-8" });
  const lines = [...drawing.notes, ...origin.slice(2).filter(([, text]) => text).map(([word, text]) => `${word}: ${text}`)];
  const { option, height } = pictureOf(drawing, head, lines, head.isInternal ? say("internal") : "");
  const svg = new Blob([await svgText(option, WIDTH, height)], { type: "image/svg+xml;charset=utf-8" });
  return kind === "svg" ? svg : pngOf(svg, height);
}

/**
 * @param {Blob} svg
 * @param {number} height
 * @returns {Promise<Blob>}
 */
async function pngOf(svg, height) {
  const address = URL.createObjectURL(svg);
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = element("canvas", { width: WIDTH * SHARPNESS, height: height * SHARPNESS });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large"))), "image/png"));
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function offer(blob, name) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60 * SECOND);
}
