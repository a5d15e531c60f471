import { useCallback } from 'react';
import { excludeTechnician, mapTechnician, unmapTechnician } from '#contract/technicians-endpoints.ts';
import { type Action, useAction } from '../../api/use-action.ts';
import { useSession } from '../../api/session.ts';
import { useNotice } from '../../components/Notice.tsx';
import { useTexts } from '../../texts/language.ts';
import { mappingPanelTexts } from '../../texts/mapping-panel.ts';
import type { Technician } from './loaded-pages.ts';
import type { Wish } from './mapping-form.ts';

export interface MappingChanges {
  /** Answers whether it was saved. */
  map(technician: Technician, wish: Extract<Wish, { kind: 'map' }>, allowShared: boolean): Promise<boolean>;
  remove(technician: Technician): Promise<boolean>;
  exclude(technician: Technician, excluded: boolean): Promise<boolean>;
  readonly mapping: Pick<Action<typeof mapTechnician>, 'problem' | 'isRunning' | 'forgetProblem'>;
  readonly removing: Pick<Action<typeof unmapTechnician>, 'problem' | 'isRunning' | 'forgetProblem'>;
  readonly excluding: Pick<Action<typeof excludeTechnician>, 'problem' | 'isRunning' | 'forgetProblem'>;
}

/** What a person does to one mapping. Each change names what they saw, says what it did, and can be taken back. */
export function useMappingChanges(onChanged: (technician: Technician) => void): MappingChanges {
  const { client } = useSession();
  const t = useTexts(mappingPanelTexts);
  const say = useNotice();
  const mapping = useAction(mapTechnician);
  const removing = useAction(unmapTechnician);
  const excluding = useAction(excludeTechnician);

  /** The panel is closed by then, so this stands on nothing but the answer of the change. */
  const undoTo = useCallback(
    (former: Technician, now: Technician) => async (): Promise<void> => {
      const params = { technicianId: now.technicianId };
      try {
        onChanged(
          former.mapping
            ? await client.call(mapTechnician, {
                params,
                body: {
                  accountId: former.mapping.userId,
                  signInName: former.mapping.userPrincipalName ?? undefined,
                  source: former.mapping.source,
                  // It was so before, shared or not.
                  allowShared: true,
                  expected: asRead(now),
                },
              })
            : await client.call(unmapTechnician, { params, query: queryOf(now) }),
        );
        say({ text: t.undone(now.name) });
      } catch {
        say({ text: t.undoFailed(now.name) });
      }
    },
    [client, onChanged, say, t],
  );

  return {
    mapping,
    removing,
    excluding,
    async map(technician, { accountId, signInName }, allowShared) {
      const done = await mapping.run({
        params: { technicianId: technician.technicianId },
        body: { accountId, signInName, allowShared, expected: asRead(technician) },
      });
      if (done === null) return false;
      onChanged(done.answer);
      const { mapping: saved, name } = done.answer;
      const account = saved?.userPrincipalName ?? saved?.displayName ?? saved?.userId ?? '';
      const undo = undoTo(technician, done.answer);
      say({ text: t.saved(name, account), undo: () => void undo() });
      return true;
    },
    async remove(technician) {
      const done = await removing.run({
        params: { technicianId: technician.technicianId },
        query: queryOf(technician),
      });
      if (done === null) return false;
      onChanged(done.answer);
      const undo = undoTo(technician, done.answer);
      say({ text: t.removed(technician.name), undo: () => void undo() });
      return true;
    },
    async exclude(technician, excluded) {
      const done = await excluding.run({
        params: { technicianId: technician.technicianId },
        body: { excluded },
      });
      if (done === null) return false;
      onChanged(done.answer);
      say({ text: excluded ? t.excludedNow(technician.name) : t.includedNow(technician.name) });
      return true;
    },
  };
}

function asRead({ mapping, excluded }: Technician) {
  if (mapping === null && !excluded) return null;
  return { userId: mapping?.userId ?? null, source: mapping?.source ?? null, excluded };
}

/** The same for an address. */
function queryOf({ mapping, excluded }: Technician) {
  return {
    userId: mapping?.userId ?? '',
    source: mapping?.source ?? 'manual',
    excluded: excluded ? ('true' as const) : ('false' as const),
  };
}
