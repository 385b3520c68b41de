/**
 * Finding names as people type them: without case, accents or the dots of umlauts, ä as a or ae.
 */

/** @param {string} text */
export function fold(text) {
  return text.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, "");
}

/** @param {string} text */
function foldedAsWritten(text) {
  return fold(text.toLowerCase().replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue"));
}

/**
 * Entries whose name holds all words, or whose code begins with them; those that begin so first.
 * @template {{ code: string, name: string }} Entry
 * @param {Entry[]} entries
 * @param {string} query
 * @returns {Entry[]}
 */
export function found(entries, query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  const hits = entries.flatMap((entry) => {
    const names = [fold(entry.name), foldedAsWritten(entry.name)];
    const isNamed = names.some((name) => words.every((word) => name.includes(word)));
    const isCode = words.length === 1 && fold(entry.code).startsWith(words[0]);
    const begins = isCode || names.some((name) => name.startsWith(words[0]));
    return isNamed || isCode ? [{ entry, begins }] : [];
  });
  return [...hits.filter(({ begins }) => begins), ...hits.filter(({ begins }) => !begins)].map(({ entry }) => entry);
}
