import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { RefObject } from 'react';
import { type Formats, useFormats, useTexts } from '../../texts/language.ts';
import { rosterTexts } from '../../texts/roster.ts';
import type { RosterImport, RosterNote } from './psa-types.ts';
import { useRosterStyles } from './Roster.styles.ts';

/** Whoever is removed is worth seeing by name; of the others a look is enough. */
const SHOWN = 20;

/** What a file would change, with every fault by its line. */
export function ImportPreview(props: {
  readonly preview: RosterImport;
  readonly headingRef: RefObject<HTMLHeadingElement | null>;
}) {
  const { counts, steps, faults, warnings } = props.preview;
  const styles = useRosterStyles();
  const t = useTexts(rosterTexts);
  const formats = useFormats();
  const number = (value: number): string => formats.number(value);
  const isNothing = counts.add + counts.update + counts.remove === 0;
  return (
    <section className={styles.section}>
      <h3 className={styles.previewHeading} tabIndex={-1} ref={props.headingRef}>
        {t.previewTitle}
      </h3>
      {counts.faults > 0 ? (
        <>
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{t.faults(number(counts.faults), counts.faults === 1)}</MessageBarBody>
          </MessageBar>
          <Notes notes={faults} total={counts.faults} />
        </>
      ) : (
        <p className={styles.soft}>
          {isNothing
            ? t.nothing
            : t.counts(
                number(counts.add),
                number(counts.update),
                number(counts.remove),
                number(counts.unchanged),
              )}
        </p>
      )}
      {counts.faults === 0
        ? (['remove', 'update', 'add'] as const).map((action) => {
            const some = steps.filter((step) => step.action === action);
            if (counts[action] === 0) return null;
            return (
              <details key={action} open={action === 'remove'}>
                <summary className={styles.summary}>
                  {t.action[action]}: {number(counts[action])}
                </summary>
                <ul className={styles.notes}>
                  {some.slice(0, SHOWN).map((step, index) => (
                    <li key={`${step.line ?? 'gone'} ${index}`}>{personOf(step)}</li>
                  ))}
                  {counts[action] > Math.min(SHOWN, some.length) ? (
                    <li>{t.andMore(number(counts[action] - Math.min(SHOWN, some.length)))}</li>
                  ) : null}
                </ul>
              </details>
            );
          })
        : null}
      {counts.warnings > 0 ? (
        <details>
          <summary className={styles.summary}>
            {t.warnings(number(counts.warnings), counts.warnings === 1)}
          </summary>
          <Notes notes={warnings} total={counts.warnings} />
        </details>
      ) : null}
    </section>
  );
}

function Notes({ notes, total }: { readonly notes: readonly RosterNote[]; readonly total: number }) {
  const styles = useRosterStyles();
  const t = useTexts(rosterTexts);
  const formats = useFormats();
  return (
    <ul className={styles.notes}>
      {notes.map((note, index) => (
        <li key={`${note.line ?? 0} ${note.code} ${index}`}>{sentenceOf(note, t, formats)}</li>
      ))}
      {total > notes.length ? <li>{t.andMore(formats.number(total - notes.length))}</li> : null}
    </ul>
  );
}

/** "Line 7, E-mail: …" */
function sentenceOf(
  { line, field, code, facts }: RosterNote,
  t: (typeof rosterTexts)['en'],
  formats: Formats,
): string {
  const place = line === null ? t.wholeFile : t.line(formats.number(line));
  const column = field === null ? '' : `, ${t[field]}`;
  return `${place}${column}: ${t.note[code]?.(inWords(facts, formats)) ?? code}`;
}

/** Numbers as the person writes them. */
function inWords(facts: RosterNote['facts'], formats: Formats): RosterNote['facts'] {
  const words = Object.entries(facts).map(([name, value]) => [
    name,
    typeof value === 'number' ? formats.number(value) : value,
  ]);
  return Object.fromEntries(words) as RosterNote['facts']; // the same names, of the same union
}

function personOf({ before, after }: RosterImport['steps'][number]): string {
  const name = after?.name ?? before?.name ?? '';
  const email = after?.email ?? before?.email;
  const renamed = before && after && before.name !== after.name ? `${before.name} → ` : '';
  return email ? `${renamed}${name} (${email})` : `${renamed}${name}`;
}
