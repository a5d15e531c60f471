import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { getRunRows } from '#contract/run-endpoints.ts';
import { useResource } from '../../../api/use-resource.ts';
import { autoMapTexts } from '../../../texts/auto-map.ts';
import { useFormats, useTexts } from '../../../texts/language.ts';
import type { Run } from './review-plan.ts';
import { accountWords } from './row-words.ts';
import { useRunStyles } from './Run.styles.ts';

const EXAMPLES = 3;

/** Everybody unmatched has one cause: one diagnosis with examples side by side, instead of two hundred rows. */
export function MostlyUnmatched({ run }: { readonly run: Run }) {
  const styles = useRunStyles();
  const t = useTexts(autoMapTexts);
  const { number } = useFormats();
  const { matched, unmatched } = run.counts;
  const rows = useResource(getRunRows, {
    params: { runId: run.runId },
    query: { group: 'unmatched', limit: 50 },
  });
  const all = rows.value?.rows ?? [];
  // An example with a suggestion shows both values; one without shows at least what the PSA has.
  const examples = all.toSorted((a, b) => b.suggestions.length - a.suggestions.length).slice(0, EXAMPLES);
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.result}>
      <MessageBarBody>
        <MessageBarTitle>{t.mostlyUnmatchedTitle}</MessageBarTitle>
        {t.mostlyUnmatched(number(unmatched), number(matched + unmatched))}{' '}
        {examples.some(({ suggestions }) => suggestions.length > 0) ? t.compare : t.psaHas}
        {examples.map((row) => (
          <span key={row.technicianId} className={styles.example}>
            <span>
              {t.psaSays} <strong>{row.email ?? t.noEmail}</strong>
            </span>
            {row.suggestions[0] ? (
              <span>
                {t.microsoftHas} <strong>{accountWords(row.suggestions[0])}</strong>
              </span>
            ) : null}
          </span>
        ))}
        {t.mostlyUnmatchedHow}
      </MessageBarBody>
    </MessageBar>
  );
}
