import { element } from './card-text.js';
import { about, at, attempt, control, fill, say, service } from './sandbox-calls.js';

/** Fills the form `#fault` of the page and makes it work. `changed` is called after each switch. */
export function drawFaults(changed) {
  fill(
    at('fault-service'),
    about.simulators.map((one) => [one.name, one.name]),
  );
  fill(
    at('fault-name'),
    about.faults.map((fault) => [fault.name, fault.name]),
  );
  at('fault-service').value = 'graph';
  at('fault-service').addEventListener('change', showRoutes);
  at('fault-name').addEventListener('change', showFault);
  showRoutes();
  showFault();

  at('fault').addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt('fault-said', async () => {
      await switchOn();
      await changed();
    });
  });
  at('clear-faults').addEventListener('click', () => {
    void attempt('fault-said', async () => {
      await Promise.all(about.simulators.map(({ name }) => control(name, 'faults', { method: 'DELETE' })));
      say('fault-said', 'All faults are off.', 'good');
      await changed();
    });
  });
}

async function switchOn() {
  const name = at('fault-service').value;
  const argument = at('fault-argument').value.trim();
  const fault = at('fault-name').value + (argument === '' ? '' : `:${argument}`);
  const times = at('fault-times').value === '' ? {} : { times: Number(at('fault-times').value) };
  await control(name, 'faults', { body: { route: at('fault-route').value, fault, ...times } });
  say('fault-said', `${fault} is on at ${name}.`, 'good');
}

function showRoutes() {
  const { routes } = service(at('fault-service').value);
  fill(at('fault-route'), [['*', 'every route'], ...routes.map((name) => [name, name])]);
}

function showFault() {
  const fault = about.faults.find((one) => one.name === at('fault-name').value);
  at('fault-argument-label').hidden = fault.takes === null;
  if (fault.takes === null) at('fault-argument').value = '';
  say('fault-says', fault.takes === null ? fault.says : `${fault.says} Argument: ${fault.takes}.`, 'hint');
}

/** Lists what is on in `#active-faults`. */
export async function showFaults() {
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
