import { Badge, Button } from '@fluentui/react-components';
import type { Role } from '#kernel/vocabulary.ts';
import { type Column, Records } from '../../components/Records.tsx';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { accessTexts } from '../../texts/access.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import type { AccessRow } from './access-rows.ts';
import { RoleEditor } from './RoleEditor.tsx';

/** Everybody with a role, to change or take away where that can be done here. */
export function PeopleTable(props: {
  readonly rows: readonly AccessRow[];
  readonly isRunning: boolean;
  readonly onChange: (row: AccessRow, to: Role | null) => void;
}) {
  const styles = useSectionStyles();
  const t = useTexts(accessTexts);
  const formats = useFormats();
  const nameOf = (row: AccessRow): string => row.name ?? t.account(row.userId);
  const columns: readonly Column<AccessRow>[] = [
    {
      key: 'name',
      label: t.name,
      width: '34%',
      cell: (row) => (
        <span className={styles.row}>
          {nameOf(row)} {row.isYou ? <Badge appearance="outline">{t.you}</Badge> : null}
        </span>
      ),
    },
    {
      key: 'role',
      label: t.roleColumn,
      width: '30%',
      cell: (row) =>
        row.isByConfiguration ? (
          t.role[row.role]
        ) : (
          <RoleEditor
            key={row.role}
            name={nameOf(row)}
            role={row.role}
            isRunning={props.isRunning}
            onSave={(role) => props.onChange(row, role)}
          />
        ),
    },
    {
      key: 'since',
      label: t.since,
      width: '18%',
      cell: (row) => (row.since === null ? '–' : formats.date(row.since)),
    },
    {
      key: 'actions',
      label: t.actions,
      width: '18%',
      isActions: true,
      cell: (row) =>
        row.isByConfiguration ? (
          <span className={styles.soft}>{t.byConfiguration}</span>
        ) : (
          <Button
            aria-label={t.takeAwayOf(nameOf(row))}
            disabledFocusable={props.isRunning}
            onClick={() => props.onChange(row, null)}
          >
            {t.takeAway}
          </Button>
        ),
    },
  ];
  return <Records label={t.table} columns={columns} rows={props.rows} keyOf={({ userId }) => userId} />;
}
