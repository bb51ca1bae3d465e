// A transcript written by hand without a framework: it parses everything, builds the visible bubbles, and more of them
// while scrolling. The viewer's speed is compared with it, so it validates and repairs nothing.
const list = document.querySelector('main');
/** Least height of a row in pixels, for the number of rows that fill the window. */
const LOWEST = 44;
/** Distance below the window, in pixels, up to which rows are built while scrolling. */
const AHEAD = 600;

let rows = [];
let built = 0;

/** Shows a `chat_data` response, given as bytes. */
export function show(bytes) {
  const answer = JSON.parse(new TextDecoder().decode(bytes));
  rows = answer.data.flatMap((room) => room.message);
  for (const row of rows) {
    if (row.contents_type === 'template' || row.contents_type === 'normal') row.contents = JSON.parse(row.contents);
  }
  built = 0;
  list.replaceChildren();
  build(Math.ceil(innerHeight / LOWEST));
}

function build(count) {
  const part = document.createDocumentFragment();
  for (const end = Math.min(built + count, rows.length); built < end; built++) part.append(article(rows[built]));
  list.append(part);
}

function scrolled() {
  while (built < rows.length && list.getBoundingClientRect().bottom < innerHeight + AHEAD) build(8);
}

const BODIES = {
  text: ({ contents }) => [make('div', 'bubble', contents)],
  image: ({ contents }) => [picture(contents)],
  normal: ({ contents: { text, image_url: image, link } }) => {
    const bubble = make('div', 'bubble', text);
    if (image) bubble.prepend(picture(image));
    link?.name.forEach((name, i) => bubble.append(button({ name, pcUrl: link.url[i] })));
    return [bubble];
  },
  template: ({ contents }) => {
    const parts = [card('bubble', contents)];
    if (contents.carouselBlocks) {
      const track = make('div', 'track');
      track.append(...contents.carouselBlocks.map((block) => card('bubble card', block)));
      parts.push(track);
    }
    return parts.concat((contents.quickReplyList ?? []).map(button));
  },
};

function article(row) {
  const element = make('article', row.user_type === 'C' ? 'customer' : 'company');
  element.append(...BODIES[row.contents_type](row), make('div', 'meta', row.send_date.slice(11, 16)));
  return element;
}

/** Renders the common parts of a template and a carousel card. */
function card(className, { header, message, image, buttonList, coupon }) {
  const element = make('div', className);
  if (image) element.append(picture(image.imageUrl));
  if (header) element.append(make('b', '', header));
  element.append(make('div', '', message), ...(buttonList ?? []).map(button));
  if (coupon) element.append(button(coupon));
  return element;
}

function button({ name, pcUrl }) {
  const element = make(pcUrl ? 'a' : 'span', 'button', name);
  if (pcUrl) element.href = pcUrl;
  return element;
}

function picture(url) {
  const image = make('img', '');
  image.loading = 'lazy';
  image.src = url;
  return image;
}

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

addEventListener('scroll', scrolled, { passive: true });
const room = new URLSearchParams(location.search).get('room');
if (room) show(await (await fetch(`/api/rooms/${room}`)).arrayBuffer());
