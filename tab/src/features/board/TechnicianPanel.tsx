import { Badge, Button } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { deleteOverride, getWhy } from '#contract/board-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { useResource } from '../../api/use-resource.ts';
import { Loading } from '../../components/Loading.tsx';
import { useNotice } from '../../components/Notice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { ScreenLink } from '../../components/ScreenLink.tsx';
import { pathOf } from '../../shell/path.ts';
import { boardTexts } from '../../texts/board.ts';
import { type PanelWords, panelTexts } from '../../texts/technician-panel.ts';
import { type Formats, useFormats, useTexts } from '../../texts/language.ts';
import { peopleTexts } from '../../texts/people.ts';
import { shellTexts } from '../../texts/shell.ts';
import { routeParts } from './board-view.ts';
import { OverrideForm } from './OverrideForm.tsx';
import { saysWords } from './OwnWord.tsx';
import { presenceWords, whyWords } from './person-words.ts';
import { WeekStrip } from './WeekStrip.tsx';
import { WhyChecks } from './WhyChecks.tsx';
import { useTechnicianPanelStyles } from './TechnicianPanel.styles.ts';

export type Why = AnswerOf<typeof getWhy>;

const POLL_SECONDS = 20;

interface PanelProps {
  readonly technicianId: string;
  readonly at: Date | null;
  readonly onClose: () => void;
  /** An own word was set or ended: the board should look again. */
  readonly onChanged: () => void;
}

/** One technician: verdict, week, mapping, own word, and why they are not considered. */
export function TechnicianPanel({ technicianId, at, onClose, onChanged }: PanelProps) {
  const words = useTexts(panelTexts);
  const { zone } = useFormats();
  const query = { zone, ...(at ? { at: at.toISOString() } : {}) };
  const why = useResource(getWhy, { params: { technicianId }, query }, { pollSeconds: POLL_SECONDS });
  const { value, problem } = why;
  return (
    <Panel title={value?.technician.name ?? (problem ? words.gone : words.loading)} onClose={onClose}>
      {problem ? (
        <ProblemBar
          problem={problem}
          {...(problem.code === 'technician_not_found' ? {} : { retry: () => why.refresh() })}
          shownSince={value ? new Date(value.asOf) : null}
        />
      ) : null}
      {value ? (
        <PanelContent
          why={value}
          at={at}
          refresh={() => why.refresh()}
          onChanged={() => {
            why.refresh();
            onChanged();
          }}
        />
      ) : null}
      {value === null && problem === null ? <Loading lines={8} label={words.loading} /> : null}
    </Panel>
  );
}

interface ContentProps {
  readonly why: Why;
  readonly at: Date | null;
  readonly refresh: () => void;
  readonly onChanged: () => void;
}

function PanelContent({ why, at, refresh, onChanged }: ContentProps) {
  const styles = useTechnicianPanelStyles();
  const t = useTexts(panelTexts);
  const people = useTexts(peopleTexts);
  const shell = useTexts(shellTexts);
  const formats = useFormats();
  const { host } = useSession();
  const { technician, signInName } = why;
  const { name, technicianId } = technician;
  const failed = why.considered.some(({ state }) => state === 'failed' || state === 'unknown');
  const shiftsFail = why.shiftsMatter.some(({ state }) => state === 'failed' || state === 'unknown');
  const reasons = whyWords(technician, people, formats, new Date(why.at));
  return (
    <div className={styles.sections}>
      <section className={styles.section}>
        <p className={styles.line}>
          <strong>{people.group[technician.group]}</strong>: {presenceWords(technician, people)},{' '}
          {formats.moment(new Date(why.asOf))}
          {why.isNow ? ` (${t.live})` : ''}
        </p>
        {reasons === '' ? null : <p className={styles.line}>{reasons}</p>}
        <p className={styles.line}>{newWorkWords(why, t, formats)}</p>
        <div className={styles.buttons}>
          <Button size="small" onClick={refresh}>
            {shell.refresh}
          </Button>
          {signInName === null ? null : (
            <Button size="small" onClick={() => void host.openChat(signInName)}>
              {t.message(name)}
            </Button>
          )}
          <Button
            size="small"
            appearance="subtle"
            onClick={() => {
              host.shareLink({ subPageId: pathOf(...routeParts({ at, technicianId })), label: name });
            }}
          >
            {shell.copyLink}
          </Button>
        </div>
      </section>
      <PanelSection title={t.week}>
        <WeekStrip why={why} />
      </PanelSection>
      <PanelSection title={t.mapping}>
        <div className={styles.buttons}>
          <Badge appearance="tint" color={MAPPING_COLORS[technician.mapping ?? 'none']}>
            {people.mapping[technician.mapping ?? 'none']}
          </Badge>
          {signInName}
          <ScreenLink screen="admin" path={pathOf('technicians', technicianId)}>
            {t.edit}
          </ScreenLink>
        </div>
      </PanelSection>
      <PanelOverride why={why} onChanged={onChanged} />
      <PanelSection title={failed ? t.considered(name) : t.isConsidered(name)}>
        <WhyChecks checks={why.considered} technicianId={technicianId} />
      </PanelSection>
      <details>
        <summary className={styles.summary}>{t.shiftsMatter}</summary>
        {shiftsFail ? null : <p>{t.shiftsDo}</p>}
        <WhyChecks checks={why.shiftsMatter} technicianId={technicianId} />
      </details>
    </div>
  );
}

const MAPPING_COLORS = { auto: 'success', manual: 'brand', none: 'warning' } as const;

function PanelSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useTechnicianPanelStyles();
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}

/** Leads say it for anybody, technicians for themselves; the rest reads it. */
function PanelOverride({ why, onChanged }: Pick<ContentProps, 'why' | 'onChanged'>) {
  const styles = useTechnicianPanelStyles();
  const t = useTexts(boardTexts);
  const words = useTexts(panelTexts);
  const formats = useFormats();
  const notice = useNotice();
  const { me } = useSession();
  const end = useAction(deleteOverride);
  const mayAny = useMay('override.any');
  const [isOpen, setOpen] = useState(false);
  const { technicianId, name, override } = why.technician;
  const isOwn = me.technicianId === technicianId;
  const label = isOwn ? words.setMine : words.setOwn(name);

  async function stop(): Promise<void> {
    if ((await end.run({ params: { technicianId } })) === null) return;
    notice({ text: isOwn ? t.own.ended : t.own.endedFor(name) });
    onChanged();
  }
  return (
    <PanelSection title={words.ownWord}>
      <p className={styles.line}>{override ? saysWords(override, t.own, formats) : words.ownNone}</p>
      {isOwn || mayAny ? (
        <>
          {isOpen ? (
            <OverrideForm
              technicianId={technicianId}
              says={override?.says ?? 'on-break'}
              label={label}
              onCancel={() => setOpen(false)}
              onSaved={() => {
                setOpen(false);
                notice({ text: isOwn ? t.own.saved : t.own.savedFor(name) });
                onChanged();
              }}
            />
          ) : (
            <div className={styles.buttons}>
              <Button size="small" onClick={() => setOpen(true)}>
                {label}
              </Button>
              {override ? (
                <Button size="small" onClick={() => void stop()} disabledFocusable={end.isRunning}>
                  {t.own.end}
                </Button>
              ) : null}
            </div>
          )}
          <p className={styles.line}>{words.ownHint}</p>
        </>
      ) : null}
      {end.problem ? <ProblemBar problem={end.problem} /> : null}
    </PanelSection>
  );
}

/** What the verdict means for work that starts now, and until when. */
function newWorkWords(why: Why, { work }: PanelWords, formats: Formats): string {
  const { technician, presenceBlocksUntil, isNow } = why;
  const { override, verdict } = technician;
  if (override && override.says !== 'working') {
    return `${work.skippedBreak} · ${work.afterWord(formats.moment(new Date(override.until)))}`;
  }
  if (verdict === 'no-signal') return work.withoutSignal;
  if (verdict === 'working' || !isNow) return work.given;
  return `${work.skippedBreak} · ${work.later(formats.moment(new Date(presenceBlocksUntil)))}`;
}
