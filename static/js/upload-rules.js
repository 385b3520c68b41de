/**
 * What can be said of chosen files before they are sent.
 *
 * @typedef {{ name: string, size: number }} Chosen
 * @typedef {object} Limits
 * @property {string[]} accept endings with their point, in small letters; none: any
 * @property {number} bytes of one file
 * @property {number} together bytes of all files
 * @property {number} files 1: one file only
 *
 * @typedef {object} Problem
 * @property {string} code a key of the texts
 * @property {Record<string, string | number>} [parts]
 */

/**
 * Why these files cannot be sent; empty where they can. Among several files those of another
 * kind may be: the report lists them.
 * @param {Chosen[]} files
 * @param {Limits} limits
 * @param {string} decimal the reader's decimal sign
 * @returns {Problem[]}
 */
export function problemsOf(files, limits, decimal) {
  const accept = limits.accept.join(", ");
  const usable = files.filter((file) => isAccepted(file.name, limits.accept));
  if (!files.length) return [{ code: "nothing" }];
  if (limits.files === 1 && files.length > 1) return [{ code: "only_one" }];
  if (!usable.length && files.length > 1) return [{ code: "none_usable", parts: { accept } }];
  if (!usable.length) return [{ code: "wrong_type", parts: { name: files[0].name, accept } }];
  if (usable.length > limits.files) return [{ code: "too_many", parts: { count: usable.length, most: limits.files } }];
  const size = (/** @type {number} */ bytes) => sizeText(bytes, decimal);
  const large = files.filter((file) => file.size > limits.bytes);
  if (large.length) return large.slice(0, 3).map((file) => ({ code: "too_large", parts: { name: file.name, size: size(file.size), most: size(limits.bytes) } }));
  const together = files.reduce((sum, file) => sum + file.size, 0);
  if (together > limits.together) return [{ code: "too_large_together", parts: { size: size(together), most: size(limits.together) } }];
  return [];
}

/**
 * @param {string} name
 * @param {string[]} accept
 */
export function isAccepted(name, accept) {
  return !accept.length || accept.some((ending) => name.toLowerCase().endsWith(ending));
}

/**
 * @param {number} bytes
 * @param {string} decimal
 */
export function sizeText(bytes, decimal) {
  if (bytes < 1000) return `${bytes} Byte`;
  const kilobytes = bytes / 1024;
  if (kilobytes < 1000) return `${Math.max(1, Math.round(kilobytes))} KB`;
  const megabytes = (kilobytes / 1024).toFixed(kilobytes < 102400 ? 1 : 0);
  return `${megabytes.replace(/\.0$/, "").replace(".", decimal)} MB`;
}

/**
 * Whole per cent; 100 only once everything is sent.
 * @param {number} sent
 * @param {number} all
 */
export function percentOf(sent, all) {
  if (sent >= all) return 100;
  return Math.min(99, Math.floor((100 * sent) / all));
}

/**
 * Whether a progress is worth being read out: at every quarter.
 * @param {number} before
 * @param {number} now
 */
export function isQuarter(before, now) {
  return Math.floor(now / 25) > Math.floor(before / 25);
}
