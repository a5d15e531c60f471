import { Switch } from '@fluentui/react-components';
import { useTexts } from '../../texts/language.ts';
import { workflowFormTexts } from '../../texts/workflow-form.ts';
import { useFormStyles } from './Form.styles.ts';
import type { PartProps } from './form-part.ts';
import { Part } from './Part.tsx';
import { PickList } from './PickList.tsx';
import type { Named, WorkflowGround } from './workflow-types.ts';

/** Which tickets are its own. */
export function TakesPart({
  ground,
  ...part
}: PartProps & { readonly ground: Pick<WorkflowGround, 'queues' | 'priorities' | 'psaWasRead'> | null }) {
  const { draft, set, faultAt, idOf } = part;
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  const isKnown = ground?.psaWasRead === true;
  const queues = ground?.queues ?? [];
  const priorities = (ground?.priorities ?? []).map(({ id, label }) => ({ id, name: label }));
  const gone = ({ name }: Named): string => (isKnown ? t.unknownId(name) : name);
  return (
    <Part title={t.takesTitle}>
      <div>
        <Switch
          id={idOf('isOn')}
          checked={draft.isOn}
          label={t.isOn}
          onChange={(_event, { checked }) => set({ isOn: checked })}
        />
        <p className={styles.soft}>{t.isOnHint}</p>
      </div>
      <p className={styles.text}>{t.takesHint}</p>
      {isKnown ? null : <p className={styles.text}>{t.catalogueUnread}</p>}
      <div className={styles.columns}>
        <PickList
          id={idOf('queues')}
          label={t.queues}
          all={queues}
          ticked={named(draft.queues, queues)}
          empty={isKnown ? t.noQueues : ''}
          gone={gone}
          fault={faultAt('queues')}
          onTick={(ticked) => set({ queues: ticked.map(({ id }) => id) })}
        />
        <PickList
          id={idOf('priorities')}
          label={t.priorities}
          all={priorities}
          ticked={named(draft.priorities, priorities)}
          empty={isKnown ? t.noPriorities : ''}
          gone={gone}
          fault={faultAt('priorities')}
          onTick={(ticked) => set({ priorities: ticked.map(({ id }) => id) })}
        />
      </div>
    </Part>
  );
}

function named(ids: readonly string[], known: readonly Named[]): readonly Named[] {
  return ids.map((id) => known.find((each) => each.id === id) ?? { id, name: id });
}
