import { Button } from '@fluentui/react-components';
import type { getKeys } from '#contract/administration-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';
import { type Column, Records } from '../../components/Records.tsx';
import { keyTexts } from '../../texts/keys.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { useKeysStyles } from './Keys.styles.ts';

export type Key = AnswerOf<typeof getKeys>['keys'][number];

/** Keys in use, or those that were revoked. */
export function KeyTable(props: {
  readonly label: string;
  readonly keys: readonly Key[];
  /** Left out: the keys are revoked already. */
  readonly onRevoke?: (key: Key) => void;
}) {
  const t = useTexts(keyTexts);
  const formats = useFormats();
  const { onRevoke } = props;
  const moment = (at: string): string => formats.full(new Date(at));
  const columns: Column<Key>[] = [
    { key: 'name', label: t.name, width: '24%', cell: ({ name }) => name },
    { key: 'may', label: t.may, width: '26%', cell: ({ scopes }) => <Scopes scopes={scopes} /> },
    { key: 'made', label: t.made, cell: ({ createdAt }) => moment(createdAt) },
    {
      key: 'used',
      label: t.lastUsed,
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? t.neverUsed : moment(lastUsedAt)),
    },
    onRevoke
      ? {
          key: 'actions',
          label: t.actions,
          isActions: true,
          cell: (key) => (
            <Button aria-label={t.revokeOf(key.name)} onClick={() => onRevoke(key)}>
              {t.revoke}
            </Button>
          ),
        }
      : {
          key: 'revoked',
          label: t.revokedAt,
          cell: ({ revokedAt }) => (revokedAt === null ? '' : moment(revokedAt)),
        },
  ];
  return <Records label={props.label} columns={columns} rows={props.keys} keyOf={({ keyId }) => keyId} />;
}

function Scopes({ scopes }: { readonly scopes: readonly string[] }) {
  const own = useKeysStyles();
  const t = useTexts(keyTexts);
  return (
    <ul className={own.list}>
      {scopes.map((scope) => (
        <li key={scope}>{t.scope[scope]?.name ?? scope}</li>
      ))}
    </ul>
  );
}
