// @ts-check
/**
 * Requests to the proxy: bytes in, with a time limit and a way to give up. Bound in `src/platform/fetch.rs`.
 *
 * @typedef {string | (() => unknown) | undefined} Token as the page set it: asked for before each request if it is a
 *     function, which gives a string or a promise of one
 * @typedef {{ credentials: RequestCredentials, token?: string, headers?: Headers, signal: AbortSignal }} How
 */

/** The whole exchange, milliseconds. The gateway gives the vendor 8 s; this is for a proxy that says nothing at all. */
export const TIME_LIMIT = 20_000;

/** In place of a status: why there is none. */
const [NO_ANSWER, OFFLINE, TOO_SLOW, NO_TOKEN, NO_ADDRESS] = [0, 1, 2, 3, 4];

/**
 * Posts `body`, or gets where there is none.
 *
 * @param {string} path an address as seen from the document
 * @param {RequestCredentials} credentials
 * @param {Token} token
 * @param {Headers | undefined} headers the page's own
 * @param {string | undefined} body JSON
 * @param {string | undefined} key messages with the same one are one message
 * @param {{ url: string, response: Promise<Response> } | undefined} started the page's own request, sent while the viewer was
 *     still being compiled; used if it asked for the same thing
 * @param {AbortController} controller
 * @returns {Promise<unknown[]>} the status (or why there is none), the token sent, what the reader may do, the body; and of a
 *     problem document detail, vendor's code and notice
 */
export async function ask(path, credentials, token, headers, body, key, started, controller) {
  const url = resolve(path);
  if (url == null) return [NO_ADDRESS];
  const is_started = started?.url === url;
  const sent = is_started ? undefined : await bearer(token);
  if (sent === null) return [NO_TOKEN];
  let late = false;
  const limit = setTimeout(() => ((late = true), controller.abort()), TIME_LIMIT);
  try {
    const more = { accept: 'application/json', 'content-type': body && 'application/json', 'idempotency-key': key };
    const how = { credentials, token: sent, headers, signal: controller.signal };
    const response = await (is_started ? started.response : open(url, how, more, body));
    const bytes = new Uint8Array(await response.arrayBuffer());
    const said = response.ok ? [] : problem(bytes);
    return [response.status, sent, response.headers.get('happytalk-can'), bytes, ...said];
  } catch {
    // A fetch that fails says nothing about why: the proxy is down, the network is, or CORS forbids it.
    return [late ? TOO_SLOW : navigator.onLine ? NO_ANSWER : OFFLINE, sent];
  } finally {
    clearTimeout(limit);
  }
}

/**
 * @param {string} path
 * @returns {string | undefined} as seen from the document
 */
export function resolve(path) {
  try {
    return new URL(path, document.baseURI).href;
  } catch {
    return undefined;
  }
}

/**
 * The token to send along: nothing where none is set, `null` where the page's function gives none.
 *
 * @param {Token} token
 */
export async function bearer(token) {
  if (typeof token !== 'function') return typeof token === 'string' && token ? token : undefined;
  try {
    const given = await token();
    return typeof given === 'string' ? given : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} url
 * @param {How} how
 * @param {Record<string, string | undefined>} more further headers
 * @param {string} [body]
 */
export async function open(url, { credentials, token, headers: given, signal }, more, body) {
  // A copy: the page's own object is not written to.
  const headers = new Headers(given);
  for (const [name, value] of Object.entries(more)) if (value) headers.set(name, value);
  if (token != null) headers.set('authorization', `Bearer ${token}`);
  // What the page entrusted to the proxy must not follow a redirect elsewhere.
  const redirect = token != null || given ? 'error' : 'follow';
  return fetch(url, { method: body == null ? 'GET' : 'POST', headers, body, credentials, redirect, cache: 'no-store', signal });
}

/**
 * What an RFC 9457 problem document says: `detail` (or `title`), `vendor_code` and `content`. Nothing if it is none.
 *
 * @param {Uint8Array} bytes
 */
export function problem(bytes) {
  try {
    const { detail, title, vendor_code, content } = JSON.parse(new TextDecoder().decode(bytes));
    return [typeof detail === 'string' ? detail : title, vendor_code, content];
  } catch {
    return [];
  }
}

/**
 * `exp` of a JWT, in seconds since 1970. Nothing is verified: that is the proxy's business.
 *
 * @param {string} token
 * @returns {number | undefined} nothing for a token that is none, or has no end
 */
export function expiry(token) {
  try {
    const [, payload, signature] = token.split('.');
    const { exp } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return signature != null && Number.isFinite(exp) ? exp : undefined;
  } catch {
    return undefined;
  }
}
