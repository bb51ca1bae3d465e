// @ts-check
/**
 * The page around the viewer: time, whether anybody looks, what hosts hear, fields. Bound in `src/platform` by the modules
 * that are named after what they do (`idle`, `page`, `events`, `field`, `timer`).
 */

/** @param {number} [milliseconds] */
export const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Once a frame was shown. Pages in the background have none, so after a fifth of a second at the latest. */
export const frame = () => Promise.race([new Promise(requestAnimationFrame), later(200)]);

/** Once the browser is idle. Safari has no `requestIdleCallback`. */
export const idle = () =>
  globalThis.requestIdleCallback
    ? new Promise((resolve) => requestIdleCallback(resolve, { timeout: 200 }))
    : later();

/** Calls when the time is there. @param {number} milliseconds @param {() => void} ring */
export const ring = (milliseconds, ring) => setTimeout(ring, milliseconds);

/** Calls whenever the page comes into sight or goes out of it, or there is a network again. @param {() => void} seen */
export function watch(seen) {
  document.addEventListener('visibilitychange', seen);
  addEventListener('online', seen);
}

/** Calls no more. @param {() => void} seen */
export function unwatch(seen) {
  document.removeEventListener('visibilitychange', seen);
  removeEventListener('online', seen);
}

/**
 * Puts something into a live region, which says it; whoever comes upon the region later finds no old news.
 *
 * @param {Element} voice
 * @param {string} what
 */
export function say(voice, what) {
  // An element of its own: the same words once more are news too.
  const said = document.createElement('span');
  said.textContent = what;
  voice.replaceChildren(said);
  setTimeout(() => said.remove(), 10_000);
}

/** 128 bits that nobody can guess, in hexadecimal digits. Nothing where the browser gives none. */
export function key() {
  const bytes = globalThis.crypto?.getRandomValues(new Uint8Array(16));
  return bytes && Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What the details of each event are called. */
const DETAILS = {
  ready: ['version'],
  load: ['room', 'messages', 'undecoded'],
  error: ['kind', 'status', 'message'],
  action: ['messageId', 'type', 'name', 'url'],
  reveal: ['messageId'],
  'token-expiring': ['exp'],
  select: ['room'],
  navigate: ['query', 'step'],
};

/**
 * Dispatches a bubbling, composed event. A listener sees every field of its details: `null`, not `undefined`, where there is
 * no value.
 *
 * @param {HTMLElement} host
 * @param {keyof typeof DETAILS} name
 * @param {unknown[]} values
 * @returns {boolean} false when a listener prevented the default
 */
export function tell(host, name, ...values) {
  const detail = Object.fromEntries(DETAILS[name].map((field, i) => [field, values[i] ?? null]));
  const init = { bubbles: true, composed: true, cancelable: name === 'action', detail };
  return host.dispatchEvent(new CustomEvent(`happytalk-${name}`, init));
}

/** What stands in a field, or is chosen. @param {HTMLInputElement} field */
export const value = (field) => field.value ?? '';

/** Puts something there. @param {HTMLInputElement} field @param {string} value */
export const setValue = (field, value) => void (field.value = value);

/**
 * Makes it as high as what stands in it; the style sheet says how high at most.
 *
 * @param {HTMLElement} field
 */
export function grow(field) {
  field.style.blockSize = 'auto';
  // The edges are no part of what scrolls.
  field.style.blockSize = `${field.scrollHeight + 2}px`;
}
