import { element } from './card-text.js';
import { about, at, attempt, control, say } from './sandbox-calls.js';

const CONSENT_SAYS = {
  none: 'Nobody has consented yet.',
  granted: 'All four permissions are granted.',
  spreading: 'Granted a moment ago: the next calls still meet the old state.',
  revoked: 'It was granted once and has been taken back.',
  partial: 'Granted, but a permission is missing.',
};

/** Draws the choices into `#consent-states` of the page; what was done is said in `#consent-said`. */
export function drawConsent() {
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
}

export async function showConsent() {
  const { states } = await control('entra', 'consent');
  const radio = document.querySelector(`input[name=consent][value=${states[about.desk.tenantId]}]`);
  if (radio) radio.checked = true;
}
