/**
 * Words of the page in the reader's language: from the template `#map-texts` and from `config.texts`.
 *
 * @typedef {(key: string, parts?: Record<string, string | number>) => string} Say
 *
 * @param {Record<string, string>} texts
 * @returns {Say} fills {name} and %(name)s
 */
export function speaker(texts) {
  return (key, parts = {}) => fill(texts[key] ?? key, parts);
}

/**
 * @param {string} text
 * @param {Record<string, string | number>} parts
 */
export function fill(text, parts) {
  return text.replace(/\{(\w+)\}|%\((\w+)\)s/g, (whole, brace, percent) => {
    const part = parts[brace ?? percent];
    return part === undefined ? whole : String(part);
  });
}
