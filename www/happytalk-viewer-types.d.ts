/** Types of the boundary between `happytalk.js` and the WebAssembly module (`src/element`). No host page needs them. */

/** `element::options::ElementOptions`. */
export interface ElementOptions {
  /** Values as written; `lang` is the nearest one around the element. */
  attributes: Record<string, string | null>;
  isConsole: boolean;
  /** Hosts that media may be loaded from (`<meta name="happytalk-media">`). */
  media: string | null | undefined;
  /** URL of `happytalk.js`. */
  module: string;
  data?: Assignment<unknown>;
  query?: Assignment<string>;
  token: unknown;
  headers: [string, string][];
  early?: EarlyRequest;
}

/** A value of a property. `revision` is unique per assignment. */
export interface Assignment<T> {
  value: T;
  revision: number;
}

/** `api::early::EarlyResponse`: a request that was sent before the viewer was loaded. */
export interface EarlyRequest {
  url: string;
  credentials: RequestCredentials;
  response: Promise<Response>;
  body: Promise<ArrayBuffer>;
  controller: AbortController;
}

/** `element::handle::ElementHandle`. */
export interface ElementHandle {
  update(options: ElementOptions): void;
  reload(): void;
  scrollToMessage(id: string): void;
  setPrinting(isPrinting: boolean): void;
  query(): string | undefined;
  free(): void;
}
