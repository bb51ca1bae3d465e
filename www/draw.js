// @ts-check
/**
 * What the viewer (Rust) asks of the browser in one call instead of hundreds: the way from WebAssembly to the DOM and
 * back is what costs, not the DOM. Bound in `src/platform/draw.rs` and `src/platform/url.rs`.
 */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Builds elements from a program: instructions divided by NUL, each a letter with its text behind it.
 *
 *     <tag  opens an element          =name  and the next one: an attribute and its value
 *     %tag  opens an SVG element      !name  listens for an event
 *     >     closes it                 @      remembers the element
 *     "text appends text              #      puts an empty comment, and remembers that
 *
 * Text becomes text nodes and attributes are set by name: there is no parser here that could take text for anything else.
 *
 * @param {string} program
 * @param {(index: number, event: Event) => void} dispatch is called with the how-manieth listener of the program it is
 * @param {AbortSignal} signal ends all listening
 * @returns {Node[]} the element (or a fragment of several), then what was to be remembered
 */
export function build(program, dispatch, signal) {
  const fragment = document.createDocumentFragment();
  const nodes = [/** @type {Node} */ (fragment)];
  const parts = program.split('\0');
  let node = /** @type {any} */ (fragment);
  let listeners = 0;
  const open = (/** @type {Element} */ element) => (node = node.appendChild(element));
  for (let i = 0; i < parts.length; i++) {
    const text = parts[i].slice(1);
    switch (parts[i][0]) {
      case '<':
        open(document.createElement(text));
        break;
      case '%':
        open(document.createElementNS(SVG, text));
        break;
      case '>':
        node = node.parentNode;
        break;
      case '"':
        node.append(text);
        break;
      case '=':
        node.setAttribute(text, parts[++i]);
        break;
      case '!': {
        const index = listeners++;
        node.addEventListener(text, (/** @type {Event} */ event) => dispatch(index, event), { signal });
        break;
      }
      case '@':
        nodes.push(node);
        break;
      case '#':
        nodes.push(node.appendChild(document.createComment('')));
    }
  }
  if (fragment.childNodes.length === 1) nodes[0] = /** @type {Node} */ (fragment.firstChild);
  return nodes;
}

/**
 * A URL by the browser's own parser, in parts divided by NUL, which no part can hold: scheme, host, user and password,
 * and the whole. `undefined` for what is none.
 *
 * @param {string} input
 */
export function parse(input) {
  try {
    const { protocol, hostname, username, password, href } = new URL(input);
    return [protocol.slice(0, -1), hostname, username + password, href].join('\0');
  } catch {
    return undefined;
  }
}
