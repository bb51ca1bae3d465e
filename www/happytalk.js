// @ts-check
/**
 * Defines `<happytalk-transcript>` and `<happytalk-console>`. The one address a host page needs; everything else is loaded
 * from beside it, once per page, when the first element stands. The elements themselves are shells: their shadow roots are
 * drawn by the viewer (Rust, WebAssembly), which is mounted when an element is inserted and freed when it is gone.
 */

/** What is loaded, relative to this module. `cargo xtask dist` writes content hashes into this table. */
const ASSETS = {
  glue: './happytalk-viewer.js',
  wasm: './happytalk-viewer_bg.wasm',
  css: './happytalk.css',
};

/** Switches: on when present and neither `0` nor `false`. As properties they are true or false. */
const SWITCHES = ['live', 'compose'];
/** Attributes; each is also a property (`start-at`: `startAt`) but `lang`, which every element has. */
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
const PROPERTIES = ['data', 'query', 'token', 'headers'];

/** What an element was given as a property of its own. */
const GIVEN = Symbol('given');
/** An attribute or property has changed. */
const CHANGED = Symbol('changed');
/** Where the reader is. */
const PLACE = Symbol('place');

/** The only words outside the viewer: for when there is no viewer. */
const WORDS = {
  ko: { failed: '뷰어를 불러오지 못했습니다.', retry: '다시 불러오기' },
  en: { failed: 'The viewer could not be loaded.', retry: 'Reload' },
};

/**
 * @typedef {object} Viewer
 * @property {(root: ShadowRoot, host: HTMLElement, options: object) => Handle} mount
 * @property {() => boolean} hasPanicked
 * @property {CSSStyleSheet} sheet
 *
 * @typedef {object} Handle
 * @property {(options: object) => void} update
 * @property {() => void} reload
 * @property {(id: string) => void} scrollToMessage
 * @property {() => void} complete
 * @property {() => string | undefined} query
 * @property {() => void} free
 */

/** @type {Promise<Viewer> | undefined} */
let viewer;
let attempts = 0;
/** The instance that is in use. @type {Viewer | undefined} */
let instance;
/** Addresses of the viewer's glue and wasm, by which a stack names its frames. @type {string[]} */
let code = [];

/** The viewer, loaded once; after a failure or a crash the next call loads it anew. */
function load() {
  viewer ??= start().catch((error) => {
    viewer = undefined;
    throw error;
  });
  return viewer;
}

/** @returns {Promise<Viewer>} */
async function start() {
  // An import that failed once stays failed, and one that crashed stays crashed, for as long as its address is the same.
  const query = attempts++ ? `?attempt=${attempts}` : '';
  const [glue, wasm, css] = [ASSETS.glue, ASSETS.wasm, ASSETS.css].map(
    (name) => new URL(name + query, import.meta.url).href,
  );
  code = [glue, wasm];
  const binary = fetch(wasm);
  const [module, sheet] = await Promise.all([
    import(glue).then((module) => module.default({ module_or_path: binary }).then(() => module)),
    fetch(css).then(async (response) => {
      if (!response.ok) throw new Error(`${css}: ${response.status}`);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(await response.text());
      return sheet;
    }),
    binary,
  ]);
  return (instance = { mount: module.mount, hasPanicked: module.hasPanicked, sheet });
}

/**
 * Whether an error nobody caught means that the viewer's instance is broken: a trap in it (a panic, exhausted memory), or a
 * stack overflow whose innermost frame is its own. Its frames are in other errors too, such as those of a host's listener.
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
function noticed(error) {
  if (!isCrash(error)) return;
  viewer = instance = undefined;
  HappytalkElement.crashed();
}
addEventListener('error', ({ error }) => noticed(error));
addEventListener('unhandledrejection', ({ reason }) => noticed(reason));

/** The nearest `lang` around an element, through shadow hosts. @param {Node | null} node */
function language(node) {
  for (; node; node = node.parentNode ?? /** @type {any} */ (node).host ?? null) {
    const lang = /** @type {any} */ (node).getAttribute?.('lang');
    if (lang != null) return lang;
  }
  return '';
}

/** @type {Set<HappytalkElement>} */
const mounted = new Set();

/** Handles of a crashed viewer, kept from the garbage collector: freeing them would run it again. @type {Handle[]} */
const abandoned = [];

/** What both elements have in common. */
class HappytalkElement extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #root = this.attachShadow({ mode: 'open' });
  /** @type {Handle | undefined} */ #handle;
  /**
   * In holders, so that setting the same value again counts.
   * @type {{ data?: { value: unknown }, query?: { value: string } }}
   */
  [GIVEN] = {};
  /** @type {import('./happytalk').Token | undefined} */ #token;
  /** @type {Headers | undefined} */ #headers;
  /** @type {{ url: string, credentials: string, response: Promise<Response>, controller: AbortController } | undefined} */
  #started;
  /** @type {string | undefined} */ #target;
  #due = false;

  connectedCallback() {
    // Properties set before this definition was there hide its accessors.
    for (const name of PROPERTIES.concat(ATTRIBUTES.map(property))) {
      if (!Object.hasOwn(this, name)) continue;
      const self = /** @type {any} */ (this);
      const value = self[name];
      delete self[name];
      self[name] = value;
    }
    // Moved: the viewer still stands, only the language around may be another, and an open dialog is no longer modal.
    this.#root.querySelector('dialog')?.close();
    if (this.#handle) this[CHANGED]();
    else this.#show();
  }

  disconnectedCallback() {
    // A move takes an element out and puts it back in the same task: then there is nothing to do.
    queueMicrotask(() => this.isConnected || this.#unmount());
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

  /** Reads the room again; what is on screen stays until the answer is there. */
  reload() {
    this.#told(() => {
      this.#update();
      if (this.#handle) this.#handle.reload();
      else if (this.isConnected) this.#show();
    });
  }

  /** Goes to a message and highlights it. @param {string} id */
  scrollToMessage(id) {
    this.#told(() => {
      this.#update();
      if (this.#handle) this.#handle.scrollToMessage(String(id));
      else this.#target = String(id);
    });
  }

  /** Calls the viewer for the page, which may catch what that throws. @param {() => void} act */
  #told(act) {
    try {
      act();
    } catch (error) {
      // Later, because there may be no stack left now.
      queueMicrotask(() => noticed(error));
      throw error;
    }
  }

  /** Shows every element as failed, for one viewer draws them all; none of it may be called again. */
  static crashed() {
    for (const element of mounted) element.#fail('the viewer crashed');
  }

  static {
    // Paper shows every row, and every picture: also those that nobody has scrolled to yet.
    addEventListener('beforeprint', () => {
      for (const element of mounted) {
        element.#handle?.complete();
        for (const image of element.#root.querySelectorAll('img')) image.loading = 'eager';
      }
    });
  }

  async #show() {
    if (this.#root.firstElementChild?.ariaBusy !== 'true') this.#frame('loading');
    this.#request();
    try {
      const loaded = await load();
      if (this.isConnected && !this.#handle) this.#mount(loaded);
    } catch (error) {
      noticed(error);
      if (this.isConnected && !this.#handle) this.#fail(String(error));
    }
  }

  /** @param {Viewer} loaded */
  #mount(loaded) {
    const started = this.#started;
    this.#started = undefined;
    const same = started && started.url === this.#address() && started.credentials === this.#credentials();
    if (started && !same) started.controller.abort();
    this.#root.adoptedStyleSheets = [loaded.sheet];
    this.#handle = loaded.mount(this.#root, this, { ...this.#options(), started: same ? started : undefined });
    mounted.add(this);
    if (this.#target !== undefined) this.#handle.scrollToMessage(this.#target);
    this.#target = undefined;
  }

  #unmount() {
    mounted.delete(this);
    this.#started?.controller.abort();
    const place = this[PLACE];
    if (place !== undefined) this[GIVEN].query = { value: place };
    this.#handle?.free();
    this.#started = this.#handle = undefined;
    this.#root.replaceChildren();
  }

  /** Several changes in one task are one update. */
  [CHANGED]() {
    if (!this.#due) queueMicrotask(() => this.#update());
    this.#due = true;
  }

  #update() {
    const due = this.#due;
    this.#due = false;
    if (due) this.#handle?.update(this.#options());
  }

  #options() {
    const attributes = Object.fromEntries(ATTRIBUTES.map((name) => [name, this.getAttribute(name)]));
    const media = document.querySelector('meta[name="happytalk-media"]')?.getAttribute('content');
    return {
      attributes: { ...attributes, lang: language(this) },
      ...this[GIVEN],
      console: this instanceof HappytalkConsole,
      token: this.#token,
      headers: this.#headers,
      media,
      module: import.meta.url,
    };
  }

  #credentials() {
    const written = (this.getAttribute('credentials') ?? '').trim().toLowerCase();
    return written === 'omit' || written === 'include' ? written : 'same-origin';
  }

  /** Where the room would be asked for without token and headers, by the same rules as `src/options.rs`. */
  #address() {
    const room = this.getAttribute('room') ?? '';
    const posts = /^\s*passthrough\s*$/i.test(this.getAttribute('proxy-mode') ?? '');
    const told = this[GIVEN].data || this.#token || this.#headers;
    if (posts || told || !/^[A-Za-z0-9_-]{1,64}$/.test(room)) return undefined;
    const proxy = this.getAttribute('proxy') || '/api/';
    try {
      return new URL(`${proxy}${proxy.endsWith('/') ? '' : '/'}rooms/${room}`, document.baseURI).href;
    } catch {
      return undefined;
    }
  }

  /** Asks for the room while the viewer is still being compiled. */
  #request() {
    const url = this.#address();
    if (this.#started || !url) return;
    const controller = new AbortController();
    const credentials = /** @type {RequestCredentials} */ (this.#credentials());
    const headers = { accept: 'application/json' };
    const response = fetch(url, { credentials, headers, cache: 'no-store', signal: controller.signal });
    // Whoever waits for it hears of a failure; until then nobody does.
    response.catch(() => {});
    this.#started = { url, credentials, response, controller };
  }

  /** Where a console's reader is, by the viewer. @protected */
  get [PLACE]() {
    return this.#handle?.query();
  }

  /** The outermost element as the viewer draws it, for as long as there is no viewer. @param {string} state */
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
    this.#started?.controller.abort();
    this.#started = this.#handle = undefined;
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

/** @param {string} attribute */
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

/** One room. */
export class HappytalkTranscript extends HappytalkElement {
  get data() {
    return this[GIVEN].data?.value;
  }
  set data(value) {
    this[GIVEN].data = value == null ? undefined : { value };
    this[CHANGED]();
  }
}

/** The list of rooms beside a transcript. */
export class HappytalkConsole extends HappytalkElement {
  /** Where the reader is: filters, page and open room, as an address's query. */
  get query() {
    return this[PLACE] ?? this[GIVEN].query?.value ?? '';
  }
  set query(value) {
    this[GIVEN].query = { value: String(value ?? '') };
    this[CHANGED]();
  }
}

if (!customElements.get('happytalk-transcript')) customElements.define('happytalk-transcript', HappytalkTranscript);
if (!customElements.get('happytalk-console')) customElements.define('happytalk-console', HappytalkConsole);
