import { Button, Link } from '@fluentui/react-components';
import { startRun } from '#contract/run-endpoints.ts';
import { useMay } from '../../../api/session.ts';
import { useAction } from '../../../api/use-action.ts';
import { ProblemBar } from '../../../components/ProblemBar.tsx';
import { hrefOf, pathOf } from '../../../shell/path.ts';
import { goTo } from '../../../shell/route.ts';
import { autoMapTexts } from '../../../texts/auto-map.ts';
import { useTexts } from '../../../texts/language.ts';

/** Another preview, at an address of its own. */
export function StartAgain() {
  const t = useTexts(autoMapTexts);
  const mayRun = useMay('automap.run');
  const start = useAction(startRun);
  if (!mayRun) return null;
  async function again(): Promise<void> {
    const started = await start.run({ body: {} });
    if (started) goTo(pathOf('setup', 'run', started.answer.runId));
  }
  const other = start.problem?.details['runId'];
  return (
    <>
      <Button size="small" disabled={start.isRunning} onClick={() => void again()}>
        {t.again}
      </Button>
      {start.problem ? (
        <ProblemBar
          problem={start.problem}
          action={
            typeof other === 'string' ? (
              <Link href={hrefOf(pathOf('setup', 'run', other))}>{t.otherRun}</Link>
            ) : undefined
          }
        />
      ) : null}
    </>
  );
}
