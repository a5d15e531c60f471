import { drawCard, element } from './card-text.js';
import { drawConsent, showConsent } from './consent-panel.js';
import { drawFaults, showFaults } from './fault-panel.js';
import { about, at, attempt, control, fill, peopleChoices, resetServices, say } from './sandbox-calls.js';

const CARD = 'application/vnd.microsoft.card.adaptive';
const TRIES = ["who's available", 'who is on shift tonight', 'auto-map', "who isn't mapped", 'help', 'setup check'];
const LOOK_AGAIN_MS = 4000;

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

// Consent, faults

drawConsent();
drawFaults(() => refresh());

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

fill(at('requests-service'), [['', 'all'], ...about.simulators.map(({ name }) => [name, name])]);
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
    await resetServices();
    at('transcript').replaceChildren();
    say('reset-said', 'All services are as at the start. Rollcall keeps its own data.', 'good');
    await refresh();
  });
});

// The whole page

fill(at('person'), peopleChoices());
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
