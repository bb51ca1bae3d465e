// @ts-check
/**
 * What the viewer (Rust) asks of the browser in one call instead of hundreds: the way from WebAssembly to the DOM and
 * back is what costs, not the DOM. Bound in `src/platform` (`draw`, `form`, `url`).
 */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Builds elements from a program: a letter for each instruction, and their texts, each ended by NUL.
 *
 *     <  opens an element: its tag           !  listens for an event: its name
 *     %  opens an SVG element: its tag       =  sets an attribute: its name, its value
 *     >  closes it                           @  remembers the element
 *     "  appends text: it                    #  puts an empty comment, and remembers that
 *
 * Text becomes text nodes and attributes are set by name: there is no parser here that could take text for anything else.
 *
 * @param {string} program
 * @param {string} texts
 * @param {(index: number, event: Event) => void} dispatch gets the listener's position among those of the program
 * @param {AbortSignal} signal ends all listening
 * @returns {Node[]} the element (or a fragment of several), then what was to be remembered
 */
export function build(program, texts, dispatch, signal) {
  const fragment = document.createDocumentFragment();
  const nodes = [/** @type {Node} */ (fragment)];
  const words = texts.split('\0');
  let node = /** @type {any} */ (fragment);
  let next = 0;
  let listeners = 0;
  for (let i = 0; i < program.length; i++) {
    switch (program[i]) {
      case '<':
        node = node.appendChild(document.createElement(words[next++]));
        break;
      case '%':
        node = node.appendChild(document.createElementNS(SVG, words[next++]));
        break;
      case '>':
        node = node.parentNode;
        break;
      case '"':
        node.append(words[next++]);
        break;
      case '=':
        node.setAttribute(words[next++], words[next++]);
        break;
      case '!': {
        const index = listeners++;
        node.addEventListener(words[next++], (/** @type {Event} */ event) => dispatch(index, event), { signal });
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

/**
 * What is seen of a page around an element, from top to bottom, in pixels of the window: all of it, or the part that
 * boxes leave that scroll.
 *
 * @param {Element} element
 */
export function seen(element) {
  let [top, bottom] = [0, innerHeight];
  let node = /** @type {any} */ (element);
  while ((node = node.assignedSlot ?? node.parentElement ?? node.getRootNode().host)) {
    if (node !== document.scrollingElement && /auto|scroll/.test(getComputedStyle(node).overflowY)) {
      const box = node.getBoundingClientRect();
      [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
    }
  }
  return [top, bottom];
}

/**
 * What a form holds, as an address's query.
 *
 * @param {HTMLFormElement} form
 */
export function values(form) {
  return new URLSearchParams(/** @type {any} */ (new FormData(form))).toString();
}
