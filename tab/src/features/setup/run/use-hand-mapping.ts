import { mapTechnician, unmapTechnician } from '#contract/technicians-endpoints.ts';
import { useCallback, useState } from 'react';
import { useMay } from '../../../api/session.ts';
import { useAction } from '../../../api/use-action.ts';
import { useNotice } from '../../../components/Notice.tsx';
import { autoMapTexts } from '../../../texts/auto-map.ts';
import { useTexts } from '../../../texts/language.ts';
import type { Row } from './review-plan.ts';
import { accountWords } from './row-words.ts';

/** One click on a suggestion makes a manual mapping, and a notice takes it back. What was mapped here is remembered as long as the page is open: the
 *  review itself is of before. */
export function useHandMapping() {
  const t = useTexts(autoMapTexts);
  const notice = useNotice();
  const mayMap = useMay('mapping.write');
  const mapping = useAction(mapTechnician);
  const unmapping = useAction(unmapTechnician);
  const [mapped, setMapped] = useState<ReadonlyMap<string, string>>(new Map());
  const { run: map } = mapping;
  const { run: unmap } = unmapping;

  const mapByHand = useCallback(
    async (row: Row, suggestion: Row['suggestions'][number]): Promise<void> => {
      const { technicianId } = row;
      const params = { technicianId };
      const done = await map({
        params,
        body: { accountId: suggestion.userId, expected: null },
      });
      if (done === null) return;
      const account = accountWords(suggestion);
      setMapped((now) => new Map(now).set(technicianId, account));
      notice({
        text: t.mappedNotice(row.name, account),
        undo: () => {
          const query = { userId: suggestion.userId, source: 'manual', excluded: 'false' } as const;
          void unmap({ params, query }).then((undone) => {
            if (undone === null) return;
            setMapped((now) => new Map([...now].filter(([id]) => id !== technicianId)));
          });
        },
      });
    },
    [map, unmap, notice, t],
  );

  return {
    mapped,
    mayMap,
    onMap: useCallback(
      (row: Row, suggestion: Row['suggestions'][number]) => void mapByHand(row, suggestion),
      [mapByHand],
    ),
    isMapping: mapping.isRunning,
    problem: mapping.problem ?? unmapping.problem,
  };
}
