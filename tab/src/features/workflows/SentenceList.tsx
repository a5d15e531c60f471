import { mergeClasses } from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  DismissCircleRegular,
  InfoRegular,
  WarningRegular,
} from '@fluentui/react-icons';
import { useFormats, useTexts } from '../../texts/language.ts';
import { kindTexts, sentenceTexts } from '../../texts/workflow-sentences.ts';
import { type SentenceLine, sentenceLines, type SentenceTerms } from './sentence-words.ts';
import { useSentenceStyles } from './Sentences.styles.ts';
import type { Sentence } from './workflow-types.ts';

/** How each sentence was understood (INS-1): the rule in words, or why there is none. */
export function SentenceList(props: {
  readonly sentences: readonly Sentence[];
  readonly terms: SentenceTerms;
}) {
  const styles = useSentenceStyles();
  const t = useTexts(sentenceTexts);
  const kinds = useTexts(kindTexts);
  const formats = useFormats();
  const lines = sentenceLines(props.sentences, props.terms, { t, kinds, formats });
  return (
    <ol className={styles.list} aria-label={t.title}>
      {lines.map((line, place) => (
        <OneSentence key={place} line={line} />
      ))}
    </ol>
  );
}

function OneSentence({ line }: { readonly line: SentenceLine }) {
  const styles = useSentenceStyles();
  const t = useTexts(sentenceTexts);
  const isRule = line.kind === 'rules';
  return (
    <li className={styles.sentence}>
      <Mark kind={line.kind} />
      <div className={styles.words}>
        <p className={styles.quoted}>{t.quoted(line.text)}</p>
        <p className={styles.result}>{isRule ? line.details.join(' · ') : line.label}</p>
        {isRule
          ? null
          : line.details.map((detail) => (
              <p key={detail} className={styles.text}>
                {detail}
              </p>
            ))}
        {line.warnings.map((warning) => (
          <p key={warning} className={styles.warning}>
            <WarningRegular aria-hidden="true" /> {warning}
          </p>
        ))}
      </div>
    </li>
  );
}

function Mark({ kind }: Pick<SentenceLine, 'kind'>) {
  const styles = useSentenceStyles();
  const t = useTexts(sentenceTexts);
  if (kind === 'rules') {
    return <CheckmarkCircleRegular aria-label={t.rule} className={mergeClasses(styles.icon, styles.good)} />;
  }
  // The words beside it say what it is.
  if (kind === 'advice') {
    return <InfoRegular aria-hidden="true" className={mergeClasses(styles.icon, styles.soft)} />;
  }
  return <DismissCircleRegular aria-hidden="true" className={mergeClasses(styles.icon, styles.bad)} />;
}
