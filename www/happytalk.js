// @ts-check
/**
 * Defines `<happytalk-transcript>` and `<happytalk-console>`. A host page needs only this URL. The other files are loaded
 * relative to it, once per page, when the first element is connected. The viewer (Rust, WebAssembly) renders into the
 * elements' shadow roots. It is mounted when an element is connected and freed after the element was disconnected.
 *
 * On a server, where there is no DOM, importing this module does nothing.
 */

/** Files of the viewer, relative to this module. `cargo xtask dist` writes content hashes into this table. */
export const ASSETS = {
  glue: './happytalk-viewer.js',
  wasm: './happytalk-viewer_bg.wasm',
  css: './happytalk.css',
};

/** Boolean attributes: true when present and neither `0` nor `false`. */
const SWITCHES = ['live', 'compose'];
/** Attributes. Each is also a property (`start-at`: `startAt`), except `lang`, which every element has. */
const ATTRIBUTES = [
  'room',
  'proxy',
  'proxy-mode',
  'credentials',
  'lang',
  'theme',
  'locked',
  'memos',
  'start-at',
  'message',
  ...SWITCHES,
];
/** Properties without an attribute. */
const PROPERTIES = ['data', 'query', 'token', 'headers'];

/** Values of properties, with the number of their assignment, so that setting an equal value again is a change. */
const VALUES = Symbol('values');
/** Schedules an update of the viewer. */
const CHANGED = Symbol('changed');
/** The current location within the console. */
const LOCATION = Symbol('location');

/** The only texts outside the viewer, for a viewer that can't be loaded. */
const WORDS = {
  ko: { failed: '뷰어를 불러오지 못했습니다.', retry: '다시 불러오기' },
  en: { failed: 'The viewer could not be loaded.', retry: 'Reload' },
};

/**
 * @typedef {import('./happytalk-viewer-types').ElementOptions} ElementOptions
 * @typedef {import('./happytalk-viewer-types').ElementHandle} ElementHandle
 *
 * @typedef {object} Viewer
 * @property {(root: ShadowRoot, host: HTMLElement, options: ElementOptions) => ElementHandle} mount
 * @property {() => boolean} hasPanicked
 * @property {string} style
 */

/** The files of the current release. */
let assets = ASSETS;
/** @type {Promise<Viewer> | undefined} */
let viewer;
let attempts = 0;
/** Number of assignments to `data` and `query`. */
let assignments = 0;
/** The current instance. @type {Viewer | undefined} */
let instance;
/** URLs of the viewer's glue and wasm, which identify its frames in a stack trace. @type {string[]} */
let code = [];

/** Loads the viewer once. After a failure or a crash, the next call loads a new instance. */
function load() {
  viewer ??= start().catch((error) => {
    viewer = undefined;
    throw error;
  });
  return viewer;
}

/** @returns {Promise<Viewer>} */
async function start() {
  try {
    return await instantiate();
  } catch (error) {
    // An upgrade replaces the files that this script names. The script itself has a stable name.
    const current = await readAssets();
    if (Object.values(current).join() === Object.values(assets).join()) throw error;
    assets = current;
    return instantiate();
  }
}

/** Reads the names of the files again. @returns {Promise<typeof ASSETS>} */
async function readAssets() {
  try {
    return (await import(`${import.meta.url.split('?')[0]}?assets=${Date.now()}`)).ASSETS;
  } catch {
    return assets;
  }
}

/** @returns {Promise<Viewer>} */
async function instantiate() {
  // Browsers cache a failed import, and a crashed module, by URL.
  const query = attempts++ ? `?attempt=${attempts}` : '';
  const [glue, wasm, css] = [assets.glue, assets.wasm, assets.css].map(
    (name) => new URL(name + query, import.meta.url).href,
  );
  code = [glue, wasm];
  const binary = fetch(wasm);
  const [module, style] = await Promise.all([
    import(glue).then((module) => module.default({ module_or_path: binary }).then(() => module)),
    fetch(css).then(async (response) => {
      if (!response.ok) throw new Error(`${css}: ${response.status}`);
      return response.text();
    }),
    binary,
  ]);
  return (instance = { mount: module.mount, hasPanicked: module.hasPanicked, style });
}

/** Style sheets by document, with their text. A constructed sheet belongs to one document. @type {WeakMap<Document, { sheet: CSSStyleSheet, style: string }>} */
const sheets = new WeakMap();

/** Returns the viewer's style sheet for the document of a window. @param {Window & typeof globalThis} view @param {string} style */
function sheetFor(view, style) {
  const known = sheets.get(view.document);
  if (known?.style === style) return known.sheet;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(style);
  sheets.set(view.document, { sheet, style });
  return sheet;
}

/**
 * Returns whether an uncaught error means that the viewer's instance is broken: a trap in it (a panic, exhausted memory), or
 * a stack overflow whose innermost frame is the viewer's. Its frames are also in errors of a host's listeners.
 *
 * @param {unknown} error
 */
function isCrash(error) {
  if (instance?.hasPanicked()) return true;
  if (!(error instanceof Error) || !error.stack) return false;
  const isOwn = (/** @type {string | undefined} */ text) => code.some((address) => text?.includes(address));
  if (error instanceof WebAssembly.RuntimeError) return isOwn(error.stack);
  if (!/call stack size|too much recursion/.test(error.message)) return false;
  return isOwn(error.stack.replace(`${error.name}: ${error.message}\n`, '').split('\n', 1)[0]);
}

/** Shows all elements as failed when the error is a crash of the viewer. @param {unknown} error */
function reportCrash(error) {
  if (!isCrash(error)) return;
  viewer = instance = undefined;
  HappytalkElement.crashed();
}

/** Returns the nearest `lang` around a node, through shadow hosts. @param {Node | null} node */
function language(node) {
  for (; node; node = node.parentNode ?? /** @type {any} */ (node).host ?? null) {
    const lang = /** @type {any} */ (node).getAttribute?.('lang');
    if (lang != null) return lang;
  }
  return '';
}

/**
 * Returns the request that reads a room, if it can be sent before the viewer is loaded: without token and headers. The
 * viewer has the same rules (`src/api/early.rs`); `tests/early-request.json` is a table of cases for both.
 *
 * @param {(name: string) => string | null} attribute
 * @returns {{ url: string, credentials: RequestCredentials } | undefined}
 */
export function earlyRequest(attribute) {
  const keyword = (/** @type {string} */ name) => (attribute(name) ?? '').trim().toLowerCase();
  const room = attribute('room') ?? '';
  if (keyword('proxy-mode') === 'passthrough' || !/^[A-Za-z0-9_-]{1,64}$/.test(room)) return undefined;
  const base = attribute('proxy') || '/api/';
  const credentials = keyword('credentials');
  try {
    return {
      url: new URL(`${base}${base.endsWith('/') ? '' : '/'}rooms/${room}`, document.baseURI).href,
      credentials: credentials === 'omit' || credentials === 'include' ? credentials : 'same-origin',
    };
  } catch {
    return undefined;
  }
}

/** @type {Set<HappytalkElement>} */
const mounted = new Set();

/** Handles of a crashed viewer. They are retained, because their finalizer would call the viewer. @type {ElementHandle[]} */
const abandoned = [];

/** Whether there is a DOM. */
const isBrowser = typeof HTMLElement === 'function';

/** The common part of both elements. */
class HappytalkElement extends (isBrowser ? HTMLElement : /** @type {typeof HTMLElement} */ (class {})) {
  static observedAttributes = ATTRIBUTES;

  #root = this.attachShadow({ mode: 'open' });
  /** @type {ElementHandle | undefined} */ #handle;
  /** @type {Pick<ElementOptions, 'data' | 'query'>} */
  [VALUES] = {};
  /** @type {import('./happytalk').Token | undefined} */ #token;
  /** @type {Headers | undefined} */ #headers;
  /** @type {ElementOptions['early']} */ #early;
  /** @type {string | undefined} */ #target;
  #isUpdateDue = false;

  connectedCallback() {
    // Properties that were set before the element was defined hide the accessors.
    for (const name of PROPERTIES.concat(ATTRIBUTES.map(property))) {
      if (!Object.hasOwn(this, name)) continue;
      const self = /** @type {any} */ (this);
      const value = self[name];
      delete self[name];
      self[name] = value;
    }
    // A moved element is still mounted. Its inherited language may differ, and an open dialog is no longer modal.
    this.#root.querySelector('dialog')?.close();
    if (this.#handle) this[CHANGED]();
    else this.#show();
  }

  disconnectedCallback() {
    // Moving an element disconnects and connects it in one task.
    queueMicrotask(() => this.isConnected || this.#unmount());
  }

  /** The element moved to another document, such as a picture-in-picture window, where the sheet of the former does not apply. */
  adoptedCallback() {
    if (this.#handle && instance) this.#applyStyle(instance.style);
  }

  attributeChangedCallback() {
    this[CHANGED]();
  }

  get token() {
    return this.#token;
  }
  set token(value) {
    this.#token = value ?? undefined;
    this[CHANGED]();
  }

  get headers() {
    return this.#headers;
  }
  set headers(value) {
    this.#headers = value == null ? undefined : new Headers(value);
    this[CHANGED]();
  }

  /** Reads the room again. The current content stays until the response arrives. */
  reload() {
    this.#call(() => {
      this.#update();
      if (this.#handle) this.#handle.reload();
      else if (this.isConnected) this.#show();
    });
  }

  /** Scrolls to a message and highlights it. @param {string} id */
  scrollToMessage(id) {
    this.#call(() => {
      this.#update();
      if (this.#handle) this.#handle.scrollToMessage(String(id));
      else this.#target = String(id);
    });
  }

  /** Calls the viewer on behalf of the page, which may catch the error. @param {() => void} act */
  #call(act) {
    try {
      act();
    } catch (error) {
      // Deferred, because the stack may be exhausted.
      queueMicrotask(() => reportCrash(error));
      throw error;
    }
  }

  /** Shows all elements as failed, because one viewer renders all of them. It must not be called again. */
  static crashed() {
    for (const element of mounted) element.#fail('the viewer crashed');
  }

  /** Mounts every row of all elements while the page is printed. @param {boolean} isPrinting */
  static printing(isPrinting) {
    for (const element of mounted) element.#handle?.setPrinting(isPrinting);
  }

  async #show() {
    if (this.#root.firstElementChild?.ariaBusy !== 'true') this.#frame('loading');
    this.#request();
    try {
      const loaded = await load();
      if (this.isConnected && !this.#handle) this.#mount(loaded);
    } catch (error) {
      reportCrash(error);
      if (this.isConnected && !this.#handle) this.#fail(String(error));
    }
  }

  /** @param {Viewer} loaded */
  #mount(loaded) {
    const early = this.#early;
    this.#early = undefined;
    this.#applyStyle(loaded.style);
    this.#handle = loaded.mount(this.#root, this, { ...this.#options(), early });
    mounted.add(this);
    if (this.#target !== undefined) this.#handle.scrollToMessage(this.#target);
    this.#target = undefined;
  }

  /** @param {string} style */
  #applyStyle(style) {
    const view = this.ownerDocument.defaultView;
    // A document that is not shown has no window, and accepts no sheet of another.
    if (view) this.#root.adoptedStyleSheets = [sheetFor(view, style)];
  }

  #unmount() {
    mounted.delete(this);
    this.#early?.controller.abort();
    const location = this[LOCATION];
    if (location !== undefined) this[VALUES].query = assign(location);
    this.#handle?.free();
    this.#early = this.#handle = undefined;
    this.#root.replaceChildren();
  }

  /** Schedules one update for all changes in a task. */
  [CHANGED]() {
    if (!this.#isUpdateDue) queueMicrotask(() => this.#update());
    this.#isUpdateDue = true;
  }

  #update() {
    const isDue = this.#isUpdateDue;
    this.#isUpdateDue = false;
    if (isDue) this.#handle?.update(this.#options());
  }

  /** @returns {ElementOptions} */
  #options() {
    const attributes = Object.fromEntries(ATTRIBUTES.map((name) => [name, this.getAttribute(name)]));
    return {
      attributes: { ...attributes, lang: language(this) },
      ...this[VALUES],
      isConsole: this instanceof HappytalkConsole,
      token: this.#token,
      headers: this.#headers ? [...this.#headers] : [],
      media: document.querySelector('meta[name="happytalk-media"]')?.getAttribute('content'),
      module: import.meta.url,
    };
  }

  /** Requests the room while the viewer is being compiled. */
  #request() {
    const isPlain = !this[VALUES].data && !this.#token && !this.#headers;
    const request = isPlain ? earlyRequest((name) => this.getAttribute(name)) : undefined;
    if (this.#early || !request) return;
    const controller = new AbortController();
    const { url, credentials } = request;
    const headers = { accept: 'application/json' };
    const response = fetch(url, { credentials, headers, cache: 'no-store', signal: controller.signal });
    // Received now, so that the viewer can render the room in the task in which it is mounted.
    const body = response.then((response) => response.arrayBuffer());
    // The viewer handles a failure. Until it does, the browser would report the rejection as unhandled.
    body.catch(() => {});
    this.#early = { url, credentials, response, body, controller };
  }

  /** The viewer's location within the console. @protected */
  get [LOCATION]() {
    return this.#handle?.query();
  }

  /** Renders the root element as the viewer does, while the viewer is not loaded. @param {string} state */
  #frame(state) {
    const frame = document.createElement('div');
    frame.className = 'root';
    const panes = this instanceof HappytalkConsole ? ['list', 'transcript'] : [];
    for (const name of panes) {
      const pane = frame.appendChild(document.createElement('div'));
      pane.dataset.pane = name;
      pane.dataset.state = state;
    }
    if (!panes.length) frame.dataset.state = state;
    frame.dataset.theme = this.getAttribute('theme') ?? 'auto';
    frame.lang = /^en/i.test(language(this)) ? 'en' : 'ko';
    if (state === 'loading') frame.ariaBusy = 'true';
    this.#root.replaceChildren(frame);
    return frame;
  }

  /** @param {string} message */
  #fail(message) {
    if (this.#handle) abandoned.push(this.#handle);
    mounted.delete(this);
    this.#early?.controller.abort();
    this.#early = this.#handle = undefined;
    const frame = this.#frame('error');
    const words = WORDS[/** @type {'ko' | 'en'} */ (frame.lang)];
    const notice = document.createElement('div');
    notice.className = 'notice';
    const text = document.createElement('p');
    text.className = 'notice-text';
    text.setAttribute('role', 'alert');
    text.textContent = words.failed;
    const retry = document.createElement('button');
    retry.type = 'button';
    retry.className = 'action';
    retry.textContent = words.retry;
    retry.addEventListener('click', () => this.reload());
    notice.append(text, retry);
    frame.append(notice);
    const kind = navigator.onLine ? 'unreadable' : 'offline';
    const detail = { kind, status: null, message };
    this.dispatchEvent(new CustomEvent('happytalk-error', { bubbles: true, composed: true, detail }));
  }
}

/** Numbers an assignment to a property. @template T @param {T} value */
function assign(value) {
  return { value, revision: ++assignments };
}

/** Returns the property of an attribute. @param {string} attribute */
function property(attribute) {
  return attribute.replace(/-(.)/, (_, letter) => letter.toUpperCase());
}

for (const attribute of ATTRIBUTES.filter((name) => name !== 'lang')) {
  Object.defineProperty(HappytalkElement.prototype, property(attribute), {
    configurable: true,
    enumerable: true,
    get() {
      const value = this.getAttribute(attribute);
      return SWITCHES.includes(attribute) ? value != null && !/^\s*(0|false)\s*$/i.test(value) : value;
    },
    set(value) {
      if (SWITCHES.includes(attribute)) this.toggleAttribute(attribute, Boolean(value));
      else if (value == null) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    },
  });
}

/** Shows one room. */
export class HappytalkTranscript extends HappytalkElement {
  get data() {
    return this[VALUES].data?.value;
  }
  set data(value) {
    this[VALUES].data = value == null ? undefined : assign(value);
    this[CHANGED]();
  }
}

/** Shows the list of rooms beside a transcript. */
export class HappytalkConsole extends HappytalkElement {
  /** The location within the console (filters, page and open room) as a query string. */
  get query() {
    return this[LOCATION] ?? this[VALUES].query?.value ?? '';
  }
  set query(value) {
    this[VALUES].query = assign(String(value ?? ''));
    this[CHANGED]();
  }
}

// Another copy of this script may have defined the elements.
if (isBrowser && !customElements.get('happytalk-transcript')) {
  addEventListener('error', ({ error }) => reportCrash(error));
  addEventListener('unhandledrejection', ({ reason }) => reportCrash(reason));
  addEventListener('beforeprint', () => HappytalkElement.printing(true));
  addEventListener('afterprint', () => HappytalkElement.printing(false));
  customElements.define('happytalk-transcript', HappytalkTranscript);
  customElements.define('happytalk-console', HappytalkConsole);
}
