const SWIPE = 56;
const PRESS = 480;

/** Dragging a message to the left and letting it go replies to it; only a finger does this, a mouse selects text. */
export function replyBySwipe(list, reply) {
  let drag = null;
  list.addEventListener("pointerdown", (event) => {
    const message = event.target.closest(".message:not(.service)");
    if (event.pointerType === "touch" && message) drag = { message, x: event.clientX, y: event.clientY, by: 0 };
  });
  list.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const across = event.clientX - drag.x;
    if (Math.abs(event.clientY - drag.y) > 30 && drag.by > -12) return end();
    drag.by = Math.max(-SWIPE * 1.4, Math.min(0, across));
    drag.message.style.translate = `${drag.by}px 0`;
  });
  const end = () => {
    if (!drag) return;
    const { message, by } = drag;
    drag = null;
    message.style.translate = "";
    if (by <= -SWIPE) reply(Number(message.dataset.id));
  };
  for (const type of ["pointerup", "pointercancel", "pointerleave"]) list.addEventListener(type, end);
}

/** A finger that stays on `node` calls back, for browsers that send no contextmenu event then. */
export function onLongPress(node, callback) {
  let timer = 0;
  let from = null;
  const stop = () => clearTimeout(timer);
  node.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") return;
    from = event;
    timer = setTimeout(() => callback(event), PRESS);
  });
  node.addEventListener("pointermove", (event) => {
    if (from && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > 10) stop();
  });
  for (const type of ["pointerup", "pointercancel", "pointerleave", "contextmenu"]) node.addEventListener(type, stop);
}
