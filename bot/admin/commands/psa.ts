import type { PsaCheck } from '#core/settings/ports.ts';
import { PSA_FORMS } from '#core/settings/psa-kinds.ts';
import type { RosterImport } from '#core/settings/roster-service.ts';
import { toFieldFault } from '#core/settings/roster-words.ts';
import { PSA_KINDS, type PsaKind } from '#kernel/vocabulary.ts';
import type { AdminCommand, AdminOutput } from '../command.ts';
import type { FlagReader } from '../flags.ts';
import { readSecrets } from '../secret-input.ts';

const IMPORT_MODES = ['preview', 'add-update', 'replace'] as const;

/** `--kind halopsa --setting baseUrl=… [--setting tenant=…] | --kind …` */
const USAGE = PSA_KINDS.map((kind) => {
  const { addresses, needed, names } = PSA_FORMS[kind];
  const settings = [
    ...addresses.map((name) => ` --setting ${name}=URL`),
    ...needed.map((name) => ` --setting ${name}=…`),
    ...names.map((name) => ` [--setting ${name}=…]`),
  ];
  return `--kind ${kind}${settings.join('')}`;
}).join(' | ');

const SECRETS = PSA_KINDS.filter((kind) => PSA_FORMS[kind].secrets.length > 0)
  .map((kind) => `${kind} needs ${PSA_FORMS[kind].secrets.join(', ')}`)
  .join('; ');

export const PSA_COMMANDS: readonly AdminCommand[] = [
  {
    name: 'psa connect',
    help: `Connect the desk’s PSA: tries it, then keeps it. Secrets come on standard input, as in {"clientId": "…", "clientSecret": "…"}: ${SECRETS}`,
    usage: USAGE,
    flags: ['kind', 'setting'],
    desk: 'served',
    async run({ psa }, caller, { flags, readStdin }) {
      const kind = flags.oneOf('kind', PSA_KINDS);
      const settings = readSettings(kind, flags);
      flags.finish();
      const names = PSA_FORMS[kind].secrets;
      const secrets = names.length === 0 ? {} : readSecrets(await readStdin(), names);
      const { check, leaving } = await psa.connect(
        caller,
        { kind, settings, secrets },
        { confirmSwitch: true },
      );
      const output = checkOutput(check, 'The connection does not work and was not saved.');
      if (!check.ok || leaving === null || leaving.mappings === 0) return output;
      const lost = `${leaving.mappings} mappings belong to technicians of the PSA before; run auto-map again.`;
      return { ...output, lines: [...output.lines, lost] };
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
  {
    name: 'psa import',
    help: 'Put technicians on the built-in roster, from CSV on standard input. "replace" also removes those who are not in it.',
    usage: '--mode preview|add-update|replace < FILE.csv',
    flags: ['mode'],
    desk: 'served',
    async run({ roster }, caller, { flags, readStdin }) {
      const wanted = flags.oneOf('mode', IMPORT_MODES);
      flags.finish();
      const mode = wanted === 'preview' ? 'add-update' : wanted;
      const file = { text: await readStdin(), mode, dryRun: wanted === 'preview' } as const;
      return importOutput(await roster.importFile(caller, file));
    },
  },
];

/** Settings are kept and audited in the open, so no other name gets in: a secret among them would be seen. */
function readSettings(kind: PsaKind, flags: FlagReader): Readonly<Record<string, string>> {
  const { addresses, needed, names, remedy } = PSA_FORMS[kind];
  const settings = flags.pairs('setting', [...addresses, ...needed, ...names]);
  for (const name of [...addresses, ...needed].filter((each) => settings[each] === undefined)) {
    flags.fault(`--setting ${name}`, 'is missing', remedy);
  }
  return settings;
}

function importOutput({ steps, unchanged, faults, applied }: RosterImport): AdminOutput {
  const count = (wanted: string) => steps.filter(({ action }) => action === wanted).length;
  const counts = { add: count('add'), update: count('update'), remove: count('remove'), unchanged };
  const lines = faults
    .map(toFieldFault)
    .map(({ field, problem, remedy }) => `${field} ${problem}. ${remedy}`);
  const verdict = applied
    ? `${counts.add} added, ${counts.update} updated, ${counts.remove} removed, ${unchanged} unchanged`
    : `Nothing was changed yet: ${counts.add} to add, ${counts.update} to update, ${unchanged} unchanged`;
  return { value: { applied, ...counts, faults }, lines: [...lines, verdict], isBroken: faults.length > 0 };
}

function checkOutput(check: PsaCheck, brokenVerdict: string): AdminOutput {
  const steps = check.steps.map(({ step, ok, problem, remedy }) =>
    ok ? `ok      ${step}` : `FAILED  ${step}: ${problem}. ${remedy ?? ''}`.trimEnd(),
  );
  const verdict = check.ok ? `${check.technicianCount} technicians` : brokenVerdict;
  return { value: check, lines: [...steps, verdict], isBroken: !check.ok };
}
