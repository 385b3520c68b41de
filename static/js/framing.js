/**
 * How to frame a region on the screen, and whether something would lie on its areas.
 *
 * @import { Feature } from "geojson"
 *
 * @typedef {{ zoom: number, center: { lng: number, lat: number } }} Camera
 * @typedef {{ right: number, top: number }} Corner what covers the lower left corner, in pixels
 */

const TILE = 512; // pixels of the world at zoom 0

/**
 * @param {[number, number][]} corners of outlines, as longitude and latitude
 * @param {Camera} camera
 * @param {{ width: number, height: number }} frame in pixels
 * @param {Corner} covered
 */
export function isCovered(corners, camera, frame, covered) {
  const size = TILE * 2 ** camera.zoom;
  const middle = mercator(camera.center.lng, camera.center.lat);
  return corners.some(([lon, lat]) => {
    const [x, y] = mercator(lon, lat);
    const right = frame.width / 2 + (x - middle[0]) * size;
    const down = frame.height / 2 + (y - middle[1]) * size;
    return right < covered.right && down > covered.top;
  });
}

/**
 * The longer side of a box on the screen, in pixels.
 * @param {[number, number, number, number]} box west, south, east, north
 * @param {number} zoom
 */
export function longerSide([west, south, east, north], zoom) {
  const [left, top] = mercator(west, north);
  const [right, bottom] = mercator(east, south);
  return Math.max(right - left, bottom - top) * TILE * 2 ** zoom;
}

/**
 * @param {Feature[]} features
 * @returns {[number, number][]} the corners of all outlines
 */
export function positions(features) {
  return features.flatMap(({ geometry }) => {
    if (geometry?.type === "Polygon") return /** @type {[number, number][]} */ (geometry.coordinates[0]);
    if (geometry?.type === "MultiPolygon") return /** @type {[number, number][]} */ (geometry.coordinates.flatMap((part) => part[0]));
    return [];
  });
}

/**
 * @param {[number, number][]} corners
 * @returns {[number, number, number, number]} west, south, east, north
 */
export function boxOf(corners) {
  const box = /** @type {[number, number, number, number]} */ ([Infinity, Infinity, -Infinity, -Infinity]);
  for (const [x, y] of corners) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/**
 * @param {number} lon
 * @param {number} lat
 * @returns {[number, number]} from 0 to 1, the second downwards
 */
function mercator(lon, lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}
