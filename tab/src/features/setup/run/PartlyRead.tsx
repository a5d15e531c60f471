import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { autoMapTexts } from '../../../texts/auto-map.ts';
import { useFormats, useTexts } from '../../../texts/language.ts';
import { problemTexts } from '../../../texts/problems.ts';
import type { Run } from './review-plan.ts';
import { useRunStyles } from './Run.styles.ts';

/** Teams that this run could not read, each with its reason, before the rows that look different for it. */
export function PartlyRead({ run }: { readonly run: Run }) {
  const styles = useRunStyles();
  const t = useTexts(autoMapTexts);
  const problems = useTexts(problemTexts);
  const { list } = useFormats();
  const unread = run.unreadTeams.map(({ displayName, code }) => {
    const title = problems[code as keyof typeof problems]?.title ?? code;
    return t.unread(displayName, code === 'team_unreadable' ? t.closedTeam : title);
  });
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.result}>
      <MessageBarBody>
        <MessageBarTitle>{t.partlyReadTitle}</MessageBarTitle>
        {t.partlyRead(list(unread))}
      </MessageBarBody>
    </MessageBar>
  );
}
