import type { z } from 'zod';
import { checkPsa, connectPsa, disconnectPsa, getPsa } from '#contract/psa-endpoints.ts';
import type { psaCheckSchema } from '#contract/psa-schemas.ts';
import type { PsaCheck } from '#core/settings/ports.ts';
import type { PsaService } from '#core/settings/psa-service.ts';
import type { MountForPeople } from '../mount-for-people.ts';

export function mountPsa(mount: MountForPeople, { psa }: { readonly psa: PsaService }): void {
  mount(getPsa, async ({ caller }) => {
    const { connection, mappings } = await psa.read(caller);
    return {
      connection: connection && { ...connection, connectedAt: connection.connectedAt.toISOString() },
      mappings,
    };
  });
  mount(connectPsa, async ({ caller, body }) => {
    const { kind, settings, secrets, confirmSwitch } = body;
    const expected = body.expected === null ? null : new Date(body.expected);
    const answer = await psa.connect(caller, { kind, settings, secrets }, { confirmSwitch, expected });
    return { ...answer, check: toCheckDto(answer.check) };
  });
  mount(checkPsa, async ({ caller }) => toCheckDto(await psa.check(caller)));
  mount(disconnectPsa, async ({ caller, query }) => {
    await psa.disconnect(caller, { expected: new Date(query.expected) });
    return null;
  });
}

function toCheckDto({ ok, steps, technicianCount }: PsaCheck): z.input<typeof psaCheckSchema> {
  return {
    ok,
    technicianCount,
    steps: steps.map(({ id, ok: works, code, missing, field, problem, remedy }) => ({
      id,
      ok: works,
      code,
      missing: [...missing],
      field,
      problem,
      remedy,
    })),
  };
}
