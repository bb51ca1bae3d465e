// Draws every chat_data fixture of the corpus, one element each, in the order of the corpus.

import "../happytalk.js";

const query = new URLSearchParams(location.search);
const root = document.documentElement;
const progress = document.getElementById("progress");

/** An element with attributes and children; text stays text. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** This page with another `only`, everything else as it is. */
function address(only) {
  const changed = new URLSearchParams(query);
  if (only) changed.set("only", only);
  else changed.delete("only");
  return `?${changed}`;
}

async function get(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

/** The table of contents, by group. */
function contents(entries) {
  const nav = document.querySelector("nav");
  if (query.has("only")) {
    nav.append(make("a", { href: address() }, "전체 보기"));
    return;
  }
  for (const [group, members] of Map.groupBy(entries, (entry) => entry.group)) {
    const items = members.map(({ name }) => make("li", {}, make("a", { href: `#${name}` }, name)));
    nav.append(make("h2", {}, group), make("ul", {}, ...items));
  }
}

/** One fixture: heading, what it is, the transcript. Resolves when it shows the rows or says why not. */
async function draw({ name, about }) {
  const transcript = make("happytalk-transcript", { "data-fixture": name });
  for (const attribute of ["theme", "lang", "locked", "memos"]) {
    if (query.has(attribute)) transcript.setAttribute(attribute, query.get(attribute));
  }
  const heading = make("h2", { id: name }, make("a", { href: address(name) }, name));
  document.querySelector("main").append(make("section", { "aria-labelledby": name }, heading, make("p", { lang: "en" }, about), transcript));
  const bytes = await (await get(`fixtures/${encodeURIComponent(name)}`)).arrayBuffer();
  const drawn = Promise.race([
    new Promise((resolve) => {
      transcript.addEventListener("happytalk-load", resolve, { once: true });
      transcript.addEventListener("happytalk-error", resolve, { once: true });
    }),
    new Promise((resolve) => setTimeout(resolve, 5000)),
  ]);
  transcript.data = bytes;
  await drawn;
}

async function all() {
  root.dataset.theme = query.get("theme") ?? "auto";
  const entries = await (await get("fixtures")).json();
  contents(entries);
  const wanted = query.has("only") ? entries.filter((entry) => entry.name === query.get("only")) : entries;
  await customElements.whenDefined("happytalk-transcript");
  for (const [index, entry] of wanted.entries()) {
    progress.textContent = `${wanted.length}개 가운데 ${index + 1}번째를 그리고 있습니다.`;
    await draw(entry);
  }
  progress.textContent = wanted.length === 0 ? "그런 이름의 예가 없습니다." : `${wanted.length}개를 모두 그렸습니다.`;
  root.dataset.state = "ready";
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

all().catch((error) => {
  progress.textContent = `불러오지 못했습니다. ${error.message}`;
  root.dataset.state = "error";
});
