import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useInSight } from '../../components/use-in-sight.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { workflowFormTexts } from '../../texts/workflow-form.ts';
import type { SetupField } from './setup-draft.ts';
import type { EditConflict } from './use-workflow-edit.ts';

/** Somebody else saved meanwhile: what they changed, what both changed, and the choice. */
export function ConflictBar(props: {
  readonly conflict: EditConflict;
  readonly onKeep: () => void;
  readonly onTake: () => void;
}) {
  const { theirs, there, both } = props.conflict;
  const t = useTexts(workflowFormTexts);
  const formats = useFormats();
  const bar = useInSight<HTMLDivElement>();
  const names = (fields: readonly SetupField[]): string => formats.list(fields.map((each) => t.field[each]));
  return (
    <div ref={bar}>
      <MessageBar intent="warning" layout="multiline" politeness="assertive">
        <MessageBarBody>
          <MessageBarTitle>{t.conflictTitle(theirs.savedBy)}</MessageBarTitle>
          {there.length === 0 ? t.conflictSame : t.conflictText(names(there))}
          {both.length === 0 ? '' : ` ${t.conflictBoth(names(both))}`}
        </MessageBarBody>
        <MessageBarActions>
          <Button size="small" onClick={props.onKeep}>
            {t.keepMine}
          </Button>
          <Button size="small" onClick={props.onTake}>
            {t.takeTheirs}
          </Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}
