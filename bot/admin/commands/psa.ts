import type { PsaCheck } from '#core/settings/ports.ts';
import type { AdminCommand, AdminOutput } from '../command.ts';
import type { FlagReader } from '../flags.ts';
import { readSecrets } from '../secret-input.ts';

const KINDS = ['halopsa'] as const;
const NEEDED_SETTINGS = ['baseUrl', 'tokenUrl'];
const SETTINGS = [...NEEDED_SETTINGS, 'tenant', 'scope'];
const SECRETS = ['clientId', 'clientSecret'];

export const PSA_COMMANDS: readonly AdminCommand[] = [
  {
    name: 'psa connect',
    help: `Connect the desk’s PSA: tries it, then keeps it. Standard input: {"clientId": "…", "clientSecret": "…"}`,
    usage:
      '--kind halopsa --setting baseUrl=URL --setting tokenUrl=URL [--setting tenant=NAME] [--setting scope=SCOPES]',
    flags: ['kind', 'setting'],
    desk: 'served',
    async run({ psa }, caller, { flags, readStdin }) {
      const kind = flags.oneOf('kind', KINDS);
      const settings = readSettings(flags);
      flags.finish();
      const secrets = readSecrets(await readStdin(), SECRETS);
      const check = await psa.connect(caller, { kind, settings, secrets });
      return checkOutput(check, 'The connection does not work and was not saved.');
    },
  },
  {
    name: 'psa check',
    help: 'Try the PSA connection and name what is missing.',
    usage: '',
    flags: [],
    desk: 'served',
    run: async ({ psa }, caller) => checkOutput(await psa.check(caller), 'The connection does not work.'),
  },
];

/** Settings are kept and audited in the open, so no other name gets in: a secret among them would be seen. */
function readSettings(flags: FlagReader): Readonly<Record<string, string>> {
  const settings = flags.pairs('setting', SETTINGS);
  for (const name of NEEDED_SETTINGS.filter((each) => settings[each] === undefined)) {
    const remedy = 'Copy it from HaloPSA: Configuration, Integrations, API Details.';
    flags.fault(`--setting ${name}`, 'is missing', remedy);
  }
  return settings;
}

function checkOutput(check: PsaCheck, brokenVerdict: string): AdminOutput {
  const steps = check.steps.map(({ step, ok, problem, remedy }) =>
    ok ? `ok      ${step}` : `FAILED  ${step}: ${problem}. ${remedy ?? ''}`.trimEnd(),
  );
  const verdict = check.ok ? `${check.technicianCount} technicians` : brokenVerdict;
  return { value: check, lines: [...steps, verdict], isBroken: !check.ok };
}
