// @ts-check
/**
 * Starts the static page: one element that fills the window, configured by the address and by the deployment's `<meta>`
 * tags. `?room=ID` shows a transcript. Otherwise the page shows the console and keeps the console's location in the address.
 * Only the keys below are read from the address, so that no link can weaken a deployment's settings.
 */
import './happytalk.js';

const TITLES = { ko: ['상담 내역', '상담방 목록'], en: ['Transcript', 'Rooms'] };

/** Query keys that become attributes. */
const ATTRIBUTE_KEYS = ['room', 'message', 'lang', 'theme', 'start-at', 'locked'];
/** Query keys that become boolean attributes. */
const SWITCH_KEYS = ['live', 'compose'];
/** Query keys of the console's location. */
const LOCATION_KEYS = ['from', 'to', 'date', 'status', 'sort', 'order', 'limit', 'page', 'selected'];

const query = new URLSearchParams(location.search);
const room = query.get('room');
const element = document.createElement(room == null ? 'happytalk-console' : 'happytalk-transcript');

for (const name of ['proxy', 'proxy-mode']) {
  const value = document.querySelector(`meta[name="happytalk-${name}"]`)?.getAttribute('content');
  if (value) element.setAttribute(name, value);
}

for (const name of ATTRIBUTE_KEYS) {
  const value = query.get(name);
  if (value) element.setAttribute(name, value);
}
for (const name of SWITCH_KEYS) {
  const value = query.get(name);
  if (value != null) element.setAttribute(name, value);
}
if (query.get('memos') === 'hide') element.setAttribute('memos', 'hide');

const lang = /^en/i.test(query.get('lang') ?? '') ? 'en' : 'ko';
const title = TITLES[lang][room == null ? 1 : 0];
/** @param {string | null} room */
const setTitle = (room) => (document.title = room ? `${room} · ${title}` : title);

if (room == null) synchronizeAddress(/** @type {import('./happytalk').HappytalkConsole} */ (element));
setTitle(room ?? element.room);
document.documentElement.lang = lang;
const main = document.querySelector('main') ?? document.body;
main.querySelector('h1')?.replaceChildren(title);
main.append(element);

/** Keeps a console's location and the address equal. @param {import('./happytalk').HappytalkConsole} element */
function synchronizeAddress(element) {
  const readAddress = () => {
    const { searchParams } = new URL(location.href);
    element.query = location.search;
    // The room is requested before the viewer is loaded, and an invalid one is reported.
    element.room = searchParams.get('selected') || null;
    setTitle(element.room);
  };
  readAddress();
  addEventListener('popstate', readAddress);
  element.addEventListener('happytalk-navigate', ({ detail: { query, step } }) => {
    const url = new URL(location.href);
    const hadRoom = url.searchParams.has('selected');
    for (const key of LOCATION_KEYS) url.searchParams.delete(key);
    for (const [key, value] of new URLSearchParams(query)) url.searchParams.set(key, value);
    const selected = url.searchParams.get('selected');
    setTitle(selected);
    // Closing a room goes back in the history only if the room was opened from the list in this history.
    if (step === 'push') history.pushState({ opened: !hadRoom && selected != null }, '', url);
    else if (step === 'back' && history.state?.opened) history.back();
    else history.replaceState(history.state, '', url);
  });
}
