// @ts-check
/**
 * The static page: one element over the whole window, told by the address and by the deployment's `<meta>` tags.
 * Only what is listed here is read from the address: nothing in a link may weaken a deployment.
 */
import './happytalk.js';

const TITLES = { ko: '상담 내역', en: 'Transcript' };

/** Query keys that become attributes as they are. */
const FROM_QUERY = ['room', 'message', 'lang', 'theme', 'start-at', 'locked'];

const query = new URLSearchParams(location.search);
const element = document.createElement('happytalk-transcript');

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
const room = query.get('room');
document.documentElement.lang = lang;
document.title = room ? `${room} · ${TITLES[lang]}` : TITLES[lang];
const main = document.querySelector('main') ?? document.body;
main.querySelector('h1')?.replaceChildren(TITLES[lang]);
main.append(element);
