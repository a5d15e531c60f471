import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { ScreenLink } from '../../components/ScreenLink.tsx';
import { boardTexts } from '../../texts/board.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { problemTexts } from '../../texts/problems.ts';
import { useBoardStyles } from './Board.styles.ts';
import type { Board } from './person-words.ts';
import { troubles } from './source-words.ts';

/** Of these the line says already what happened: what to do is added instead. */
const ADVISED: ReadonlySet<string> = new Set(['no_schedule', 'team_unreadable', 'psa_down']);

/** What could not be read, what that means here, and where it is mended. */
export function SourceLines({ sources }: { readonly sources: Board['sources'] }) {
  const styles = useBoardStyles();
  const t = useTexts(boardTexts);
  const problems: Readonly<Record<string, { readonly title: string; readonly text: string }>> =
    useTexts(problemTexts);
  const found = troubles(sources, t.trouble, useFormats());
  if (found.length === 0) return null;
  return (
    <div className={styles.lines}>
      {found.map(({ text, code }) => (
        <MessageBar key={`${code} ${text}`} intent="warning" layout="multiline" politeness="polite">
          <MessageBarBody>
            {text} {ADVISED.has(code) ? problems[code]?.text : problems[code]?.title}
          </MessageBarBody>
          <MessageBarActions>
            {code.startsWith('psa_') ? (
              <ScreenLink screen="admin" path="psa">
                {t.fixPsa}
              </ScreenLink>
            ) : (
              <ScreenLink screen="admin" path="setup">
                {t.fix}
              </ScreenLink>
            )}
          </MessageBarActions>
        </MessageBar>
      ))}
    </div>
  );
}
