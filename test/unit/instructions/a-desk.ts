import type { Known } from '#core/instructions/known.ts';

/** A made-up desk with what makes names hard: a shared first name, a company with a priority-like name, priorities per SLA. */
export const DESK: Known = {
  technicians: [
    { id: 't-lee', name: 'Lee Wong' },
    { id: 't-ana', name: 'Ana Díaz' },
    { id: 't-sam-1', name: 'Sam Okafor' },
    { id: 't-sam-2', name: 'Sam Petrov' },
    { id: 't-jo', name: 'Müller, Jörg' },
    { id: 't-will', name: 'Will Grant' },
  ],
  skills: ['Networking', 'Exchange', 'Backup and Restore'],
  priorities: [
    { id: 'prio-1a', name: 'Priority 1 - Critical', words: ['P1'] },
    { id: 'prio-1b', name: 'Critical (Gold SLA)', words: ['P1'] },
    { id: 'prio-2', name: 'High', words: ['P2'] },
  ],
  queues: [
    { id: 'q-net', name: 'Network' },
    { id: 'q-new', name: 'New tickets, Service board' },
  ],
  companies: [
    { id: 'c-contoso', name: 'Contoso Dental' },
    { id: 'c-fabrikam', name: 'Fabrikam Inc.' },
    { id: 'c-friday', name: "Friday's Bakery" },
  ],
};
