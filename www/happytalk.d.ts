/** Types of the custom element and its events. Types only: load `happytalk.js` for the elements themselves. */

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

/** `<happytalk-transcript>`: one room. Attribute properties are `null` while the attribute is absent. */
export class HappytalkTranscript extends HTMLElement {
  /** Room id, `[A-Za-z0-9_-]{1,64}`. */
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
  /** Follow new messages. */
  live: boolean;
  /** Show the composer. */
  compose: boolean;
  /** A `chat_data` answer: object, JSON text or its bytes. Shown without any request. */
  data: unknown;
  token: Token | null | undefined;
  get headers(): Headers | undefined;
  set headers(value: HeadersInit | null | undefined);

  /** Reads the room again. */
  reload(): void;
  /** Goes to a message and highlights it. */
  scrollToMessage(id: string): void;

  addEventListener<K extends keyof HappytalkEvents>(
    type: K,
    listener: (this: HappytalkTranscript, event: HappytalkEvents[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: HappytalkTranscript, event: HTMLElementEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'happytalk-transcript': HappytalkTranscript;
  }
}
