/**
 * Numbers as a reader sees them, from printed whole numbers (value × 10^decimals).
 *
 * @typedef {object} NumberFormat
 * @property {number} decimals
 * @property {string} decimal the decimal mark
 * @property {string} thousands
 * @property {string} unit "%" or "Personen"; may be empty
 * @property {string} unit_space what stands between number and unit
 * @property {boolean} [signed] a change: with + or − before all but zero
 */

/**
 * @param {number} printed
 * @param {NumberFormat} format
 * @returns {string} "1.234,5", without unit
 */
export function numberText(printed, format) {
  const digits = String(Math.abs(Math.round(printed))).padStart(format.decimals + 1, "0");
  const split = digits.length - format.decimals;
  const whole = digits.slice(0, split).replace(/\B(?=(\d{3})+$)/g, format.thousands);
  const fraction = format.decimals ? format.decimal + digits.slice(split) : "";
  return signOf(printed, format) + whole + fraction;
}

/**
 * @param {number} printed
 * @param {NumberFormat} format
 */
function signOf(printed, { signed }) {
  if (printed < 0) return signed ? "\u2212" : "-";
  return signed && printed > 0 ? "+" : "";
}

/**
 * @param {number} printed
 * @param {NumberFormat} format
 * @returns {string} "1.234,5 %"
 */
export function figureText(printed, format) {
  return numberText(printed, format) + (format.unit ? format.unit_space + format.unit : "");
}

/**
 * A difference of two figures, always with its sign.
 * @param {number} printed
 * @param {NumberFormat} format
 * @param {string} unit a difference of shares is in percentage points, not in per cent
 */
export function differenceText(printed, format, unit) {
  const sign = printed > 0 ? "+" : printed === 0 ? "±" : "";
  const space = unit === format.unit ? format.unit_space : "\u00a0";
  return sign + numberText(printed, { ...format, signed: false }) + (unit ? space + unit : "");
}

/**
 * @param {number} value in the indicator's unit
 * @param {number} decimals
 * @returns {number} the printed whole number
 */
export function toPrinted(value, decimals) {
  return Math.round(value * 10 ** decimals);
}

/**
 * @param {number} printed
 * @param {number} decimals
 */
export function toValue(printed, decimals) {
  return printed / 10 ** decimals;
}

/**
 * What somebody typed, in either notation: "12,5", "12.5", "1.234,5".
 * @param {string} text
 * @param {NumberFormat} format
 * @returns {number | null} the printed whole number, null where it is no number
 */
export function parsePrinted(text, format) {
  const bare = text.trim().replace(/[\s\u00a0\u202f]/g, "").replace("\u2212", "-").replace(/^\+/, "");
  const grouped = new RegExp(`^-?\\d{1,3}(\\${format.thousands}\\d{3})+(\\${format.decimal}\\d+)?$`);
  const plain = grouped.test(bare) && !couldBeDecimal(bare, format)
    ? bare.replaceAll(format.thousands, "")
    : bare;
  const number = plain.replace(",", ".");
  return /^-?(\d+\.?\d*|\.\d+)$/.test(number) ? toPrinted(Number(number), format.decimals) : null;
}

/**
 * "1.234" typed where three decimals are shown is 1,234 and not a thousand.
 * @param {string} text
 * @param {NumberFormat} format
 */
function couldBeDecimal(text, format) {
  return format.decimals >= 3 && !text.includes(format.decimal);
}

/**
 * Round numbers for an axis, ascending, about `count` of them, covering low to high.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 * @returns {number[]}
 */
export function ticks(low, high, count) {
  if (!(high > low)) return [low];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}
