import { SCREENS } from './host-links.js';
import { SIGN_IN_MODES } from './host-sign-in.js';
import { about, peopleChoices } from './sandbox-calls.js';

/** Value and name of everything that can be picked. The first one holds unless the address says another. */
export const CHOICES = {
  screen: SCREENS,
  person: peopleChoices(),
  theme: [
    ['default', 'Light'],
    ['dark', 'Dark'],
    ['contrast', 'High contrast'],
  ],
  width: [['full', 'All there is'], ...['280', '320', '640', '1024'].map((width) => [width, `${width} px`])],
  locale: [
    ['en-US', 'English (United States)'],
    ['en-GB', 'English (United Kingdom)'],
    ['de-DE', 'Deutsch (Deutschland)'],
    ['de-AT', 'Deutsch (Österreich)'],
    ['fr-FR', 'français (France)'],
    ['ar-SA', 'العربية (السعودية)'],
  ],
  signin: Object.entries(SIGN_IN_MODES).map(([mode, { says }]) => [mode, says]),
  panel: [
    ['open', ''],
    ['closed', ''],
  ],
};

/** The address says what is shown, so that every state can be linked to: `/host?screen=admin&sub=setup&person=lead&theme=dark&width=320`. */
export function readState(search) {
  const query = new URLSearchParams(search);
  const picked = Object.entries(CHOICES).map(([name, choices]) => {
    const asked = query.get(name);
    return [name, choices.some(([value]) => value === asked) ? asked : choices[0][0]];
  });
  return { ...Object.fromEntries(picked), sub: query.get('sub') ?? '' };
}

/** Only what differs from the beginning. */
export function addressOf(state) {
  const said = Object.entries(state).filter(([name, value]) => value !== (CHOICES[name]?.[0][0] ?? ''));
  const query = new URLSearchParams(said).toString();
  return query === '' ? '/host' : `/host?${query}`;
}

export function personOf(state) {
  return about.people.find(({ key }) => key === state.person);
}
