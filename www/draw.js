// @ts-check
/**
 * What the viewer (Rust) asks of the browser in one call instead of hundreds: the way from WebAssembly to the DOM and
 * back is what costs, not the DOM. And what is mechanical: here it is a fraction of the download. Bound in `src/platform`.
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

/** A URL as seen from the document's base. @param {string} input */
export function resolve(input) {
  try {
    return new URL(input, document.baseURI).href;
  } catch {
    return undefined;
  }
}

/** The origin of a URL; `undefined` where it has none of its own. @param {string} input the page's own, if none is given */
export function origin(input = location.href) {
  try {
    const { origin } = new URL(input);
    return origin === 'null' ? undefined : origin;
  } catch {
    return undefined;
  }
}

/** Copies a text, and says whether that was allowed. @param {string} text */
export async function copy(text) {
  try {
    // There is no clipboard where the page is not secure.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Which keys are held while another is pressed, or while something is clicked. @param {KeyboardEvent | MouseEvent} event */
export function held(event) {
  return [event.altKey, event.ctrlKey, event.metaKey, event.shiftKey].reduce((sum, is, at) => sum + (is ? 1 << at : 0), 0);
}

/**
 * What is seen of a page around an element, from top to bottom, in pixels of the window: all of it, or the part that
 * boxes leave that scroll. Then where the element itself stands.
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
  const own = element.getBoundingClientRect();
  return [top, bottom, own.top, own.bottom];
}

/**
 * Brings an element into view at once, and again for so many frames, if need be only as long as it has the keyboard.
 *
 * @param {Element} element
 * @param {string} block a `ScrollLogicalPosition`
 * @param {number} frames
 * @param {boolean} isFocused
 */
export function settle(element, block, frames, isFocused) {
  element.scrollIntoView(/** @type {any} */ ({ block, inline: 'nearest', behavior: 'instant' }));
  if (!frames) return;
  requestAnimationFrame(() => {
    if (!isFocused || element.matches(':focus')) settle(element, block, frames - 1, isFocused);
  });
}

/** Gives an element the keyboard. @param {HTMLElement} element @param {boolean} preventScroll */
export function focus(element, preventScroll) {
  element.focus({ preventScroll });
}

/**
 * Makes a row, and the switch in it, stops of the tab key, or none. One that is a stop is read out with all it holds, not
 * by its name alone: it is the one of that id in its shadow root.
 *
 * @param {HTMLElement} row
 * @param {boolean} takesPart
 */
export function takePart(row, takesPart) {
  const describe = (/** @type {Element} */ row, /** @type {string} */ id) => {
    row.id = id;
    row.setAttribute('aria-describedby', id);
  };
  // One in another room.
  const other = takesPart && /** @type {any} */ (row.getRootNode()).querySelector('#here');
  if (other) describe(other, '');
  for (const element of [row, /** @type {HTMLElement} */ (row.querySelector('.switch'))]) {
    if (element) element.tabIndex = takesPart ? 0 : -1;
  }
  describe(row, takesPart ? 'here' : '');
}

/** Opens a dialog over everything else, or closes it. @param {HTMLDialogElement} dialog @param {boolean} isOpen */
export function modal(dialog, isOpen) {
  if (!isOpen) dialog.close();
  // One that is open is as it should be, and one that stands nowhere is gone.
  else if (!dialog.open && dialog.isConnected) dialog.showModal();
}

/**
 * Makes what is in a scrolling view larger or smaller, and keeps the middle of what is seen where it is.
 *
 * @param {HTMLElement} view
 * @param {string} percent
 */
export function zoom(view, percent) {
  const across = (view.scrollLeft + view.clientWidth / 2) / Math.max(view.scrollWidth, 1);
  const down = (view.scrollTop + view.clientHeight / 2) / Math.max(view.scrollHeight, 1);
  view.dataset.zoom = percent;
  view.scrollLeft = across * view.scrollWidth - view.clientWidth / 2;
  view.scrollTop = down * view.scrollHeight - view.clientHeight / 2;
}

/**
 * Where a carousel's track stands: the card at its left edge, or the last one once it can go no further; whether nothing
 * is left of it, or right of it. With `card`, that one is brought to the left edge first, as far as the track goes; then
 * also whether it had to move for that.
 *
 * @param {Element} track
 * @param {number} [card]
 */
export function stand(track, card) {
  const edges = Array.from(track.children, (child) => child.getBoundingClientRect().left);
  const lefts = edges.map((edge) => Math.round(edge - edges[0]));
  const most = track.scrollWidth - track.clientWidth;
  let left = Math.trunc(track.scrollLeft);
  const before = left;
  if (card !== undefined) track.scrollLeft = left = Math.max(0, Math.min(lefts[card] ?? 0, most));
  const [isStart, isEnd] = [left <= 1, left >= most - 1];
  const ways = lefts.map((edge) => Math.abs(edge - left));
  const at = isEnd && !isStart ? lefts.length - 1 : ways.indexOf(Math.min(...ways));
  return [Math.max(at, 0), +isStart, +isEnd, +(left !== before)];
}

/**
 * The place of the card in which the keyboard now is, if a part of it is out of sight; else -1. Browsers bring in only as
 * much as they must, and the track snaps back from that. A pointer stays out of it: what is pressed must not slip away.
 *
 * @param {Element} track
 * @param {Element} target what has the keyboard
 */
export function halfSeen(track, target) {
  const card = target.closest('[data-carousel-block]');
  if (!card || !target.matches(':focus-visible')) return -1;
  const [view, box] = [track.getBoundingClientRect(), card.getBoundingClientRect()];
  return box.left >= view.left - 1 && box.right <= view.right + 1 ? -1 : Array.from(track.children).indexOf(card);
}

/** Lays an element out and takes it away again, before a frame could show it. @param {Node} parent @param {Element} node */
export function tryOut(parent, node) {
  parent.appendChild(node);
  node.getBoundingClientRect();
  node.remove();
}

/**
 * What a form holds, as an address's query.
 *
 * @param {HTMLFormElement} form
 */
export function values(form) {
  return new URLSearchParams(/** @type {any} */ (new FormData(form))).toString();
}
