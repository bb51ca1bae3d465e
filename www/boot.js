// @ts-check
/**
 * The static page: one element over the whole window, told by the address and by the deployment's `<meta>` tags. With
 * `?room=ID` it is that room's transcript, else the console, which keeps its place in the address.
 * Only what is listed here is read from the address: nothing in a link may weaken a deployment.
 */
import './happytalk.js';

const TITLES = { ko: ['상담 내역', '상담방 목록'], en: ['Transcript', 'Rooms'] };

/** Query keys that become attributes as they are. */
const FROM_QUERY = ['room', 'message', 'lang', 'theme', 'start-at', 'locked'];
/** Query keys that are the console's place. */
const PLACE = ['from', 'to', 'date', 'status', 'sort', 'order', 'limit', 'page', 'selected'];

const query = new URLSearchParams(location.search);
const room = query.get('room');
const element = document.createElement(room == null ? 'happytalk-console' : 'happytalk-transcript');

for (const name of ['proxy', 'proxy-mode']) {
  const told = document.querySelector(`meta[name="happytalk-${name}"]`)?.getAttribute('content');
  if (told) element.setAttribute(name, told);
}

for (const name of FROM_QUERY) {
  const value = query.get(name);
  if (value) element.setAttribute(name, value);
}
for (const name of ['live', 'compose']) {
  const value = query.get(name);
  if (value != null) element.setAttribute(name, value);
}
if (query.get('memos') === 'hide') element.setAttribute('memos', 'hide');

const lang = /^en/i.test(query.get('lang') ?? '') ? 'en' : 'ko';
const title = TITLES[lang][room == null ? 1 : 0];
/** @param {string | null} room */
const name = (room) => (document.title = room ? `${room} · ${title}` : title);

if (room == null) follow(/** @type {import('./happytalk').HappytalkConsole} */ (element));
name(room ?? element.room);
document.documentElement.lang = lang;
const main = document.querySelector('main') ?? document.body;
main.querySelector('h1')?.replaceChildren(title);
main.append(element);

/** Keeps a console's place in the address. @param {import('./happytalk').HappytalkConsole} element */
function follow(element) {
  const place = () => {
    const { searchParams } = new URL(location.href);
    element.query = location.search;
    // So that it is asked for before the viewer is there, or refused.
    element.room = searchParams.get('selected') || null;
    name(element.room);
  };
  place();
  addEventListener('popstate', place);
  element.addEventListener('happytalk-navigate', ({ detail: { query, step } }) => {
    const url = new URL(location.href);
    const had = url.searchParams.has('selected');
    for (const key of PLACE) url.searchParams.delete(key);
    for (const [key, value] of new URLSearchParams(query)) url.searchParams.set(key, value);
    const selected = url.searchParams.get('selected');
    name(selected);
    // The way back from a room leads to the list it was opened from, if that is where it was opened from.
    if (step === 'push') history.pushState({ opened: !had && selected != null }, '', url);
    else if (step === 'back' && history.state?.opened) history.back();
    else history.replaceState(history.state, '', url);
  });
}
