import { Button, Field, Input, Select } from '@fluentui/react-components';
import { findPeople } from '#contract/administration-endpoints.ts';
import type { Role } from '#kernel/vocabulary.ts';
import { useEffect, useState } from 'react';
import type { AnswerOf } from '../../api/client.ts';
import { useResource } from '../../api/use-resource.ts';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useRecordsStyles } from '../../components/Records.styles.ts';
import { Section } from '../../components/Section.tsx';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { accessTexts } from '../../texts/access.ts';
import { useTexts } from '../../texts/language.ts';
import { type AccessRow, GIVEN_ROLES } from './access-rows.ts';
import { useAccessStyles } from './Access.styles.ts';

type FoundPerson = AnswerOf<typeof findPeople>['people'][number];

/** Long enough that nobody is looked for at every letter. */
const PAUSE_MS = 250;
const SHORTEST = 2;

/** Finds people of the tenant and gives them a role. */
export function PersonSearch(props: {
  readonly rows: readonly AccessRow[];
  readonly isRunning: boolean;
  readonly onGive: (person: { readonly userId: string; readonly name: string }, role: Role) => void;
}) {
  const styles = useSectionStyles();
  const own = useAccessStyles();
  const records = useRecordsStyles();
  const t = useTexts(accessTexts);
  const [text, setText] = useState('');
  const [role, setRole] = useState<Role>('lead');
  const search = useSettled(text.trim());
  const enabled = search.length >= SHORTEST;
  const { value, problem, isLoading, refresh } = useResource(
    findPeople,
    { query: { search } },
    { enabled, keepsOld: true },
  );
  const found = enabled && value ? value.people : [];
  const isAsking = enabled && isLoading;

  return (
    <Section title={t.add}>
      <div className={own.fields}>
        <Field label={t.find} hint={t.findHint} className={own.search}>
          <Input
            type="search"
            value={text}
            autoComplete="off"
            onChange={(_event, { value }) => setText(value)}
          />
        </Field>
        <Field label={t.newRole}>
          <Select
            value={role}
            onChange={(_event, { value }) => setRole(GIVEN_ROLES.find((each) => each === value) ?? 'lead')}
          >
            {GIVEN_ROLES.map((each) => (
              <option key={each} value={each}>
                {t.role[each]}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {problem && enabled ? <ProblemBar problem={problem} retry={refresh} /> : null}
      <p className={styles.soft} aria-live="polite">
        {enabled && !problem ? resultWords(t, { isAsking, count: found.length, search }) : ''}
      </p>
      {found.length > 0 ? (
        <ul className={records.list} aria-label={t.results}>
          {found.map((person) => (
            <Found key={person.userId} person={person} role={role} {...props} />
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

function Found(props: {
  readonly person: FoundPerson;
  readonly role: Role;
  readonly rows: readonly AccessRow[];
  readonly isRunning: boolean;
  readonly onGive: (person: { readonly userId: string; readonly name: string }, role: Role) => void;
}) {
  const styles = useSectionStyles();
  const own = useAccessStyles();
  const t = useTexts(accessTexts);
  const { person, role } = props;
  const { userId, displayName, userPrincipalName } = person;
  const name = displayName ?? userPrincipalName ?? t.account(userId);
  const obstacle = obstacleOf(t, person, props.rows);
  return (
    <li className={own.found}>
      <span className={own.person}>
        <span>{name}</span>
        <span className={styles.soft}>{userPrincipalName}</span>
      </span>
      {obstacle === null ? (
        <Button
          aria-label={t.giveTo(name, t.role[role])}
          disabledFocusable={props.isRunning}
          onClick={() => props.onGive({ userId, name }, role)}
        >
          {t.give(t.role[role])}
        </Button>
      ) : (
        <span className={styles.soft}>{obstacle}</span>
      )}
    </li>
  );
}

type Words = (typeof accessTexts)['en'];

/** Why nothing can be given to this person here; `null` when it can. */
function obstacleOf(t: Words, person: FoundPerson, rows: readonly AccessRow[]): string | null {
  if (person.guest) return t.guest;
  if (!person.enabled) return t.disabled;
  const row = rows.find(({ userId }) => userId === person.userId);
  return row ? t.has(t.role[row.role]) : null;
}

function resultWords(
  t: Words,
  {
    isAsking,
    count,
    search,
  }: { readonly isAsking: boolean; readonly count: number; readonly search: string },
): string {
  if (isAsking) return t.searching;
  return count === 0 ? t.foundNobody(search) : t.found(count);
}

/** `value` once it has stood still for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
