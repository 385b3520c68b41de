/*
 * Runs before the page's own scripts. Says when the change a click asked for is on the canvas.
 *
 * "drawn": the map has given all drawing commands of a frame (MapLibre's event "render").
 * "pixels": besides, the graphics driver has carried them out (reading one pixel back waits for
 * it), and the browser has done style, layout and paint of the rest of the page (a message posted
 * in the frame arrives after that). "hash": like "drawn", and what the picture is like.
 * Time runs from the click as the browser stamped it.
 */
(() => {
  const QUIET = 300; // ms without drawing: nothing more is coming
  const LONGEST = 30_000; // ms
  const watch = { armed: false, started: 0, frames: [], until: "drawn", queued: false, context: null };

  for (const name of ["drawElements", "drawArrays"]) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...given) {
      if (watch.armed && watch.started && !watch.queued && this.canvas.isConnected) {
        watch.queued = true;
        queueMicrotask(() => frameDrawn(this)); // after the map's frame, before it is shown
      }
      return draw.apply(this, given);
    };
  }

  addEventListener(
    "click",
    (event) => {
      if (watch.armed) watch.started = event.timeStamp;
    },
    { capture: true },
  );

  function frameDrawn(context) {
    watch.queued = false;
    const frame = { at: performance.now() - watch.started, hash: 0 };
    watch.frames.push(frame);
    watch.context = context;
    if (watch.until === "hash") frame.hash = pictureHash(context);
    if (watch.until === "pixels") {
      read(context, 1, 1);
      afterFrame(() => {
        frame.at = performance.now() - watch.started;
      });
    }
    clearTimeout(watch.timer);
    watch.timer = setTimeout(watch.end, QUIET);
  }

  function read(context, width, height) {
    const pixels = new Uint8Array(width * height * 4);
    const bound = context.getParameter(context.FRAMEBUFFER_BINDING);
    context.bindFramebuffer(context.FRAMEBUFFER, null);
    context.readPixels(0, 0, width, height, context.RGBA, context.UNSIGNED_BYTE, pixels);
    context.bindFramebuffer(context.FRAMEBUFFER, bound);
    return pixels;
  }

  function pictureHash(context) {
    const words = new Uint32Array(read(context, context.drawingBufferWidth, context.drawingBufferHeight).buffer);
    let hash = 0;
    for (const word of words) hash = (Math.imul(hash, 31) + word) | 0;
    return hash;
  }

  function afterFrame(call) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = call;
    port2.postMessage(null);
  }

  /** Frames drawn after the next click, until nothing more is drawn. */
  watch.frameTimes = (until) =>
    new Promise((resolve, reject) => {
      Object.assign(watch, { armed: true, started: 0, frames: [], until, queued: false });
      const nothing = setTimeout(() => reject(new Error("nothing was drawn after the click")), LONGEST);
      watch.end = () => {
        clearTimeout(nothing);
        watch.armed = false;
        resolve(watch.frames);
      };
    });

  /** Wait until the driver has done what earlier frames asked for. */
  watch.drain = () => {
    if (watch.context) read(watch.context, 1, 1);
  };

  window.benchWatch = watch;
})();
