/** Types of the custom elements and their events. Types only: load `happytalk.js` for the elements themselves. */

/** Sent as `Authorization: Bearer`, to the proxy only. A function is asked before each request. */
export type Token = string | (() => string | Promise<string>);

export interface HappytalkEvents {
  /** The element is drawn and listens. */
  'happytalk-ready': CustomEvent<{ version: string }>;
  /** A room stands and every row of it has been read; `undecoded` rows could not be. */
  'happytalk-load': CustomEvent<{ room: string; messages: number; undecoded: number }>;
  'happytalk-error': CustomEvent<{ kind: ErrorKind; status: number | null; message: string }>;
  /** Something with a URL was used. `preventDefault()` stops the navigation. */
  'happytalk-action': CustomEvent<{ messageId: string | null; type: string; name: string; url: string }>;
  /** A covered secure message was opened. */
  'happytalk-reveal': CustomEvent<{ messageId: string | null }>;
  /** The token ends in a minute (`exp`, seconds since 1970): time to set another. Only for a token that is a JWT. */
  'happytalk-token-expiring': CustomEvent<{ exp: number }>;
  /** A room of the console's list was picked. */
  'happytalk-select': CustomEvent<{ room: string }>;
  /**
   * The reader has gone elsewhere in the console; `query` is what its property now is. An address follows by a step of its
   * own (`push`), by the same one (`replace`), or back to where the room was opened (`back`).
   */
  'happytalk-navigate': CustomEvent<{ query: string; step: 'push' | 'replace' | 'back' }>;
}

export type ErrorKind =
  | 'not-found'
  | 'forbidden'
  | 'unauthorized'
  | 'bad-request'
  | 'too-many'
  | 'vendor'
  | 'timeout'
  | 'offline'
  | 'unreadable';

/** What both elements have. Attribute properties are `null` while the attribute is absent, switches `false`. */
declare class HappytalkElement extends HTMLElement {
  /** Room id, `[A-Za-z0-9_-]{1,64}`; in the console, the room that is open. */
  room: string | null;
  /** Base URL of the proxy; default `/api/`. */
  proxy: string | null;
  /** What the proxy speaks; default `gateway`. */
  proxyMode: 'gateway' | 'passthrough' | null;
  credentials: 'omit' | 'same-origin' | 'include' | null;
  theme: 'auto' | 'light' | 'dark' | null;
  /** Secure messages (보안 메시지). */
  locked: 'show' | 'cover' | 'hide' | null;
  /** Internal memos. */
  memos: 'show' | 'hide' | null;
  startAt: 'top' | 'bottom' | null;
  /** Id of the message to go to. */
  message: string | null;
  /** Follow new messages, where the proxy tells them; else the room is read from time to time. */
  live: boolean;
  /** Show the composer, where the proxy allows sending. What is sent stands in the room as the customer's. */
  compose: boolean;
  token: Token | null | undefined;
  get headers(): Headers | undefined;
  set headers(value: HeadersInit | null | undefined);

  /** Reads the room again, and the list beside it. */
  reload(): void;
  /** Goes to a message and highlights it. */
  scrollToMessage(id: string): void;

  addEventListener<K extends keyof HappytalkEvents>(
    type: K,
    listener: (this: this, event: HappytalkEvents[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: this, event: HTMLElementEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** `<happytalk-transcript>`: one room. */
export class HappytalkTranscript extends HappytalkElement {
  /** A `chat_data` answer: object, JSON text or its bytes. Shown without any request. */
  data: unknown;
}

/** `<happytalk-console>`: the list of rooms beside a transcript. */
export class HappytalkConsole extends HappytalkElement {
  /**
   * Where the reader is, as an address's query without `?`: `from` `to` `date` `status` `sort` `order` `limit` `page`, and
   * `selected`, the open room. Only what differs from the defaults. Set it to lead there; no event follows.
   */
  query: string;
}

declare global {
  interface HTMLElementTagNameMap {
    'happytalk-console': HappytalkConsole;
    'happytalk-transcript': HappytalkTranscript;
  }
}
