import { drawCard, element } from './card-text.js';

const about = await (await fetch('/about')).json();
const service = (name) => about.simulators.find((one) => one.name === name);
const at = (id) => document.getElementById(id);
const CARD = 'application/vnd.microsoft.card.adaptive';
const TRIES = ["who's available", 'who is on shift tonight', 'auto-map', "who isn't mapped", 'help', 'setup check'];
const LOOK_AGAIN_MS = 4000;

async function control(name, path, options = {}) {
  const response = await fetch(`${service(name).origin}/_sandbox/${path}`, {
    method: options.method ?? (options.body ? 'POST' : 'GET'),
    ...(options.body ? { body: JSON.stringify(options.body), headers: { 'content-type': 'application/json' } } : {}),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? `answered ${response.status}`);
  return body;
}

function say(id, text, kind = '') {
  at(id).className = kind;
  at(id).textContent = text;
}

/** Runs what a button asks for; a failure is said beside it. */
async function attempt(statusId, act) {
  try {
    await act();
  } catch (error) {
    say(statusId, error.message, 'bad');
  }
}

function fill(select, options) {
  select.replaceChildren(...options.map(([value, textContent]) => element('option', { value, textContent })));
}

// Conversation

let place = 'personal';

function note(who, parts, isMine) {
  const item = element('li', { className: isMine ? 'mine' : '' });
  item.append(element('p', { className: 'who', textContent: who }), ...parts);
  at('transcript').append(item);
  item.scrollIntoView({ block: 'nearest' });
}

function drawArrived(activity, person) {
  const parts = [];
  if (activity.type === 'typing') return null;
  if (activity.operation === 'delete') parts.push(element('p', { textContent: 'The message was deleted.' }));
  if (activity.text) parts.push(element('p', { textContent: activity.text }));
  for (const { contentType, content } of activity.attachments ?? []) {
    if (contentType === CARD) parts.push(drawCard(content, (press) => pressed(person, press)));
    const raw = element('details', {});
    raw.append(
      element('summary', { textContent: 'Card as JSON' }),
      element('pre', { textContent: JSON.stringify(content, null, 2) }),
    );
    parts.push(raw);
  }
  if (activity.type === 'invokeResponse' && parts.length === 0) {
    parts.push(element('p', { className: 'subtle', textContent: `Answered ${activity.value.status}.` }));
  }
  return parts;
}

const VERBS = { send: '', update: ' (edited)', delete: ' (deleted)', answer: ' (answer to the press)' };

async function talk(person, body, shown) {
  const name = about.people.find((one) => one.key === person)?.name ?? person;
  note(name, [element('p', { textContent: shown })], true);
  const button = at('say').querySelector('button');
  button.setAttribute('aria-disabled', 'true');
  try {
    const said = await control('connector', 'say', { body: { person, conversation: place, ...body } });
    if (said.conversationId.includes(';messageid=')) rememberThread(said.conversationId);
    const answers = said.activities.map((activity) => [activity, drawArrived(activity, person)]);
    for (const [activity, parts] of answers) {
      if (parts) note(`Rollcall${VERBS[activity.operation] ?? ''}`, parts, false);
    }
    if (answers.length === 0) {
      note('Sandbox', [element('p', { textContent: `The bot answered ${said.status} and wrote nothing.` })], false);
    }
  } catch (error) {
    note('Sandbox', [element('p', { className: 'bad', textContent: error.message })], false);
  } finally {
    button.removeAttribute('aria-disabled');
    await refresh();
  }
}

function pressed(person, { isSubmit, data, title }) {
  return talk(person, isSubmit ? { submit: data } : { value: data }, `[${title}]`);
}

/** The next message stays in the thread that the last one began. */
function rememberThread(id) {
  const select = at('conversation');
  if (![...select.options].some((option) => option.value === id)) {
    select.append(element('option', { value: id, textContent: `thread ${id.split('=')[1]}` }));
  }
  select.value = id;
  place = id;
}

at('say').addEventListener('submit', (event) => {
  event.preventDefault();
  if (at('say').querySelector('button').hasAttribute('aria-disabled')) return;
  place = at('conversation').value;
  const text = at('text').value.trim();
  if (text !== '') void talk(at('person').value, { text }, text);
});

for (const text of TRIES) {
  const button = element('button', { type: 'button', textContent: text });
  button.addEventListener('click', () => {
    at('text').value = text;
    at('say').requestSubmit();
  });
  at('tries').append(button);
}

// Consent

const CONSENT_SAYS = {
  none: 'Nobody has consented yet.',
  granted: 'All four permissions are granted.',
  spreading: 'Granted a moment ago: the next calls still meet the old state.',
  revoked: 'It was granted once and has been taken back.',
  partial: 'Granted, but a permission is missing.',
};

for (const state of about.consentStates) {
  const label = element('label', {});
  const radio = element('input', { type: 'radio', name: 'consent', value: state });
  radio.addEventListener('change', () =>
    attempt('consent-said', async () => {
      const missing = state === 'partial' ? { missing: ['Schedule.Read.All'] } : {};
      await control('entra', 'consent', { body: { state, ...missing } });
      say('consent-said', `Consent is now: ${state}.`, 'good');
    }),
  );
  label.append(radio, element('span', { textContent: `${state}: ${CONSENT_SAYS[state] ?? ''}` }));
  at('consent-states').append(label);
}

async function showConsent() {
  const { states } = await control('entra', 'consent');
  const radio = document.querySelector(`input[name=consent][value=${states[about.desk.tenantId]}]`);
  if (radio) radio.checked = true;
}

// Faults

const services = about.simulators.map((one) => [one.name, one.name]);
fill(at('fault-service'), services);
fill(at('requests-service'), [['', 'all'], ...services]);
fill(
  at('fault-name'),
  about.faults.map((fault) => [fault.name, fault.name]),
);

function showRoutes() {
  fill(at('fault-route'), [['*', 'every route'], ...service(at('fault-service').value).routes.map((name) => [name, name])]);
}

function showFault() {
  const fault = about.faults.find((one) => one.name === at('fault-name').value);
  at('fault-argument-label').hidden = fault.takes === null;
  if (fault.takes === null) at('fault-argument').value = '';
  say('fault-says', fault.takes === null ? fault.says : `${fault.says} Argument: ${fault.takes}.`, 'hint');
}

at('fault-service').value = 'graph';
at('fault-service').addEventListener('change', showRoutes);
at('fault-name').addEventListener('change', showFault);
showRoutes();
showFault();

at('fault').addEventListener('submit', (event) => {
  event.preventDefault();
  void attempt('fault-said', async () => {
    const argument = at('fault-argument').value.trim();
    const fault = at('fault-name').value + (argument === '' ? '' : `:${argument}`);
    const times = at('fault-times').value === '' ? {} : { times: Number(at('fault-times').value) };
    await control(at('fault-service').value, 'faults', { body: { route: at('fault-route').value, fault, ...times } });
    say('fault-said', `${fault} is on at ${at('fault-service').value}.`, 'good');
    await refresh();
  });
});

at('clear-faults').addEventListener('click', () => {
  void attempt('fault-said', async () => {
    await Promise.all(about.simulators.map(({ name }) => control(name, 'faults', { method: 'DELETE' })));
    say('fault-said', 'All faults are off.', 'good');
    await refresh();
  });
});

async function showFaults() {
  const lists = await Promise.all(
    about.simulators.map(async ({ name }) => (await control(name, 'faults')).faults.map((fault) => ({ name, ...fault }))),
  );
  const items = lists.flat().map(({ name, route, fault, timesLeft }) => {
    const where = route === '*' ? 'every route' : route;
    const often = timesLeft === null ? 'until cleared' : `${timesLeft} more`;
    return element('li', { textContent: `${name}, ${where}: ${fault} (${often})` });
  });
  at('active-faults').replaceChildren(...items);
}

// Requests

function readable(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a lone % stays as it came
  }
}

async function showRequests() {
  const wanted = at('requests-service').value;
  const names = wanted === '' ? about.simulators.map(({ name }) => name) : [wanted];
  const lists = await Promise.all(
    names.map(async (name) => (await control(name, 'requests')).requests.slice(-40).map((one) => ({ name, ...one }))),
  );
  const rows = lists
    .flat()
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .slice(0, 40)
    .map(({ name, at: time, method, path, status }) => {
      const row = element('tr', {});
      const cells = [new Date(time).toLocaleTimeString(), name, `${method} ${readable(path)}`, status ?? 'none'];
      row.append(...cells.map((textContent) => element('td', { textContent })));
      if (status === null || status >= 400) row.lastChild.className = 'bad';
      return row;
    });
  at('requests').replaceChildren(...rows);
}

at('requests-service').addEventListener('change', () => void refresh());
at('clear-requests').addEventListener('click', () => {
  const gone = about.simulators.map(({ name }) => control(name, 'requests', { method: 'DELETE' }));
  void Promise.allSettled(gone).then(refresh);
});

// Addresses

function address(term, shown, href, says) {
  const link = element('a', { href, textContent: shown });
  const value = element('dd', {});
  value.append(link, element('small', { textContent: says }));
  at('addresses').append(element('dt', { textContent: term }), value);
}

address('app', about.app, `${about.app}/public-api/openapi.json`, 'Rollcall itself: bot, public API, consent pages. The link leads to the API’s description.');
for (const { name, origin, says } of about.simulators) address(name, origin, `${origin}/_sandbox/requests`, says);

at('reset').addEventListener('click', () => {
  void attempt('reset-said', async () => {
    await Promise.all(about.simulators.map(({ name }) => control(name, 'reset', { method: 'POST' })));
    at('transcript').replaceChildren();
    say('reset-said', 'All services are as at the start. Rollcall keeps its own data.', 'good');
    await refresh();
  });
});

// The whole page

fill(
  at('person'),
  about.people.map(({ key, name, role }) => [key, `${name} (${role ?? (key === 'guest' ? 'guest' : 'another tenant')})`]),
);
say('desk', `${about.desk.name} · tenant ${about.desk.tenantId}`);

async function refresh() {
  try {
    await Promise.all([showFaults(), showRequests(), showConsent()]);
    say('alive', 'The sandbox is running.', 'good');
  } catch {
    say('alive', 'The sandbox does not answer. Start it again with: npm run sandbox', 'bad');
  }
}

await refresh();
setInterval(() => {
  if (document.visibilityState === 'visible') void refresh();
}, LOOK_AGAIN_MS);
