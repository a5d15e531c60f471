import { element } from './card-text.js';
import { drawConsent, showConsent } from './consent-panel.js';
import { drawFaults, showFaults } from './fault-panel.js';
import { createAnswers } from './host-answers.js';
import { linkTo, SCREENS } from './host-links.js';
import { createPopUps } from './host-pop-ups.js';
import { drawPresence } from './host-presence.js';
import { listenToTab } from './host-protocol.js';
import { signIn } from './host-sign-in.js';
import { addressOf, CHOICES, personOf, readState } from './host-state.js';
import { about, at, attempt, fill, resetServices, say } from './sandbox-calls.js';

const LOOK_AGAIN_MS = 4000;
const CALLS_SHOWN = 50;
const PICKERS = ['person', 'theme', 'width', 'locale', 'signin'];
/** A change of these reloads the tab, as it does in Teams. */
const RELOADING = ['screen', 'sub', 'person', 'locale'];
/** The names under which the tab asks to be told of a change. */
const CONTEXT_EVENT = 'contextChange';
const THEME_EVENT = 'themeChange';

// The program admits the tab only under this one name of this machine.
if (location.origin !== about.tabHost) location.replace(about.tabHost + location.pathname + location.search);

const frame = at('tab');
let state = readState(location.search);
/** Pages before this one, oldest first. */
const before = [];
const registered = new Set();
/** For tests: what the tab told and asked of its host. */
const record = { notified: [], calls: [], shared: [] };
globalThis.tabHost = record;

// What the tab may ask for

const host = {
  appId: about.teamsAppId,
  sessionId: crypto.randomUUID(),
  get state() {
    return state;
  },
  get person() {
    return personOf(state);
  },
  contentUrl: () => `${about.app}/tab/?screen=${state.screen}`,
  begin: () => registered.clear(),
  register: (name) => registered.add(name),
  notified(what, args) {
    record.notified.push({ what, args });
    showNotified();
    return null;
  },
  signIn: (claims) => signIn({ mode: state.signin, person: state.person, claims }),
  popUps: createPopUps({ appOrigin: about.app, speech: () => speech }),
  open({ screen, sub }) {
    before.push({ screen: state.screen, sub: state.sub });
    change({ screen, sub }, { reload: true });
  },
  goBack() {
    const page = before.pop();
    if (page === undefined) return false;
    change(page, { reload: true });
    return true;
  },
  /** `null`, or why not. */
  openWindow(href) {
    const opened = window.open(href, '_blank');
    if (opened === null) return 'the browser blocked the new window';
    opened.opener = null;
    return null;
  },
  share({ sub, label }) {
    const shared = { label, link: linkTo({ appId: about.teamsAppId, screen: state.screen, sub, label }), here: addressOf({ ...state, sub }) };
    record.shared.push(shared);
    tell(`Link to copy: ${shared.link}`, element('a', { href: shared.here, textContent: 'The same in the sandbox' }));
  },
  takeFocus(forward) {
    const target = forward && !at('panel').hidden ? at('panel').querySelector('input, select, button') : document.querySelector('#screens a[aria-current]');
    target?.focus();
  },
  tell,
};

const answers = createAnswers(host);
const speech = listenToTab({
  frame,
  appOrigin: about.app,
  answer(request) {
    const known = Object.hasOwn(answers, request.func);
    noteCall(request, known);
    return known ? answers[request.func](request.args, request) : null;
  },
});

// What the page shows of it

function noteCall({ func, args, speaker }, isKnown) {
  record.calls.push({ func, args, speaker });
  const item = element('li', { textContent: `${func}${isKnown ? '' : ' (not answered)'}` });
  const shown = JSON.stringify(args);
  if (shown !== '[]') item.append(element('small', { textContent: shown.slice(0, 300) }));
  at('calls').prepend(item);
  while (at('calls').childElementCount > CALLS_SHOWN) at('calls').lastElementChild.remove();
}

const NOTIFIED_SAYS = {
  appLoaded: ['The tab has loaded.', ''],
  success: ['The tab is ready.', 'good'],
  failure: ['The tab says that it failed', 'bad'],
  expectedFailure: ['The tab says that it cannot go on', 'bad'],
};

function showNotified() {
  const last = record.notified.at(-1);
  const [words, kind] = last === undefined ? ['The tab is loading.', ''] : NOTIFIED_SAYS[last.what];
  const why = kind === 'bad' ? `: ${last.args.filter(Boolean).join(', ')}` : '';
  say('notified', words + why, kind);
  // Set once the tab can be used or has given up: what tests wait for.
  if (last === undefined || last.what === 'appLoaded') delete frame.dataset.notified;
  else frame.dataset.notified = last.what;
}

function tell(words, ...more) {
  at('notice').hidden = false;
  at('notice').replaceChildren(`${words} `, ...more);
}

function show() {
  document.documentElement.dataset.theme = state.theme;
  if (state.width === 'full') delete frame.dataset.width;
  else frame.dataset.width = state.width;
  for (const name of PICKERS) at(name).value = state[name];
  at('panel').hidden = state.panel === 'closed';
  at('panel-switch').setAttribute('aria-expanded', String(state.panel !== 'closed'));
  drawScreens();
  const address = addressOf(state);
  if (location.pathname + location.search !== address) history.replaceState(null, '', address);
}

function drawScreens() {
  const chat = element('li', {});
  chat.append(element('a', { href: '/#talk', textContent: 'Chat' }));
  const pages = SCREENS.map(([screen, name]) => {
    const link = element('a', { href: addressOf({ ...state, screen, sub: '' }), textContent: name });
    if (screen === state.screen) link.setAttribute('aria-current', 'page');
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      host.open({ screen, sub: '' });
      document.querySelector('#screens a[aria-current]').focus();
    });
    const item = element('li', {});
    item.append(link);
    return item;
  });
  at('screens').replaceChildren(chat, ...pages);
}

// What a person changes

function change(wanted, { reload }) {
  const was = state;
  state = { ...state, ...wanted };
  show();
  if (reload) return loadTab();
  if (was.theme === state.theme) return;
  if (registered.has(THEME_EVENT)) speech.push(THEME_EVENT, state.theme);
  if (registered.has(CONTEXT_EVENT)) speech.push(CONTEXT_EVENT, answers.getContext([], { speaker: 'tab' })[0]);
}

function loadTab() {
  record.notified.length = 0;
  registered.clear();
  at('notice').hidden = true;
  showNotified();
  // Not by `src`: the way back in the browser's own history would lead through every page of the tab.
  if (frame.src === '') frame.src = host.contentUrl();
  else frame.contentWindow.location.replace(host.contentUrl());
}

for (const name of PICKERS) {
  fill(at(name), CHOICES[name]);
  at(name).addEventListener('change', () => change({ [name]: at(name).value }, { reload: RELOADING.includes(name) }));
}
at('pickers').addEventListener('submit', (event) => event.preventDefault());
at('reload').addEventListener('click', loadTab);
at('panel-switch').addEventListener('click', () => change({ panel: state.panel === 'closed' ? 'open' : 'closed' }, { reload: false }));
at('back').addEventListener('click', () => speech.push('backButtonPress'));
at('enter').addEventListener('click', () => {
  frame.focus();
  if (registered.has('focusEnter')) speech.push('focusEnter', true, 1);
});

// The rest of the sandbox

drawConsent();
drawFaults(() => refresh());
drawPresence();
say('desk', `${about.desk.name} · tenant ${about.desk.tenantId}`, 'hint');
at('reset').addEventListener('click', () => {
  void attempt('reset-said', async () => {
    await resetServices();
    say('reset-said', 'All services are as at the start. Rollcall keeps its own data.', 'good');
    await refresh();
  });
});

async function refresh() {
  try {
    await Promise.all([showFaults(), showConsent()]);
  } catch {
    tell('The sandbox does not answer. Start it again with: npm run sandbox');
  }
}

show();
loadTab();
await refresh();
setInterval(() => {
  if (document.visibilityState === 'visible' && !at('panel').hidden) void refresh();
}, LOOK_AGAIN_MS);
