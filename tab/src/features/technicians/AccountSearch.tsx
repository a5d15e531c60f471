import { Field, Input, mergeClasses } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { findUsers } from '#contract/technicians-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';
import { useResource } from '../../api/use-resource.ts';
import { Announce } from '../../components/Announce.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { mappingPanelTexts } from '../../texts/mapping-panel.ts';
import { usePanelStyles } from './MappingPanel.styles.ts';

export type FoundUser = AnswerOf<typeof findUsers>['users'][number];

const TYPING_MS = 250;

/** A field that finds users as one types, with the list of ARIA's combobox pattern: arrows choose, Enter takes, Escape closes. */
export function AccountSearch(props: {
  /** Not named among the technicians that have a user. */
  readonly technicianId: string;
  readonly onChoose: (user: FoundUser) => void;
}) {
  const styles = usePanelStyles();
  const t = useTexts(mappingPanelTexts);
  const listId = useId();
  const [text, setText] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const search = usePaused(text.trim());
  const isAsked = search.length >= 2;
  const found = useResource(findUsers, { query: { search } }, { enabled: isAsked, keepsOld: true });
  const users = isAsked && found.problem === null ? (found.value?.users ?? []) : [];
  const isSettled = isAsked && found.value !== null && !found.isLoading && search === text.trim();
  const isShown = isOpen && users.length > 0;

  const choose = (user: FoundUser | undefined): void => {
    if (!user?.enabled) return;
    props.onChoose(user);
    setText('');
    setIsOpen(false);
    setActive(-1);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && isShown) {
      // Or the panel would close as well.
      event.stopPropagation();
      setIsOpen(false);
    } else if (event.key === 'Enter' && isShown) {
      event.preventDefault();
      choose(users[active]);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setIsOpen(true);
      setActive(stepped(active, event.key === 'ArrowDown' ? 1 : -1, users.length));
    }
  };
  const outcome = users.length > 0 ? t.found(users.length) : t.nobodyFound(search);
  const said = isSettled ? outcome : '';
  const messageOf = (): string | null => {
    if (isAsked && found.isLoading) return t.searching;
    return isSettled && users.length === 0 ? said : null;
  };
  return (
    <div className={styles.section}>
      <Field label={t.account} hint={t.accountHint} validationState="none" validationMessage={messageOf()}>
        <Input
          value={text}
          maxLength={100}
          autoComplete="off"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={isShown}
          aria-controls={isShown ? listId : undefined}
          aria-activedescendant={isShown && active >= 0 ? `${listId}-${active}` : undefined}
          onChange={(_event, { value }) => {
            setText(value);
            setIsOpen(true);
            setActive(-1);
          }}
          onBlur={() => setIsOpen(false)}
          onKeyDown={onKeyDown}
        />
      </Field>
      <div className={styles.combobox}>
        {isShown ? (
          <ul id={listId} role="listbox" aria-label={t.account} className={styles.options}>
            {users.map((user, index) => (
              <Option
                key={user.userId}
                id={`${listId}-${index}`}
                user={user}
                technicianId={props.technicianId}
                isActive={index === active}
                onChoose={() => choose(user)}
              />
            ))}
          </ul>
        ) : null}
      </div>
      <Announce text={said} />
      {isAsked && found.problem ? <ProblemBar problem={found.problem} retry={found.refresh} /> : null}
    </div>
  );
}

function Option(props: {
  readonly id: string;
  readonly user: FoundUser;
  readonly technicianId: string;
  readonly isActive: boolean;
  readonly onChoose: () => void;
}) {
  const { id, user, isActive } = props;
  const styles = usePanelStyles();
  const t = useTexts(mappingPanelTexts);
  const formats = useFormats();
  const others = user.mappedTo.filter((each) => each.technicianId !== props.technicianId);
  const marks = [
    user.guest ? t.guest : null,
    user.enabled ? null : t.disabled,
    others.length > 0 ? t.mappedTo(formats.list(others.map(({ name }) => name))) : null,
  ].filter((mark) => mark !== null);
  return (
    <li
      id={id}
      role="option"
      aria-selected={isActive}
      aria-disabled={!user.enabled}
      className={mergeClasses(styles.option, isActive && styles.active, !user.enabled && styles.refused)}
      ref={(element) => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' });
      }}
      // The field must keep the focus, or the list closes before the click.
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onChoose}
    >
      <span>{user.displayName ?? user.userPrincipalName ?? user.userId}</span>
      <span className={styles.soft}>{user.userPrincipalName ?? user.mail}</span>
      {marks.length > 0 ? <span className={styles.soft}>{marks.join(' · ')}</span> : null}
    </li>
  );
}

function stepped(active: number, step: number, count: number): number {
  if (count === 0) return -1;
  if (active === -1) return step > 0 ? 0 : count - 1;
  return (active + step + count) % count;
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
