/** Types of the custom elements and their events. `happytalk.js` defines the elements. */

/** Sent as `Authorization: Bearer`, to the proxy only. A function is called before each request. */
export type Token = string | (() => string | Promise<string>);

export interface HappytalkEvents {
  /** The element is rendered and handles events. */
  'happytalk-ready': CustomEvent<{ version: string }>;
  /** A room is rendered and its rows are decoded, except `undecoded` rows. */
  'happytalk-load': CustomEvent<{ room: string; messages: number; undecoded: number }>;
  'happytalk-error': CustomEvent<{ kind: ErrorKind; status: number | null; message: string }>;
  /** A URL is about to be opened. `preventDefault()` cancels it. */
  'happytalk-action': CustomEvent<{ messageId: string | null; type: string; name: string; url: string }>;
  /** A covered secure message was uncovered. */
  'happytalk-reveal': CustomEvent<{ messageId: string | null }>;
  /** The token expires in 60 s (`exp`, seconds since 1970): set a new one. Emitted for a JWT only. */
  'happytalk-token-expiring': CustomEvent<{ exp: number }>;
  /** A room of the console's list was selected. */
  'happytalk-select': CustomEvent<{ room: string }>;
  /**
   * The location within the console changed; `query` is the new value of the property. To keep it in the address, add a
   * history entry (`push`), replace the current one (`replace`), or go back to the entry that opened the room (`back`).
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
  /** Follow new messages: by events if the proxy sends them, else by polling. */
  live: boolean;
  /** Show the composer, if the proxy allows sending. Messages are sent as the customer. */
  compose: boolean;
  token: Token | null | undefined;
  get headers(): Headers | undefined;
  set headers(value: HeadersInit | null | undefined);

  /** Reads the room again, and in the console the list. */
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
  /** A `chat_data` response as an object, as JSON text or as bytes. Shown without a request. */
  data: unknown;
}

/** `<happytalk-console>`: the list of rooms beside a transcript. */
export class HappytalkConsole extends HappytalkElement {
  /**
   * The location within the console, as a query string without `?`: `from` `to` `date` `status` `sort` `order` `limit` `page`,
   * and `selected`, the open room. Default values are omitted. Setting it navigates without an event.
   */
  query: string;
}

declare global {
  interface HTMLElementTagNameMap {
    'happytalk-console': HappytalkConsole;
    'happytalk-transcript': HappytalkTranscript;
  }
}
