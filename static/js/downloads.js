/**
 * Links to files follow what the page shows. The server wrote them for the first view; here the
 * date, the looks and the boundaries of the present one take their place.
 */

/** A change, a threshold, a filter: with one of them figures are others than those of the date. */
const VIEWS = ["since", "threshold", "min", "max", "only", "within"];
/** What figures of a view depend on, as in atlas/presenters_downloads.py: OF_FIGURES. */
const OF_VIEWS = ["level", "period", ...VIEWS, "change", "sides", "method", "k", "breaks"];
/** What a picture shows, as LOOKS there. */
const OF_PICTURES = [...OF_VIEWS, "smoothed", "palette", "area", "below", "above", "layers", "base", "overlays"];

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
  if (kind === "picture") return `${path}?${only(shown, OF_PICTURES)}`;
  if (kind !== "view") return href;
  const hasView = VIEWS.some((name) => shown.get(name));
  const asked = only(shown, hasView ? OF_VIEWS : ["period"]);
  asked.set("level", new URLSearchParams(query).get("level") ?? "");
  return `${path}?${asked}`;
}

/**
 * @param {URLSearchParams} query
 * @param {string[]} names
 */
function only(query, names) {
  return new URLSearchParams([...query].filter(([name]) => names.includes(name)));
}

/**
 * Whether a sentence about files holds in a view.
 * @param {string} given parameters, parted by blanks
 * @param {boolean} otherwise it holds without them
 * @param {string} search the view's own query
 */
export function holds(given, otherwise, search) {
  const shown = new URLSearchParams(search);
  return given.split(" ").some((name) => shown.get(name)) !== otherwise;
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
  for (const said of document.querySelectorAll("[data-given]")) {
    const { given = "", otherwise } = /** @type {HTMLElement} */ (said).dataset;
    said.toggleAttribute("hidden", !holds(given, otherwise !== undefined, search));
  }
}
