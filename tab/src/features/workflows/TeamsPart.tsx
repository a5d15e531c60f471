import { Button, Switch } from '@fluentui/react-components';
import { getAllTeams, getSetup } from '#contract/setup-endpoints.ts';
import { useResource } from '../../api/use-resource.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { workflowFormTexts } from '../../texts/workflow-form.ts';
import { useFormStyles } from './Form.styles.ts';
import { durationWords, type PartProps } from './form-part.ts';
import { NumberField } from './NumberField.tsx';
import { Part } from './Part.tsx';
import { PickList } from './PickList.tsx';
import { rotaNote } from './rota-note.ts';

/** The switch that the list is about, what it does in three lines, and the rota: a setting apart from the teams of auto-map (AV-5a). */
export function TeamsPart(part: PartProps) {
  const { draft, set, faultAt, idOf } = part;
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  const minutes = Number(draft.presenceBlocksMinutes);
  const isOn = draft.teamsAvailability === 'on';
  return (
    <Part title={t.teamsTitle}>
      <Switch
        id={idOf('teamsAvailability')}
        checked={isOn}
        label={t.teams}
        onChange={(_event, { checked }) => set({ teamsAvailability: checked ? 'on' : 'off' })}
      />
      {isOn ? (
        <ul className={styles.lines}>
          {t.teamsLines(durationWords(Number.isInteger(minutes) ? minutes : 0, t)).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        <p className={styles.text}>{t.teamsOff}</p>
      )}
      {isOn ? (
        <>
          <NumberField
            id={idOf('presenceBlocksMinutes')}
            label={t.presenceMinutes}
            hint={t.presenceMinutesHint}
            unit={t.minutes(minutes)}
            value={draft.presenceBlocksMinutes}
            fault={faultAt('presenceBlocksMinutes')}
            onType={(presenceBlocksMinutes) => set({ presenceBlocksMinutes })}
          />
          <RotaTeams {...part} />
        </>
      ) : null}
    </Part>
  );
}

function RotaTeams({ draft, set, faultAt, idOf }: PartProps) {
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  const all = useResource(getAllTeams);
  const teams = (all.value?.teams ?? []).map(({ id, displayName }) => ({ id, name: displayName }));
  const ticked = draft.rotaTeams.map(({ id, displayName }) => ({ id, name: displayName }));
  return (
    <>
      <PickList
        id={idOf('rotaTeams')}
        label={t.rotaTeams}
        all={teams}
        ticked={ticked}
        empty={all.isLoading || all.problem ? '' : t.noTeams}
        gone={({ name }) => (all.value === null ? name : `${name} (${t.goneTeam})`)}
        fault={faultAt('rotaTeams')}
        onTick={(next) => set({ rotaTeams: next.map(({ id, name }) => ({ id, displayName: name })) })}
      />
      {all.problem ? <p className={styles.text}>{t.teamsUnread}</p> : null}
      <p className={styles.text}>{draft.mode === 'ranked' ? t.rotaHint : t.rotaAiOnly}</p>
      <ApartFromAutoMap draft={draft} set={set} />
    </>
  );
}

function ApartFromAutoMap({ draft, set }: Pick<PartProps, 'draft' | 'set'>) {
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  const formats = useFormats();
  const setup = useResource(getSetup);
  const ticked = setup.value?.ticked.teams ?? null;
  const note = ticked === null ? null : rotaNote(draft.rotaTeams, ticked);
  return (
    <div className={styles.row}>
      <p className={styles.text}>
        {note?.kind === 'same' ? null : t.rotaApart}
        {note?.kind === 'same' ? t.rotaSame : null}
        {note?.kind === 'all' ? ` ${t.rotaAll}` : null}
        {note?.kind === 'other'
          ? ` ${t.rotaOther(formats.list(note.teams.map(({ displayName }) => displayName)))}`
          : null}
      </p>
      {note?.kind === 'other' ? (
        <Button size="small" onClick={() => set({ rotaTeams: [...note.teams] })}>
          {t.useSame(note.teams.length)}
        </Button>
      ) : null}
    </div>
  );
}
