/**
 * Links to files follow what the page shows. The server wrote them for the first view; here the
 * date, the looks and the boundaries of the present one take their place.
 */

/** What a picture shows besides indicator and level; atlas/presenters_downloads.py, LOOKS. */
const OF_PICTURES = [
  "level", "period", "method", "k", "palette", "breaks", "area", "since", "change", "threshold", "below", "above",
  "sides", "min", "max", "only", "within",
];

/**
 * The address of a file for another view.
 * @param {string} href of the link as it stands
 * @param {string} kind view, picture, indicator or boundaries
 * @param {string} search the view's own query: "?indicator=…&period=…"
 * @param {string} boundarySet on which the shown date lies
 * @returns {string}
 */
export function fileAddress(href, kind, search, boundarySet) {
  const [path, query] = href.split("?");
  const shown = new URLSearchParams(search);
  if (kind === "boundaries") return path.replace(/[^/.]+(\.[^/]+)$/, (_, ending) => boundarySet + ending);
  if (kind === "picture") {
    for (const name of [...shown.keys()]) if (!OF_PICTURES.includes(name)) shown.delete(name);
    return `${path}?${shown}`;
  }
  if (kind !== "view") return href;
  const asked = new URLSearchParams(query);
  asked.set("period", shown.get("period") ?? "");
  return `${path}?${asked}`;
}

/**
 * @param {string} search the view's own query
 * @param {string} boundarySet
 */
export function updateDownloads(search, boundarySet) {
  for (const link of document.querySelectorAll("a[data-download]")) {
    const href = link.getAttribute("href") ?? "";
    const address = fileAddress(href, link.getAttribute("data-download") ?? "", search, boundarySet);
    if (address !== href) link.setAttribute("href", address);
  }
}
