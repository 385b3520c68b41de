/**
 * A table as a file that a German Excel opens: semicolons, CRLF, a mark for UTF-8 in front.
 *
 * @import { Head } from "./drawing.js"
 */

const BYTE_ORDER_MARK = "\ufeff";

/**
 * @param {string[][]} rows the first row are headings
 * @param {[string, string][]} origin what stands beneath: word and text
 */
export function csvText(rows, origin) {
  const lines = [...rows, [], ...origin.filter(([, text]) => text)];
  return BYTE_ORDER_MARK + lines.map((cells) => cells.map(csvCell).join(";") + "\r\n").join("");
}

/**
 * What a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
 * @param {string} text
 */
export function csvCell(text) {
  const isNumber = /^[+-]?[\d.,\s\u00a0\u202f]+%?$/.test(text);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * What every file says of itself.
 * @param {Head} head
 * @param {import("../texts.js").Say} say
 * @param {string} address
 * @param {string} today
 * @returns {[string, string][]}
 */
export function originOf(head, say, address, today) {
  return [
    [say("title"), head.title],
    [say("shown"), head.subtitle],
    [say("source"), head.source],
    [say("boundaries_word"), head.boundaries],
    [say("released"), head.released],
    [say("made_on"), today],
    [say("address"), address],
    [say("remark"), head.isInternal ? say("internal_file") : ""],
  ];
}
