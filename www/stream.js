// @ts-check
/**
 * What happens, as it happens: Server-Sent Events (WHATWG HTML), read here because the browser's `EventSource` sends no
 * headers. One stream for all rooms of a page that are behind the same proxy and read with the same rights, because
 * browsers open few connections at once. Bound in `src/platform/stream.rs`.
 *
 * @typedef {(what: string, data: string) => void} Hear is told `connected`, `lost`, `refused` (and the status), or of an
 *     event, `:` and its name, and its data
 */
import { TIME_LIMIT, bearer, open, resolve } from './wire.js';

/** A stream that is silent for so many milliseconds is dead: the gateway sends a comment every 15 s. */
const SILENCE = 45_000;
/** Milliseconds in which the elements of a page come together. */
const GATHER = 50;
/** Milliseconds: a page nobody looks at for longer hears nothing more, a stream that lasted longer was no failure, no pause is longer. */
const MINUTE = 60_000;
/** Milliseconds before a stream that was lost is asked for again, where the server does not say. */
const RETRY = 3_000;
/** Rooms of one stream, at most: the gateway takes no more. The others are read from time to time. */
const MOST = 50;
/** Characters of a line, and of an event, at most: no message of the vendor's comes near. */
const LARGEST = 1 << 20;

/** @type {Stream[]} those that somebody listens to */
const streams = [];

/**
 * Listens for a room, until `leave`. A stream that serves others already is asked for anew, and goes on where it was.
 *
 * @param {string} proxy ends with a slash
 * @param {RequestCredentials} credentials
 * @param {import('./wire.js').Token} token
 * @param {Headers | undefined} headers the page's own
 * @param {string} room
 * @param {Hear} hear
 */
export function listen(proxy, credentials, token, headers, room, hear) {
  const reach = [proxy, credentials, token, headers];
  let stream = streams.find((one) => one.reach.every((part, i) => isSame(part, reach[i])));
  if (!stream) streams.push((stream = new Stream(proxy, credentials, token, headers)));
  stream.rooms.set(hear, room);
  stream.restart();
}

/** Each element has headers of its own, which may say the same. @param {unknown} one @param {unknown} other */
const isSame = (one, other) =>
  one === other || (one instanceof Headers && other instanceof Headers && JSON.stringify([...one]) === JSON.stringify([...other]));

// Whoever waits to ask again need not, once there is a network.
addEventListener('online', () => streams.forEach((one) => one.sleeps || one.restart()));

/** @param {Hear} hear */
export function leave(hear) {
  for (const stream of [...streams]) if (stream.rooms.delete(hear)) stream.restart();
}

/** One stream, and who listens to it. */
class Stream {
  /** @type {Map<Hear, string>} */
  rooms = new Map();
  reader = new Reader();
  /** Grows whenever the stream is to be another one: who waits for an older one gives up. */
  turn = 0;
  /** @type {AbortController | undefined} */
  controller;
  /** Closed because nobody looked. */
  sleeps = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  hiding;

  /** @param {[string, RequestCredentials, import('./wire.js').Token, Headers | undefined]} reach */
  constructor(...reach) {
    this.reach = reach;
    document.addEventListener('visibilitychange', this.look);
  }

  look = () => {
    clearTimeout(this.hiding);
    if (document.hidden) {
      this.hiding = setTimeout(() => {
        this.stop();
        this.sleeps = true;
      }, MINUTE);
    } else if (this.sleeps) {
      this.restart();
    }
  };

  stop() {
    this.turn++;
    this.controller?.abort();
  }

  restart() {
    this.stop();
    this.sleeps = false;
    const turn = this.turn;
    if (this.rooms.size) {
      this.look();
      setTimeout(() => this.run(turn), GATHER);
    } else {
      streams.splice(streams.indexOf(this), 1);
      document.removeEventListener('visibilitychange', this.look);
      clearTimeout(this.hiding);
    }
  }

  /** @param {string} what @param {string | number} [data] */
  tell(what, data = '') {
    // Whoever hears may come or go meanwhile.
    for (const hear of [...this.rooms.keys()]) if (this.rooms.has(hear)) hear(what, `${data}`);
  }

  /** Asks for the stream until it is refused. @param {number} turn */
  async run(turn) {
    let failures = 0;
    let asked = false;
    while (this.turn === turn) {
      const before = Date.now();
      const [status, after] = await this.read(turn);
      if (this.turn !== turn) return;
      failures = Date.now() - before > MINUTE ? 0 : failures + 1;
      asked &&= status === 401;
      if (status === 401 && !asked && typeof this.reach[2] === 'function') {
        asked = true;
        continue;
      }
      if (isFinal(status)) return this.tell('refused', status);
      this.tell('lost');
      const wait = pause(this.reader.retry ?? RETRY, failures, Math.random(), after);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  /**
   * Reads the stream to its end.
   *
   * @param {number} turn
   * @returns {Promise<[number, number]>} the status of an answer that is no stream, and how many seconds it asks to wait; 0
   *     if there was a stream, or no answer
   */
  async read(turn) {
    const [proxy, credentials, given, headers] = this.reach;
    const rooms = [...new Set(this.rooms.values())].slice(0, MOST);
    const url = resolve(`${proxy}events?${rooms.map((room) => `room=${room}`).join('&')}`);
    if (url == null) return [400, 0];
    const token = await bearer(given);
    if (token === null) return [401, 0];
    if (this.turn !== turn) return [0, 0];
    const controller = (this.controller = new AbortController());
    const more = { accept: 'text/event-stream', 'last-event-id': this.reader.last };
    this.reader.restart();
    let limit = setTimeout(() => controller.abort(), TIME_LIMIT);
    try {
      // Of what fails here nothing is known but that it does: the stream is lost.
      const how = { credentials, token, headers, signal: controller.signal };
      const response = await open(url, how, more).catch(() => undefined);
      if (!response) return [0, 0];
      const { status, body, headers: said } = response;
      if (!body || !said.get('content-type')?.startsWith('text/event-stream')) {
        return [status, Number(said.get('retry-after')) || 0];
      }
      this.tell('connected');
      for (const pieces = body.getReader(); ; ) {
        clearTimeout(limit);
        limit = setTimeout(() => controller.abort(), SILENCE);
        const piece = await pieces.read().catch(() => undefined);
        if (!piece?.value || this.turn !== turn) return [0, 0];
        for (const { kind, data } of this.reader.feed(piece.value)) this.tell(`:${kind}`, data);
      }
    } finally {
      clearTimeout(limit);
      controller.abort();
    }
  }
}

/** Reads a stream of events from its bytes. */
export class Reader {
  /** The `id` of the last whole event, to go on from; empty when there was none. */
  last = '';
  /** Milliseconds, as the server said last. @type {number | undefined} */
  retry;

  constructor() {
    this.restart();
  }

  /** Another stream, which goes on where the last one broke off: what was not whole is gone. */
  restart() {
    // It takes letters that come in two pieces, and a byte order mark.
    this.decoder = new TextDecoder();
    this.line = this.data = this.kind = '';
    /** @type {string | undefined} */
    this.id = undefined;
    this.isAfterReturn = this.isTooLarge = false;
  }

  /**
   * Takes the bytes that came, and gives the events that are whole with them. In place of one that is too large there is a
   * `reset`, which says that something was missed.
   *
   * @param {Uint8Array} bytes
   */
  feed(bytes) {
    /** @type {{ kind: string, data: string }[]} */
    const events = [];
    let text = this.decoder.decode(bytes, { stream: true });
    if (!text) return events;
    if (this.isAfterReturn && text[0] === '\n') text = text.slice(1);
    this.isAfterReturn = text ? text.endsWith('\r') : false;
    const lines = (this.line + text).split(/\r\n?|\n/);
    this.line = this.bounded(lines.pop() ?? '');
    for (const line of lines) {
      if (line) this.take(line);
      else this.dispatch(events);
    }
    return events;
  }

  /** @param {string} text */
  bounded(text) {
    if (text.length > LARGEST) this.isTooLarge = true;
    return text.slice(0, LARGEST);
  }

  /** @param {string} line */
  take(line) {
    const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (name === 'data') this.data = this.bounded(`${this.data}${value}\n`);
    else if (name === 'event') this.kind = value;
    else if (name === 'id' && !value.includes('\0')) this.id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
    // Else a comment, or a field of a later edition.
  }

  /** @param {{ kind: string, data: string }[]} events */
  dispatch(events) {
    this.last = this.id ?? this.last;
    if (this.isTooLarge) events.push({ kind: 'reset', data: '' });
    else if (this.data) events.push({ kind: this.kind || 'message', data: this.data.slice(0, -1) });
    this.data = this.kind = '';
    this.id = undefined;
    this.isTooLarge = false;
  }
}

/** Whether asking again would change nothing. @param {number} status */
export function isFinal(status) {
  // What is no stream at all is none the next time either.
  return status >= 200 && status < 500 && ![408, 425, 429].includes(status);
}

/**
 * Milliseconds to wait after so many failures in a row: twice as long each time, and for everybody a little different.
 *
 * @param {number} retry milliseconds, after the first
 * @param {number} failures
 * @param {number} chance from 0 to 1
 * @param {number} least seconds
 */
export function pause(retry, failures, chance, least) {
  const doubled = Math.min(retry * 2 ** Math.max(failures - 1, 0), MINUTE);
  return Math.max(doubled * (0.5 + chance), Math.min(least * 1000, 10 * MINUTE));
}
