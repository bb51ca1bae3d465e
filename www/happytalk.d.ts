/** Types of the custom elements and their events. Types only: load `happytalk.js` for the elements themselves. */

/** Sent as `Authorization: Bearer`, to the proxy only. A function is called before each request. */
export type Token = string | (() => string | Promise<string>);

export interface HappytalkEvents {
  /** The element is rendered and listens. */
  'happytalk-ready': CustomEvent<{ version: string }>;
  /** A room is rendered and every row of it was decoded, except `undecoded` ones. */
  'happytalk-load': CustomEvent<{ room: string; messages: number; undecoded: number }>;
  'happytalk-error': CustomEvent<{ kind: ErrorKind; status: number | null; message: string }>;
  /** Something with a URL is about to open. `preventDefault()` stops it. */
  'happytalk-action': CustomEvent<{ messageId: string | null; type: string; name: string; url: string }>;
  /** A covered secure message was uncovered. */
  'happytalk-reveal': CustomEvent<{ messageId: string | null }>;
  /** The token expires in a minute (`exp`, seconds since 1970): set another one. Only for a token that is a JWT. */
  'happytalk-token-expiring': CustomEvent<{ exp: number }>;
  /** A room of the console's list was selected. */
  'happytalk-select': CustomEvent<{ room: string }>;
  /**
   * The reader moved within the console; `query` is the new value of the property. An address bar follows with a new history
   * entry (`push`), in place of the current one (`replace`), or back to the entry from which the room was opened (`back`).
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

/** The common part of both elements. Without the attribute, a property is `null`, a boolean one `false`. */
declare class HappytalkElement extends HTMLElement {
  /** Room id, `[A-Za-z0-9_-]{1,64}`; in the console, the open room. */
  room: string | null;
  /** Base URL of the proxy; default `/api/`. */
  proxy: string | null;
  /** The dialect of the proxy; default `gateway`. */
  proxyMode: 'gateway' | 'passthrough' | null;
  credentials: 'omit' | 'same-origin' | 'include' | null;
  theme: 'auto' | 'light' | 'dark' | null;
  /** Secure messages (보안 메시지). */
  locked: 'show' | 'cover' | 'hide' | null;
  /** Internal memos. */
  memos: 'show' | 'hide' | null;
  startAt: 'top' | 'bottom' | null;
  /** Id of the message to scroll to. */
  message: string | null;
  /** Follow new messages: by events if the proxy sends them, else by reading the room repeatedly. */
  live: boolean;
  /** Show the composer, if the proxy allows sending. Messages are sent as the customer. */
  compose: boolean;
  token: Token | null | undefined;
  get headers(): Headers | undefined;
  set headers(value: HeadersInit | null | undefined);

  /** Reads the room again, and the list beside it. */
  reload(): void;
  /** Scrolls to a message and highlights it. */
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
  /** A `chat_data` response as an object, as JSON text or as its bytes. Shown without any request. */
  data: unknown;
}

/** `<happytalk-console>`: the list of rooms beside a transcript. */
export class HappytalkConsole extends HappytalkElement {
  /**
   * The location within the console, as a query string without `?`: `from` `to` `date` `status` `sort` `order` `limit` `page`,
   * and `selected`, the open room. Contains only what differs from the defaults. Setting it goes there; no event follows.
   */
  query: string;
}

declare global {
  interface HTMLElementTagNameMap {
    'happytalk-console': HappytalkConsole;
    'happytalk-transcript': HappytalkTranscript;
  }
}
