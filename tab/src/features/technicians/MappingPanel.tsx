import {
  Button,
  Field,
  Input,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Switch,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { readTechnician } from '#contract/technicians-endpoints.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useResource } from '../../api/use-resource.ts';
import { AskSomeone } from '../../components/AskSomeone.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { hrefOf, pathOf } from '../../shell/path.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { type MappingPanelWords, mappingPanelTexts } from '../../texts/mapping-panel.ts';
import { AccountSearch } from './AccountSearch.tsx';
import { Address } from './Address.tsx';
import type { Technician } from './loaded-pages.ts';
import { type FieldName, type FieldRule, formOf, type SaveFault, typed } from './mapping-form.ts';
import { usePanelStyles } from './MappingPanel.styles.ts';
import { Badges } from './TechnicianRow.tsx';
import { type Detail, type Editing, useEditing } from './use-editing.ts';

/** Screen S8: one technician's mapping, to look at, or, for whoever may, to change. */
export function MappingPanel(props: {
  readonly technicianId: string;
  readonly onClose: () => void;
  /** Somebody's mapping is another one now. */
  readonly onChanged: (technician: Technician) => void;
}) {
  const { technicianId, onClose } = props;
  const t = useTexts(mappingPanelTexts);
  const mayEdit = useMay('mapping.write');
  const detail = useResource(readTechnician, { params: { technicianId } });
  const editing = useEditing(detail, props);
  const { value, problem } = detail;
  return (
    <Panel
      title={value ? t.panel(value.name) : t.panelLoading}
      onClose={onClose}
      footer={value && mayEdit ? <Footer detail={value} editing={editing} onCancel={onClose} /> : null}
    >
      {problem?.code === 'technician_not_found' ? <p>{t.gone}</p> : null}
      {problem && problem.code !== 'technician_not_found' ? (
        <ProblemBar problem={problem} retry={detail.refresh} />
      ) : null}
      {value === null && problem === null ? <Loading lines={6} /> : null}
      {value && mayEdit ? <Editor detail={value} editing={editing} /> : null}
      {value && !mayEdit ? <ReadOnly detail={value} /> : null}
    </Panel>
  );
}

function ReadOnly({ detail }: { readonly detail: Detail }) {
  const styles = usePanelStyles();
  const t = useTexts(mappingPanelTexts);
  const { me } = useSession();
  return (
    <div className={styles.form}>
      <Facts detail={detail} />
      <Findings detail={detail} />
      <p className={styles.soft}>
        {t.askHint}
        <AskSomeone names={me.ask.lead} message={t.ask(detail.name)} />
      </p>
    </div>
  );
}

function Editor({ detail, editing }: { readonly detail: Detail; readonly editing: Editing }) {
  const styles = usePanelStyles();
  const t = useTexts(mappingPanelTexts);
  const { conflict, problem, alreadyMapped, change } = editing;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void editing.save(false);
      }}
    >
      {conflict ? <Conflict fault={conflict} onReload={editing.startOver} /> : null}
      {problem ? <ProblemBar problem={problem} /> : null}
      <Facts detail={detail} />
      <Findings detail={detail} onUse={(user) => change(formOf(user))} />
      <AccountSearch technicianId={detail.technicianId} onChoose={(user) => change(formOf(user))} />
      {alreadyMapped ? (
        <AlreadyMapped fault={alreadyMapped} onMapAnyway={() => void editing.save(true)} />
      ) : null}
      <UserField name="accountId" editing={editing} />
      <UserField name="signInName" editing={editing} />
      <p className={styles.soft}>{t.manualHint}</p>
      <Field hint={t.neverAutoMapHint}>
        <Switch
          checked={editing.excluded}
          label={t.neverAutoMap}
          onChange={(_event, { checked }) => void editing.exclude(checked)}
        />
      </Field>
      {/* Enter in a field saves; the button that people see stands in the foot of the panel. */}
      <input type="submit" hidden />
    </form>
  );
}

function Footer(props: {
  readonly detail: Detail;
  readonly editing: Editing;
  readonly onCancel: () => void;
}) {
  const t = useTexts(mappingPanelTexts);
  const { isBusy, wish, save, remove } = props.editing;
  // Both fields are empty: saving takes the mapping away, and the button says so.
  const removes = wish.kind === 'remove';
  const label = removes ? t.remove : t.save;
  return (
    <>
      <Button appearance="primary" disabledFocusable={isBusy} onClick={() => void save(false)}>
        {isBusy ? t.saving : label}
      </Button>
      <Button onClick={props.onCancel}>{t.cancel}</Button>
      {props.detail.mapping && !removes ? (
        <Button appearance="subtle" disabledFocusable={isBusy} onClick={() => void remove()}>
          {t.remove}
        </Button>
      ) : null}
    </>
  );
}

function Facts({ detail }: { readonly detail: Detail }) {
  const styles = usePanelStyles();
  const t = useTexts(mappingPanelTexts);
  const formats = useFormats();
  const { mapping, lastChange } = detail;
  const fact = (term: string, value: ReactNode): ReactNode => (
    <>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.fact}>{value}</dd>
    </>
  );
  const when = lastChange && formats.moment(new Date(lastChange.at));
  return (
    <dl className={styles.facts}>
      {fact(t.psaEmail, detail.email === null ? t.noEmail : <Address text={detail.email} />)}
      {mapping
        ? fact(t.account, [mapping.displayName, mapping.userPrincipalName].filter(Boolean).join(', '))
        : null}
      {fact(t.mapping, <Badges technician={detail} />)}
      {when
        ? fact(
            '',
            <span className={styles.soft}>
              {lastChange?.by ? t.changedBy(when, lastChange.by) : t.changed(when)}
            </span>,
          )
        : null}
    </dl>
  );
}

/** MAP-9: why auto-map left somebody open, and whom it would suggest. */
function Findings({
  detail,
  onUse,
}: {
  readonly detail: Detail;
  readonly onUse?: (user: { readonly userId: string; readonly userPrincipalName: string | null }) => void;
}) {
  const styles = usePanelStyles();
  const t = useTexts(mappingPanelTexts);
  const formats = useFormats();
  const review = detail.lastReview;
  if (review === null || (review.reason === null && review.suggestions.length === 0)) return null;
  return (
    <section className={styles.section}>
      {review.reason ? (
        <>
          <h3 className={styles.heading}>{t.whyUnmatched}</h3>
          <p className={styles.soft}>
            {t.reason[review.reason]}
            {review.rivals.length > 0 ? ` ${t.rivals(formats.list(review.rivals))}` : ''}
          </p>
        </>
      ) : null}
      {review.suggestions.length > 0 ? (
        <>
          <h3 className={styles.heading}>{t.suggestions}</h3>
          <ul className={styles.list}>
            {review.suggestions.map((each) => {
              const account = each.userPrincipalName ?? each.displayName ?? each.userId;
              return (
                <li key={each.userId} className={styles.suggestion}>
                  <span className={styles.text}>
                    <Address text={account} />
                    <span className={styles.soft}>
                      {t.because[each.because](
                        each.because === 'similar-name' ? each.userValue : each.technicianValue,
                      )}
                      {each.guest ? ` · ${t.guest}` : ''}
                    </span>
                  </span>
                  {onUse ? (
                    <Button size="small" aria-label={t.useOf(account)} onClick={() => onUse(each)}>
                      {t.use}
                    </Button>
                  ) : null}
                </li>
              );
            })}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function UserField({ name, editing }: { readonly name: FieldName; readonly editing: Editing }) {
  const { form, fieldFault, change } = editing;
  const t = useTexts(mappingPanelTexts);
  const message = fieldFault?.field === name ? ruleWords(fieldFault.rule, t) : null;
  return (
    <Field label={t[name]} validationMessage={message} validationState={message ? 'error' : 'none'}>
      <Input
        value={form[name]}
        maxLength={name === 'accountId' ? 100 : 320}
        autoComplete="off"
        spellCheck={false}
        placeholder={form.lookedUp === name ? t.lookedUp : undefined}
        onChange={(_event, { value }) => change(typed(form, name, value))}
      />
    </Field>
  );
}

function ruleWords(rule: FieldRule, t: MappingPanelWords): string {
  return {
    'half-cleared': t.half,
    'not-an-id': t.notAnId,
    'two-users': t.twoUsers,
    'account-disabled': t.accountDisabled,
    'not-found': t.notFound,
  }[rule];
}

function AlreadyMapped(props: {
  readonly fault: Extract<SaveFault, { kind: 'already-mapped' }>;
  readonly onMapAnyway: () => void;
}) {
  const t = useTexts(mappingPanelTexts);
  const { technicianId, name } = props.fault;
  return (
    <MessageBar intent="warning" layout="multiline" politeness="assertive">
      <MessageBarBody>
        {t.alreadyMapped(name)}{' '}
        <Link inline href={hrefOf(pathOf('technicians', technicianId))}>
          {t.open(name)}
        </Link>
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={props.onMapAnyway}>
          {t.mapAnyway}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

function Conflict(props: {
  readonly fault: Extract<SaveFault, { kind: 'conflict' }>;
  readonly onReload: () => void;
}) {
  const t = useTexts(mappingPanelTexts);
  const formats = useFormats();
  const { by, at } = props.fault;
  return (
    <MessageBar intent="warning" layout="multiline" politeness="assertive">
      <MessageBarBody>{by && at ? t.conflict(by, formats.moment(at)) : t.conflictUnknown}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={props.onReload}>
          {t.showNow}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
