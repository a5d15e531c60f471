import { Button, Field, Input } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular, DismissRegular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { useFormats, useTexts } from '../../texts/language.ts';
import { workflowFormTexts } from '../../texts/workflow-form.ts';
import { Choices } from './Choices.tsx';
import { useFormStyles } from './Form.styles.ts';
import type { PartProps } from './form-part.ts';
import { Part } from './Part.tsx';
import { findOutside, FOUND_AT_MOST, movedBy, poolMembers } from './pool-list.ts';
import type { Named } from './workflow-types.ts';

/** Everybody, or a chosen list in the order of the turn. */
export function PoolPart(part: PartProps & { readonly technicians: readonly Named[] }) {
  const { draft, set, faultAt, idOf } = part;
  const t = useTexts(workflowFormTexts);
  const isChosen = draft.pool.kind === 'chosen';
  return (
    <Part title={t.poolTitle}>
      <Choices
        id={idOf('pool')}
        label={t.pool}
        value={draft.pool.kind}
        fault={faultAt('pool')}
        choices={[
          { value: 'everyone', label: t.everyone, hint: t.everyoneHint },
          { value: 'chosen', label: t.chosen, hint: t.chosenHint },
        ]}
        onChoose={(kind) => set({ pool: { ...draft.pool, kind } })}
      />
      {isChosen ? (
        <ChosenPool
          ids={draft.pool.ids}
          technicians={part.technicians}
          onChange={(ids) => set({ pool: { kind: 'chosen', ids } })}
        />
      ) : null}
    </Part>
  );
}

function ChosenPool(props: {
  readonly ids: readonly string[];
  readonly technicians: readonly Named[];
  readonly onChange: (ids: readonly string[]) => void;
}) {
  const { ids, technicians, onChange } = props;
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  const formats = useFormats();
  const count = useRef<HTMLParagraphElement>(null);
  const members = poolMembers(ids, technicians);
  return (
    <>
      <p className={styles.count} ref={count} tabIndex={-1} aria-live="polite">
        {members.length === 0 ? t.poolEmpty : t.poolCount(formats.number(members.length))}
      </p>
      {members.length > 0 ? (
        <ol className={styles.members} aria-label={t.poolList}>
          {members.map(({ id, name, isKnown }, place) => (
            <li key={id} className={styles.member}>
              <span className={styles.place} aria-hidden="true">
                {formats.number(place + 1)}
              </span>
              <span>{isKnown ? name : t.notTechnician(id)}</span>
              <span>
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<ArrowUpRegular />}
                  aria-label={t.up(name)}
                  disabledFocusable={place === 0}
                  onClick={() => onChange(movedBy(ids, place, -1))}
                />
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<ArrowDownRegular />}
                  aria-label={t.down(name)}
                  disabledFocusable={place === members.length - 1}
                  onClick={() => onChange(movedBy(ids, place, 1))}
                />
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<DismissRegular />}
                  aria-label={t.removeNamed(name)}
                  onClick={() => {
                    onChange(ids.filter((each) => each !== id));
                    count.current?.focus();
                  }}
                />
              </span>
            </li>
          ))}
        </ol>
      ) : null}
      <AddToPool {...props} />
    </>
  );
}

function AddToPool(props: {
  readonly ids: readonly string[];
  readonly technicians: readonly Named[];
  readonly onChange: (ids: readonly string[]) => void;
}) {
  const { ids, technicians, onChange } = props;
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  const formats = useFormats();
  const field = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const found = findOutside(technicians, ids, text);
  const shown = found.slice(0, FOUND_AT_MOST);
  const isEverybodyIn = technicians.length > 0 && findOutside(technicians, ids, '').length === 0;
  if (isEverybodyIn) return <p className={styles.soft}>{t.nobodyLeft}</p>;
  return (
    <div className={styles.group} ref={field}>
      <Field label={t.poolAdd}>
        <Input
          type="search"
          autoComplete="off"
          value={text}
          onChange={(_event, { value }) => setText(value)}
        />
      </Field>
      {found.length === 0 ? <p className={styles.soft}>{t.nobodyFound(text.trim())}</p> : null}
      <ul className={styles.found} aria-label={t.poolAdd}>
        {shown.map(({ id, name }) => (
          <li key={id}>
            <Button
              size="small"
              className={styles.foundButton}
              aria-label={t.addNamed(name)}
              onClick={() => {
                onChange([...ids, id]);
                setText('');
                field.current?.querySelector('input')?.focus();
              }}
            >
              + {name}
            </Button>
          </li>
        ))}
      </ul>
      {found.length > shown.length ? (
        <div className={styles.row}>
          <span className={styles.soft}>{t.moreFound(formats.number(found.length - shown.length))}</span>
          <Button
            size="small"
            appearance="transparent"
            onClick={() => onChange([...ids, ...found.map(({ id }) => id)])}
          >
            {t.poolAddAll(formats.number(found.length))}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
