/** Make an element. Strings among the children become text nodes: nothing from the world is ever parsed as HTML. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setProp(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "class") node.className = value;
  else if (name === "on") for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
  else if (name === "data") Object.assign(node.dataset, value);
  else if (name === "style") for (const [key, text] of Object.entries(value)) node.style.setProperty(key, text);
  else node.setAttribute(name, value === true ? "" : value);
}

/** A name or other short string of unknown direction, isolated from its surroundings. */
export const bdi = (text, props = {}) => el("bdi", props, text);

/** A button that submits nothing. `label` is what a screen reader says when the children are a picture. */
export function button({ label, onClick, ...props }, ...children) {
  return el("button", { type: "button", "aria-label": label, title: label, on: { click: onClick }, ...props }, ...children);
}

/** Make `nodes` the children of `parent`, moving only what is out of place, so that focus and scroll survive. */
export function reconcile(parent, nodes) {
  const keep = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  let at = parent.firstChild;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
}

/** Up, Down, Home and End move the focus among the elements that `selector` finds in `list`. */
export function arrows(list, selector, { horizontal = false } = {}) {
  const [back, forth] = horizontal ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  list.addEventListener("keydown", (event) => {
    const items = [...list.querySelectorAll(selector)];
    const here = items.indexOf(event.target.closest(selector));
    const next = { [back]: here - 1, [forth]: here + 1, Home: 0, End: items.length - 1 }[event.key];
    if (next === undefined || here < 0 || event.target.matches("input, textarea")) return;
    event.preventDefault();
    items[Math.max(0, Math.min(next, items.length - 1))].focus();
  });
}
