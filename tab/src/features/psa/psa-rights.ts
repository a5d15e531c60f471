import type { psaRightTexts } from '../../texts/psa-rights.ts';
import type { PsaKind } from './psa-types.ts';

interface Right {
  /** As the PSA calls it, in every language. */
  readonly name: string;
  readonly purpose: keyof (typeof psaRightTexts)['en']['purpose'];
}

/** Each right that a call of ours needs, as the check of the connection names those that are missing. */
export const RIGHTS: Readonly<Record<Exclude<PsaKind, 'roster'>, readonly Right[]>> = {
  halopsa: [
    { name: 'read:agents', purpose: 'technicians' },
    { name: 'read:tickets', purpose: 'tickets' },
    { name: 'edit:tickets', purpose: 'assign' },
    { name: 'read:calendar', purpose: 'busy' },
    { name: 'edit:calendar', purpose: 'book' },
    { name: 'read:customers', purpose: 'companies' },
  ],
  connectwise: [
    { name: 'System, Member Maintenance: Inquire', purpose: 'technicians' },
    { name: 'Service Desk, Service Tickets: Inquire', purpose: 'tickets' },
    { name: 'Service Desk, Service Tickets: Edit', purpose: 'assign' },
    { name: 'Service Desk, Resource Scheduling: Inquire', purpose: 'busy' },
    { name: 'Service Desk, Resource Scheduling: Add', purpose: 'book' },
    { name: 'Companies, Company Maintenance: Inquire', purpose: 'companies' },
    { name: 'System, Table Setup: Inquire', purpose: 'catalogue' },
  ],
  autotask: [
    { name: 'Resources: View', purpose: 'technicians' },
    { name: 'Tickets: View', purpose: 'tickets' },
    { name: 'Tickets: Edit', purpose: 'assign' },
    { name: 'Companies: View', purpose: 'companies' },
    { name: 'Calendar: View', purpose: 'busy' },
    { name: 'Calendar: Add', purpose: 'book' },
    { name: 'Time off: View', purpose: 'away' },
    { name: 'Resource roles: View', purpose: 'roles' },
    { name: 'Resource skills: View', purpose: 'skills' },
  ],
};
