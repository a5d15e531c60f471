import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { decisionPageTexts } from '../../texts/dispatch-decision.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { type Assigning } from './use-assigning.ts';

/** What somebody should know before the ticket is given to this person. */
export function AssignQuestion({ assigning }: { readonly assigning: Assigning }) {
  const t = useTexts(decisionPageTexts);
  const formats = useFormats();
  const { question } = assigning;
  if (question === null) return null;
  const { name } = question.technician;
  const lines = question.warnings.map(({ code, ownerName, says, until }) => {
    if (code === 'own-word') {
      const what = says === null ? '' : t.assign.says[says];
      return t.assign.warning[code](name, what, until === null ? '' : formats.moment(new Date(until)));
    }
    return t.assign.warning[code](name, ownerName ?? t.head.somebody, '');
  });
  return (
    <ConfirmDialog
      title={t.assign.confirmTitle(name)}
      text={lines.join(' ')}
      confirmLabel={t.assign.confirmYes(name)}
      keepLabel={t.assign.confirmNo}
      onConfirm={() => assigning.answer(true)}
      onKeep={() => assigning.answer(false)}
    />
  );
}
