/** Uses the elements as a host page does. Checked by `tsc`, never run. `@ts-expect-error` marks what must not compile. */
import { HappytalkConsole, HappytalkTranscript, type ErrorKind, type HappytalkEvents, type Token } from '../../www/happytalk.js';

const transcript: HappytalkTranscript = document.createElement('happytalk-transcript');
const console_: HappytalkConsole | null = document.querySelector('happytalk-console');

transcript.room = '68dd2893cbfbfTSDc66M6MvVeYpG2a';
transcript.room = null;
transcript.proxy = 'https://proxy.example/api/';
transcript.proxyMode = 'passthrough';
transcript.credentials = 'include';
transcript.lang = 'en';
transcript.theme = 'dark';
transcript.locked = 'cover';
transcript.memos = 'hide';
transcript.startAt = 'bottom';
transcript.message = '7';
transcript.live = true;
transcript.compose = true;
// @ts-expect-error not a theme
transcript.theme = 'blue';
// @ts-expect-error a switch is a boolean
transcript.live = 'on';

const tokens: Token[] = ['text', () => 'text', async () => 'text'];
transcript.token = tokens[0];
transcript.token = undefined;
// @ts-expect-error a function returns text
transcript.token = () => 7;
transcript.headers = { 'X-Tenant': '1' };
transcript.headers = [['X-Tenant', '1']];
const headers: Headers | undefined = transcript.headers;

transcript.data = { result: 'success', data: {} };
transcript.data = new ArrayBuffer(8);
// @ts-expect-error a console reads its rooms itself
if (console_) console_.data = {};
if (console_) console_.query = 'status=2&selected=r1';
// @ts-expect-error a transcript has no location
transcript.query = '';

transcript.reload();
transcript.scrollToMessage('7');

transcript.addEventListener('happytalk-error', ({ detail, target }) => {
  const kind: ErrorKind = detail.kind;
  const status: number | null = detail.status;
  return [kind, status, detail.message, target];
});
transcript.addEventListener('happytalk-action', (event) => {
  const { messageId, type, name, url } = event.detail;
  if (url.startsWith('https://shop.example/')) event.preventDefault();
  const id: string | null = messageId;
  return [id, type, name];
});
console_?.addEventListener('happytalk-navigate', ({ detail: { query, step } }) => {
  if (step === 'push') history.pushState(null, '', `?${query}`);
});
// @ts-expect-error no such field
transcript.addEventListener('happytalk-load', ({ detail }) => detail.rooms);
transcript.addEventListener('click', ({ clientX }) => clientX);

const names: (keyof HappytalkEvents)[] = ['happytalk-ready', 'happytalk-token-expiring'];
export { headers, names };
