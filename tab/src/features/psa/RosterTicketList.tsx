import { Badge, Button } from '@fluentui/react-components';
import { type Column, Records } from '../../components/Records.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { rosterTicketTexts } from '../../texts/roster-tickets.ts';
import type { RosterTicket } from './psa-types.ts';
import { useRosterStyles } from './Roster.styles.ts';
import { useOwnerNames } from './use-owner-names.ts';

/** Tickets in the order given, with what can be done with each. */
export function RosterTicketList(props: {
  readonly tickets: readonly RosterTicket[];
  /** `null`: nothing may be changed. */
  readonly onEdit: ((ticket: RosterTicket) => void) | null;
  readonly onStatus: (ticket: RosterTicket, to: RosterTicket['status']) => void;
}) {
  const { tickets, onEdit, onStatus } = props;
  const t = useTexts(rosterTicketTexts);
  const owners = useOwnerNames(tickets.flatMap(({ ownerId }) => ownerId ?? []));
  const ownerOf = (ownerId: string): string =>
    owners === null ? t.somebody : (owners.get(ownerId) ?? t.ownerGone);
  const columns: readonly Column<RosterTicket>[] = [
    { key: 'ticket', label: t.ticket, width: '36%', cell: (ticket) => <Title ticket={ticket} /> },
    {
      key: 'priority',
      label: t.priority,
      width: '88px',
      cell: ({ priority }) => priority ?? <Nothing text={t.none} />,
    },
    { key: 'company', label: t.company, cell: ({ company }) => company ?? <Nothing text={t.none} /> },
    {
      key: 'owner',
      label: t.owner,
      cell: ({ ownerId }) => (ownerId === null ? <Nothing text={t.nobody} /> : ownerOf(ownerId)),
    },
  ];
  const actions: Column<RosterTicket> = {
    key: 'actions',
    label: t.actions,
    isActions: true,
    width: '196px',
    cell: (ticket) => <Actions ticket={ticket} onEdit={() => onEdit?.(ticket)} onStatus={onStatus} />,
  };
  return (
    <Records
      label={t.title}
      columns={onEdit === null ? columns : [...columns, actions]}
      rows={tickets}
      keyOf={({ ref }) => ref}
    />
  );
}

function Title({ ticket }: { readonly ticket: RosterTicket }) {
  const styles = useRosterStyles();
  const t = useTexts(rosterTicketTexts);
  const formats = useFormats();
  const { ref, title, queue, requiredSkills, status } = ticket;
  const more = [queue, requiredSkills.length > 0 ? t.needs(formats.list(requiredSkills)) : null];
  const line = more.filter((each) => each !== null).join(' · ');
  return (
    <span className={styles.ticket}>
      <span>
        <span className={styles.name}>
          {t.number(ref)} {title}
        </span>{' '}
        {status === 'closed' ? (
          <Badge appearance="outline" color="informative">
            {t.closed}
          </Badge>
        ) : null}
      </span>
      {line === '' ? null : <span className={styles.under}>{line}</span>}
    </span>
  );
}

function Actions(props: {
  readonly ticket: RosterTicket;
  readonly onEdit: () => void;
  readonly onStatus: (ticket: RosterTicket, to: RosterTicket['status']) => void;
}) {
  const { ticket, onEdit, onStatus } = props;
  const { ref, status } = ticket;
  const styles = useRosterStyles();
  const t = useTexts(rosterTicketTexts);
  return (
    <div className={styles.rowActions}>
      <Button size="small" aria-label={t.editOf(ref)} onClick={onEdit}>
        {t.edit}
      </Button>
      {status === 'open' ? (
        <Button size="small" aria-label={t.closeOf(ref)} onClick={() => onStatus(ticket, 'closed')}>
          {t.close}
        </Button>
      ) : (
        <Button size="small" aria-label={t.reopenOf(ref)} onClick={() => onStatus(ticket, 'open')}>
          {t.reopen}
        </Button>
      )}
    </div>
  );
}

function Nothing({ text }: { readonly text: string }) {
  const styles = useRosterStyles();
  return <span className={styles.faint}>{text}</span>;
}
