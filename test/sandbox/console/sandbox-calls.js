import { element } from './card-text.js';

/** What both pages of the sandbox share: what the sandbox says about itself, and its control doors. */
export const about = await (await fetch('/about')).json();

export const service = (name) => about.simulators.find((one) => one.name === name);
export const at = (id) => document.getElementById(id);

/** One control door of a simulator; answers its body. Throws with the simulator's own words. */
export async function control(name, path, options = {}) {
  const response = await fetch(`${service(name).origin}/_sandbox/${path}`, {
    method: options.method ?? (options.body ? 'POST' : 'GET'),
    ...(options.body ? { body: JSON.stringify(options.body), headers: { 'content-type': 'application/json' } } : {}),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? `answered ${response.status}`);
  return body;
}

export function say(id, text, kind = '') {
  at(id).className = kind;
  at(id).textContent = text;
}

/** Runs what a button asks for; a failure is said beside it. */
export async function attempt(statusId, act) {
  try {
    await act();
  } catch (error) {
    say(statusId, error.message, 'bad');
  }
}

export function fill(select, options) {
  select.replaceChildren(...options.map(([value, textContent]) => element('option', { value, textContent })));
}

/** As the pickers show them: the name, and what the desk made of them. */
export function peopleChoices() {
  return about.people.map(({ key, name, role }) => [
    key,
    `${name} (${role ?? (key === 'guest' ? 'guest' : 'another tenant')})`,
  ]);
}

export async function resetServices() {
  await Promise.all(about.simulators.map(({ name }) => control(name, 'reset', { method: 'POST' })));
}
