import { Badge, Button, mergeClasses } from '@fluentui/react-components';
import { memo, type ReactNode } from 'react';
import { hrefOf, pathOf } from '../../shell/path.ts';
import { useTexts } from '../../texts/language.ts';
import { technicianTexts } from '../../texts/technicians.ts';
import { Address } from './Address.tsx';
import type { Technician } from './loaded-pages.ts';
import type { RowWords } from './row-words.ts';
import { useTechniciansStyles } from './TechniciansPage.styles.ts';

export type Layout = 'wide' | 'medium' | 'list';

export interface RowProps {
  /** `null` while their page is on its way. */
  readonly technician: Technician | null;
  /** `null` until presence came. */
  readonly words: RowWords | null;
  readonly mayEdit: boolean;
}

/** The cells of one technician: seven columns, or, where there is less room, four that stand for them. */
export const RowCells = memo(function RowCells({ layout, ...props }: RowProps & { readonly layout: Layout }) {
  const styles = useTechniciansStyles();
  const { technician, words } = props;
  if (technician === null) return <WaitingCells columns={layout === 'wide' ? 7 : 4} />;
  if (layout === 'wide') {
    return (
      <>
        <th scope="row" className={mergeClasses(styles.cell, styles.name)} style={START}>
          {technician.name}
        </th>
        <td className={styles.cell}>
          <Email technician={technician} />
        </td>
        <td className={styles.cell}>
          <User technician={technician} />
        </td>
        <td className={styles.cell}>
          <Badges technician={technician} />
        </td>
        <td className={styles.cell}>
          <PresenceWords words={words} />
        </td>
        <td className={styles.cell}>{words?.shift}</td>
        <td className={styles.cell}>
          <EditButton {...props} />
        </td>
      </>
    );
  }
  return (
    <>
      <th scope="row" className={styles.cell} style={START}>
        <div className={styles.lines}>
          <span className={styles.name}>{technician.name}</span>
          <span style={PLAIN}>
            <Email technician={technician} />
          </span>
        </div>
      </th>
      <td className={styles.cell}>
        <div className={styles.lines}>
          <User technician={technician} />
          <Badges technician={technician} />
        </div>
      </td>
      <td className={styles.cell}>
        <PresenceWords words={words} />
        {words ? <div className={styles.soft}>{words.shift}</div> : null}
      </td>
      <td className={styles.cell}>
        <EditButton {...props} />
      </td>
    </>
  );
});

/** One technician where a table has no room. */
export const CardBody = memo(function CardBody(props: RowProps) {
  const styles = useTechniciansStyles();
  const t = useTexts(technicianTexts);
  const { technician, words } = props;
  if (technician === null) return <Waiting />;
  return (
    <>
      <div className={styles.cardHead}>
        <span className={styles.name}>{technician.name}</span>
        <EditButton {...props} />
      </div>
      <Named term={t.sort.email}>
        <Email technician={technician} />
      </Named>
      <Named term={t.sort.user}>
        <User technician={technician} />
      </Named>
      <Badges technician={technician} />
      {words ? (
        <span className={styles.soft}>
          {[words.group, words.presence, words.shift].filter(Boolean).join(' · ')}
        </span>
      ) : null}
    </>
  );
});

/** Two addresses that often read the same: each says what it is. */
function Named({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  const styles = useTechniciansStyles();
  return (
    <span>
      <span className={styles.soft}>{term}: </span>
      {children}
    </span>
  );
}

const START = { textAlign: 'start' } as const;
const PLAIN = { fontWeight: 'normal' } as const;

function Email({ technician: { email } }: { readonly technician: Technician }) {
  const styles = useTechniciansStyles();
  const t = useTexts(technicianTexts);
  return email === null ? <span className={styles.soft}>{t.noEmail}</span> : <Address text={email} />;
}

function User({ technician: { mapping } }: { readonly technician: Technician }) {
  const styles = useTechniciansStyles();
  const t = useTexts(technicianTexts);
  if (mapping === null) return <span className={styles.soft}>{t.noUser}</span>;
  return <Address text={mapping.userPrincipalName ?? mapping.displayName ?? mapping.userId} />;
}

export function Badges({ technician: { mapping, excluded } }: { readonly technician: Technician }) {
  const styles = useTechniciansStyles();
  const t = useTexts(technicianTexts);
  const badge = mapping?.source ?? 'unmapped';
  return (
    <span className={styles.badges}>
      <Badge appearance="tint" color={BADGE_COLORS[badge]} className={styles.badge}>
        {t.badge[badge]}
      </Badge>
      {mapping?.guest ? (
        <Badge appearance="outline" color="informative" className={styles.badge}>
          {t.guest}
        </Badge>
      ) : null}
      {excluded ? (
        <Badge appearance="outline" color="informative" className={styles.badge}>
          {t.badge.excluded}
        </Badge>
      ) : null}
    </span>
  );
}

const BADGE_COLORS = { auto: 'success', manual: 'brand', unmapped: 'warning' } as const;

function PresenceWords({ words }: { readonly words: RowWords | null }) {
  const styles = useTechniciansStyles();
  if (words === null) return null;
  return (
    <div className={styles.lines}>
      <span>{words.group}</span>
      {words.presence === null ? null : <span className={styles.soft}>{words.presence}</span>}
    </div>
  );
}

/** A link, because the panel has an address of its own. */
function EditButton({ technician, mayEdit }: Pick<RowProps, 'technician' | 'mayEdit'>) {
  const t = useTexts(technicianTexts);
  if (technician === null) return null;
  return (
    <Button
      as="a"
      size="small"
      href={hrefOf(pathOf('technicians', technician.technicianId))}
      aria-label={mayEdit ? t.editOf(technician.name) : t.showOf(technician.name)}
    >
      {mayEdit ? t.edit : t.show}
    </Button>
  );
}

function WaitingCells({ columns }: { readonly columns: number }) {
  const styles = useTechniciansStyles();
  return (
    <td className={styles.cell} colSpan={columns}>
      <Waiting />
    </td>
  );
}

function Waiting() {
  const styles = useTechniciansStyles();
  const t = useTexts(technicianTexts);
  return <div className={styles.waiting} role="img" aria-label={t.loadingRow} />;
}
