// Queries for elements in the viewer's open shadow roots, by ARIA role, accessible name, text and the contract's attributes.
//
// Runs before a page's own scripts. Names are computed as far as the viewer needs them: `aria-labelledby`, `aria-label`,
// the `<label>`, `alt`, then the text without hidden parts. Only elements that are rendered have a role.
window.__queries = (() => {
  const IMPLICIT_ROLES = [
    ['article', 'article'], ['button', 'button'], ['a[href]', 'link'], ['textarea', 'textbox'], ['select', 'combobox'],
    ['input[type=radio]', 'radio'], ['input[type=search], input[type=text]', 'textbox'], ['dialog', 'dialog'],
    ['h1, h2, h3, h4', 'heading'], ['img', 'img'], ['ul, ol', 'list'], ['li', 'listitem'], ['nav', 'navigation'],
    ['section[aria-label]', 'region'],
  ];
  const shadow = (name) => [...document.querySelectorAll(name)].map((host) => host.shadowRoot).filter(Boolean);
  const selectAll = (scopes, selector) => scopes.flatMap((scope) => [...scope.querySelectorAll(selector)]);
  const isRendered = (element) => element.checkVisibility({ visibilityProperty: true });
  const role = (element) =>
    element.getAttribute('role') ?? IMPLICIT_ROLES.find(([selector]) => element.matches(selector))?.[1];
  const normalized = (text) => text.replace(/\s+/g, ' ').trim();
  const visibleText = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.ariaHidden === 'true' || node.hidden) return '';
    return [...node.childNodes].map(visibleText).join(' ');
  };
  const name = (element) => {
    const ids = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const labels = ids.map((id) => element.getRootNode().getElementById(id)?.textContent ?? '').join(' ');
    const label = element.labels?.[0]?.textContent;
    return normalized(labels || (element.ariaLabel ?? label ?? element.getAttribute('alt') ?? visibleText(element)));
  };

  /** Rendered elements with a role. With a name, those with exactly this name, else those whose name contains it. */
  const byRole = (scopes, wantedRole, wantedName) => {
    const candidates = IMPLICIT_ROLES.filter(([, implied]) => implied === wantedRole).map(([selector]) => selector);
    const selector = [`[role="${wantedRole}"]`, ...candidates].join(', ');
    const found = selectAll(scopes, selector).filter((element) => role(element) === wantedRole && isRendered(element));
    if (wantedName === undefined) return found;
    const exact = found.filter((element) => name(element) === wantedName);
    return exact.length ? exact : found.filter((element) => name(element).includes(wantedName));
  };

  /** Innermost elements whose text contains this text. */
  const byText = (scopes, text) => {
    const contains = (element) => element.textContent.includes(text);
    return selectAll(scopes, '*').filter((element) => contains(element) && ![...element.children].some(contains));
  };

  /** Innermost elements whose whole text is this text. */
  const byExactText = (scopes, text) => byText(scopes, text).filter((element) => normalized(element.textContent) === text);

  /** The first text inside an element, such as the label of a button that also shows its host. */
  const firstText = (element) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (text) =>
      text.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
    return texts.nextNode()?.data.trim() ?? '';
  };

  /** The focused element, also inside shadow roots. */
  const focused = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  };

  /** The text of a message's bubbles, without its time and actions. */
  const messageText = (message) => {
    const bubble = message.querySelector('[part~=bubble]');
    return bubble ? bubble.textContent.trim() : '';
  };

  const DELIVERY = [
    ['received', '도착 시각 기준'], ['sending', '보내는 중'], ['sent', '전송됨'], ['failed', '전송하지 못했습니다.'],
    ['unknown', '전송 여부를 알 수 없습니다.'],
  ];
  /** The delivery status that a message shows outside its bubble; `recorded` when it shows none. */
  const delivery = (message) => {
    const outside = message.cloneNode(true);
    for (const bubble of outside.querySelectorAll('[part~=bubble]')) bubble.remove();
    return DELIVERY.find(([, words]) => outside.textContent.includes(words))?.[0] ?? 'recorded';
  };

  /** Whether a message is the highlighted target of a link. Other messages have a transparent background. */
  const isHighlighted = (message) => getComputedStyle(message).backgroundColor !== 'rgba(0, 0, 0, 0)';

  /** Texts of the live regions of all elements of the page. */
  const announcements = () =>
    selectAll([document, ...shadow('happytalk-transcript'), ...shadow('happytalk-console')],
      '[role=status], [role=alert], [aria-live]').map((region) => region.textContent.trim());

  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const frames = async (count) => {
    for (let number = 0; number < count; number++) await frame();
  };
  /** A frame and the idle time after it. A hidden page has no frames. */
  const idle = async () => {
    await Promise.race([frame(), new Promise((done) => setTimeout(done, 1000))]);
    await new Promise((done) => requestIdleCallback(done, { timeout: 1000 }));
  };
  /** Waits until an element keeps its place for some frames. Smooth scrolling may begin a few frames late. */
  const atRest = async (find) => {
    for (let before, still = 0; still < 8; ) {
      await frame();
      const box = find()?.getBoundingClientRect();
      const now = box && `${box.x} ${box.y} ${box.width} ${box.height}`;
      still = now && now === before ? still + 1 : 0;
      before = now;
    }
  };

  return { shadow, selectAll, role, name, byRole, byText, byExactText, firstText, focused, messageText, delivery,
    isHighlighted, announcements, frames, idle, atRest };
})();
