import { Button } from '@fluentui/react-components';
import { lazy, Suspense, useRef, useState } from 'react';
import { deleteOverride, putOverride } from '#contract/board-endpoints.ts';
import { useAction } from '../../api/use-action.ts';
import { useNotice } from '../../components/Notice.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { boardTexts, type BoardWords } from '../../texts/board.ts';
import { type Formats, useFormats, useTexts } from '../../texts/language.ts';
import { useBoardStyles } from './Board.styles.ts';
import { type Says, usualEnd } from './local-time.ts';
import type { Board } from './person-words.ts';

const OverrideForm = lazy(async () => ({ default: (await import('./OverrideForm.tsx')).OverrideForm }));

type Own = NonNullable<Board['own']>;

/** AV-9 for whoever is a technician themselves: say until when one is on the clock, on a break or off; change it; end it. */
export function OwnWord({ own, onChanged }: { readonly own: Own; readonly onChanged: () => void }) {
  const styles = useBoardStyles();
  const t = useTexts(boardTexts).own;
  const formats = useFormats();
  const notice = useNotice();
  const set = useAction(putOverride);
  const end = useAction(deleteOverride);
  const [form, setForm] = useState<Says | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const params = { technicianId: own.technicianId };
  const { override } = own;

  function open(says: Says): void {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setForm(says);
  }
  function close(): void {
    setForm(null);
    opener.current?.focus();
  }
  async function take(run: () => Promise<unknown>, text: string, undo?: () => void): Promise<void> {
    if ((await run()) === null) return;
    notice({ text, ...(undo ? { undo } : {}) });
    onChanged();
  }
  /** What stood before, said again: with its own end. */
  const putBack = (before: NonNullable<Own['override']>): void => {
    const body = { says: before.says, from: before.from, until: before.until };
    void take(() => set.run({ params, body }), t.saved);
  };
  const stop = (): Promise<void> =>
    take(() => end.run({ params }), t.ended, override ? () => putBack(override) : undefined);
  const offToday = (): Promise<void> =>
    take(
      () => set.run({ params, body: { says: 'off', until: usualEnd('off', new Date()).toISOString() } }),
      t.saved,
      () => void take(() => end.run({ params }), t.ended),
    );

  const problem = set.problem ?? end.problem;
  return (
    <section className={styles.own} aria-label={t.label}>
      <div className={styles.ownText}>
        <strong>{t.you(own.name)}</strong> {override ? saysWords(override, t, formats) : t.none}
      </div>
      <div className={styles.buttons}>
        {override ? (
          <>
            <Button size="small" onClick={() => open(override.says)}>
              {t.change}
            </Button>
            <Button size="small" onClick={() => void stop()} disabledFocusable={end.isRunning}>
              {t.end}
            </Button>
          </>
        ) : (
          <>
            <Button size="small" onClick={() => open('working')}>
              {t.working}
            </Button>
            <Button size="small" onClick={() => open('on-break')}>
              {t.lunch}
            </Button>
            <Button size="small" onClick={() => void offToday()} disabledFocusable={set.isRunning}>
              {t.off}
            </Button>
          </>
        )}
      </div>
      {form ? (
        <Suspense fallback={null}>
          <OverrideForm
            key={form}
            technicianId={own.technicianId}
            says={form}
            label={t.label}
            onCancel={close}
            onSaved={() => {
              setForm(null);
              notice({ text: t.saved, undo: () => void take(() => end.run({ params }), t.ended) });
              onChanged();
            }}
          />
        </Suspense>
      ) : null}
      {problem ? <ProblemBar problem={problem} /> : null}
    </section>
  );
}

/** An own word in a sentence; one about later says when it begins. */
export function saysWords(
  { says, from, until }: NonNullable<Own['override']>,
  t: BoardWords['own'],
  { moment }: Pick<Formats, 'moment'>,
): string {
  const [start, stop] = [new Date(from), new Date(until)];
  // A minute of leeway: clocks of browser and server differ.
  const isLater = start.getTime() > Date.now() + 60_000;
  return isLater ? t.later[says](moment(start), moment(stop)) : t.says[says](moment(stop));
}
