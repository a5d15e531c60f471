import { about, at, attempt, control, fill, say } from './sandbox-calls.js';

/** Availability and activity as Graph pairs them; `missing`: Graph answers nothing for this person. */
const PRESENCES = [
  ['Available', 'Available'],
  ['AvailableIdle', 'Available'],
  ['Busy', 'Busy'],
  ['Busy', 'InACall'],
  ['Busy', 'InAMeeting'],
  ['BusyIdle', 'Busy'],
  ['DoNotDisturb', 'DoNotDisturb'],
  ['DoNotDisturb', 'Presenting'],
  ['DoNotDisturb', 'UrgentInterruptionsOnly'],
  ['BeRightBack', 'BeRightBack'],
  ['Away', 'Away'],
  ['Offline', 'Offline'],
  ['Offline', 'OffWork'],
  ['PresenceUnknown', 'PresenceUnknown'],
];
const MISSING = 'missing';

/** Fills the form `#presence` and makes it work. */
export function drawPresence() {
  fill(
    at('presence-user'),
    about.users.map(({ id, name }) => [id, name]),
  );
  fill(at('presence-value'), [
    ...PRESENCES.map(([availability, activity], index) => [
      String(index),
      availability === activity ? availability : `${availability}, ${activity}`,
    ]),
    [MISSING, 'not answered by Graph'],
  ]);
  at('presence').addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt('presence-said', set);
  });
}

async function set() {
  const [availability, activity] = PRESENCES[Number(at('presence-value').value)] ?? [];
  const userId = at('presence-user').value;
  const outOfOffice = at('presence-out').checked;
  const body = availability === undefined ? { userId, missing: true } : { userId, availability, activity, outOfOffice };
  await control('graph', 'presence', { body });
  const [user, value] = ['presence-user', 'presence-value'].map((id) => at(id).selectedOptions[0].textContent);
  say('presence-said', `${user}: ${value}${outOfOffice ? ', out of office' : ''}.`, 'good');
}
