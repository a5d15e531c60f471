import { getConsent, retryConsent, startConsent } from '#contract/setup-endpoints.ts';
import { useEffect, useState } from 'react';
import type { AnswerOf } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { useResource } from '../../api/use-resource.ts';
import { type ConsentStanding, type ConsentView, consentView, pollSecondsOf } from './consent-view.ts';

type Look = AnswerOf<typeof getConsent>;

export interface ConsentLink {
  readonly url: string;
  readonly expiresAt: Date;
  /** `blocked`: the browser kept the window closed. `copied`, `by-hand`: for somebody else to open. */
  readonly use: 'opened' | 'blocked' | 'copied' | 'by-hand';
}

export interface Consent {
  readonly standing: ConsentStanding;
  readonly view: ConsentView;
  /** Why it could not be asked of Microsoft now; `standing` is what was known before. */
  readonly hidden: Look['problem'];
  readonly problem: Problem | null;
  readonly isChecking: boolean;
  /** When it was asked last; `null` while the first answer is on its way. */
  readonly checkedAt: Date | null;
  readonly link: ConsentLink | null;
  readonly open: () => Promise<void>;
  readonly copyLink: () => Promise<void>;
  readonly check: () => void;
  /** Asks with a new token. */
  readonly retry: () => Promise<void>;
  readonly giveUpWaiting: () => void;
}

/** Step 1: what is known at once (`known`), then what Microsoft says, asked again by itself while something is awaited. `onChange` is called when the
 *  state is another one than before. */
export function useConsent(known: ConsentStanding, onChange: () => void): Consent {
  const [ignored, setIgnored] = useState<string | null>(null);
  const [link, setLink] = useState<ConsentLink | null>(null);
  const [pollSeconds, setPollSeconds] = useState(0);
  const look = useResource(getConsent, {}, { pollSeconds });
  const start = useAction(startConsent);
  const retrying = useAction(retryConsent);
  const standing = look.value ?? known;
  const view = consentView(standing, ignored);
  useEffect(() => setPollSeconds(pollSecondsOf(view)), [view]);
  useEffect(() => {
    if (standing.state !== known.state) onChange();
  }, [standing.state, known.state, onChange]);

  async function begin(use: (url: string) => Promise<ConsentLink['use']>): Promise<void> {
    const started = await start.run({ body: {} });
    if (started === null) return;
    const { url, expiresAt } = started.answer;
    setLink({ url, expiresAt: new Date(expiresAt), use: await use(url) });
    look.refresh();
  }

  return {
    standing,
    view,
    hidden: look.value?.problem ?? null,
    problem: start.problem ?? retrying.problem ?? look.problem,
    isChecking: look.isLoading || retrying.isRunning,
    checkedAt: look.readAt,
    link,
    open: () => begin(async (url) => openWindow(url)),
    copyLink: () => begin(copy),
    check: () => look.refresh(),
    async retry() {
      const looked = await retrying.run({ body: {} });
      if (looked) look.replace(looked.answer);
    },
    giveUpWaiting: () => setIgnored(standing.pending?.startedAt ?? null),
  };
}

/** CON-2: a window of its own, never the frame. The click still counts when the address arrives a moment later; where it does not, the link is shown. */
function openWindow(url: string): 'opened' | 'blocked' {
  const opened = window.open(url, '_blank');
  if (opened === null) return 'blocked';
  opened.opener = null;
  return 'opened';
}

async function copy(url: string): Promise<'copied' | 'by-hand'> {
  try {
    await navigator.clipboard.writeText(url);
    return 'copied';
  } catch {
    // Some hosts keep the clipboard from tabs: the link is shown, to be copied by hand.
    return 'by-hand';
  }
}
