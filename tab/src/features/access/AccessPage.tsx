import { getRoles } from '#contract/administration-endpoints.ts';
import type { Role } from '#kernel/vocabulary.ts';
import { lazy, Suspense, useRef, useState } from 'react';
import { useMay, useSession } from '../../api/session.ts';
import { useResource } from '../../api/use-resource.ts';
import { AskSomeone } from '../../components/AskSomeone.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { Section } from '../../components/Section.tsx';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { accessTexts } from '../../texts/access.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { isTemporaryAdmin, namelessAdmins, type Roles, toRows } from './access-rows.ts';
import { PeopleTable } from './PeopleTable.tsx';
import { RoleRights } from './RoleRights.tsx';
import { useAccountNames } from './use-account-names.ts';
import { type RoleChange, useRoleChanges } from './use-role-changes.ts';

/** What the list above them does not need: they come beside it. */
const PersonSearch = lazy(async () => ({ default: (await import('./PersonSearch.tsx')).PersonSearch }));
const RoleFailureBar = lazy(async () => ({
  default: (await import('./RoleFailureBar.tsx')).RoleFailureBar,
}));
const TemporaryAdmin = lazy(async () => ({
  default: (await import('./TemporaryAdmin.tsx')).TemporaryAdmin,
}));

/** Who may do what inside the desk (SPEC 0, TAB-6). */
export function AccessPage() {
  const t = useTexts(accessTexts);
  const mayManage = useMay('roles.manage');
  return (
    <Page title={t.title} summary={t.summary}>
      {mayManage ? <Managed /> : <ReadOnly />}
    </Page>
  );
}

function ReadOnly() {
  const styles = useSectionStyles();
  const t = useTexts(accessTexts);
  const { me } = useSession();
  return (
    <div className={styles.section}>
      <p className={styles.text}>
        {t.readOnly(t.role[me.person.role])}
        <AskSomeone names={me.ask.admin} message={t.ask} />
      </p>
      <RoleRights />
    </div>
  );
}

function Managed() {
  const styles = useSectionStyles();
  const t = useTexts(accessTexts);
  const { value, problem, readAt, refresh } = useResource(getRoles);
  return (
    <>
      {problem ? (
        <div className={styles.bar}>
          <ProblemBar problem={problem} retry={refresh} shownSince={value ? readAt : null} />
        </div>
      ) : null}
      {value === null && !problem ? <Loading label={t.loading} /> : null}
      {value ? <People roles={value} refresh={refresh} /> : null}
    </>
  );
}

function People({ roles, refresh }: { readonly roles: Roles; readonly refresh: () => void }) {
  const styles = useSectionStyles();
  const t = useTexts(accessTexts);
  const { locale } = useFormats();
  const { person: me } = useSession().me;
  const names = useAccountNames(namelessAdmins(roles, me));
  const rows = toRows(roles, me, { names, locale });
  const changes = useRoleChanges(refresh);
  const [ownChange, setOwnChange] = useState<RoleChange | null>(null);
  const count = useRef<HTMLParagraphElement>(null);

  async function save(change: RoleChange): Promise<void> {
    const isSaved = await changes.change(change);
    // Another role of one's own changes every page; the row of somebody without a role is gone, and the focus with it.
    if (isSaved && change.userId === me.userId && change.to !== 'admin') window.location.reload();
    else if (isSaved && change.to === null) count.current?.focus();
  }
  function ask(change: RoleChange): void {
    if (change.userId === me.userId && change.to !== 'admin') setOwnChange(change);
    else void save(change);
  }
  const give = (person: { readonly userId: string; readonly name: string }, to: Role): void =>
    ask({ ...person, from: null, to });

  return (
    <>
      {changes.failure ? (
        <div className={styles.bar}>
          <Suspense fallback={null}>
            <RoleFailureBar {...changes.failure} />
          </Suspense>
        </div>
      ) : null}
      {isTemporaryAdmin(roles, me) ? (
        <Suspense fallback={null}>
          <TemporaryAdmin onKeep={() => give(me, 'admin')} />
        </Suspense>
      ) : null}
      <Section title={t.table}>
        <p ref={count} tabIndex={-1} className={styles.count} aria-live="polite">
          {t.people(rows.length)}
        </p>
        {rows.length === 0 ? (
          <Empty title={t.nobody} text={t.nobodyText} />
        ) : (
          <div className={styles.whole}>
            <PeopleTable
              rows={rows}
              isRunning={changes.isRunning}
              onChange={({ userId, name, role }, to) => ask({ userId, name: name ?? userId, from: role, to })}
            />
          </div>
        )}
        {roles.initialAdmins.length > 0 ? <p className={styles.soft}>{t.byConfigurationHint}</p> : null}
        <RoleRights />
      </Section>
      <Suspense fallback={<Loading lines={2} />}>
        <PersonSearch rows={rows} isRunning={changes.isRunning} onGive={give} />
      </Suspense>
      {ownChange ? (
        <ConfirmDialog
          title={t.ownTitle}
          text={t.ownText}
          confirmLabel={t.ownConfirm}
          keepLabel={t.ownKeep}
          onKeep={() => setOwnChange(null)}
          onConfirm={() => {
            setOwnChange(null);
            void save(ownChange);
          }}
        />
      ) : null}
    </>
  );
}
