import type { z } from 'zod';
import { getPsaHook } from '#contract/psa-endpoints.ts';
import type { psaHookSchema } from '#contract/psa-schemas.ts';
import { assertMay } from '#core/access/policy.ts';
import type { PsaService } from '#core/settings/psa-service.ts';
import type { PsaKind } from '#kernel/vocabulary.ts';
import type { MountForPeople } from '../mount-for-people.ts';
import { hookSecret, hookUrl } from '../psa-hooks.ts';

type HookDto = NonNullable<z.input<typeof psaHookSchema>['hook']>;

/** How each PSA proves that a webhook is its own; `null`: it has none. */
const PROOF: Readonly<Record<PsaKind, HookDto['proof'] | null>> = {
  roster: null,
  halopsa: 'basic',
  connectwise: 'none',
  autotask: 'signing-key',
};

/** Any will do: the password is what counts. */
const USER = 'rollcall';

export interface PsaHookAddressNeeds {
  readonly psa: Pick<PsaService, 'read'>;
  readonly hookKey: Uint8Array;
  readonly publicUrl: string;
}

/** Shows an admin where the PSA reports tickets to. Nothing of it is kept: the address is made of the desk and a key of this deployment. */
export function mountPsaHookAddress(mount: MountForPeople, needs: PsaHookAddressNeeds): void {
  mount(getPsaHook, async ({ caller }) => {
    assertMay(caller, 'psa.connect');
    const { connection } = await needs.psa.read(caller);
    const proof = connection && PROOF[connection.kind];
    if (!connection || !proof) return { hook: null };
    const secret = hookSecret(needs.hookKey, caller.deskId);
    return {
      hook: {
        kind: connection.kind,
        url: hookUrl(needs.publicUrl, caller.deskId, secret),
        proof,
        user: proof === 'basic' ? USER : null,
        secret: proof === 'none' ? null : secret,
      },
    };
  });
}
