import type { z } from 'zod';
import {
  addRosterTechnician,
  exportRoster,
  getRoster,
  importRoster,
  removeRosterTechnician,
  updateRosterTechnician,
} from '#contract/psa-endpoints.ts';
import type { rosterImportSchema, rosterTechnicianSchema } from '#contract/psa-schemas.ts';
import type { RosterDetails, RosterEntry } from '#core/settings/ports.ts';
import type { RosterImport, RosterService } from '#core/settings/roster-service.ts';
import type { MountForPeople } from '../mount-for-people.ts';

/** Nobody reads more of one kind on one page; the counts tell of all. */
const SHOWN_STEPS = 500;
const SHOWN_NOTES = 100;

export function mountRoster(mount: MountForPeople, { roster }: { readonly roster: RosterService }): void {
  mount(getRoster, async ({ caller }) => {
    const { technicians, revision } = await roster.read(caller);
    return { technicians: technicians.map(toEntryDto), revision };
  });
  mount(addRosterTechnician, async ({ caller, body: { technicianId, ...details } }) => {
    const wanted = technicianId === undefined ? details : { ...details, technicianId };
    return toEntryDto(await roster.add(caller, wanted));
  });
  mount(updateRosterTechnician, async ({ caller, params, body }) =>
    toEntryDto(await roster.update(caller, params.technicianId, body)),
  );
  mount(removeRosterTechnician, async ({ caller, params, query }) => {
    await roster.remove(caller, params.technicianId, query.expectedVersion);
    return null;
  });
  mount(importRoster, async ({ caller, body: { csv, mode, dryRun, expectedRevision } }) => {
    const seen = expectedRevision === undefined ? {} : { expectedRevision };
    return toImportDto(await roster.importFile(caller, { text: csv, mode, dryRun, ...seen }));
  });
  mount(exportRoster, async ({ caller, query: { content, language } }) => {
    const isTemplate = content === 'template';
    const csv = await roster.exportFile(caller, { language, isTemplate });
    return { filename: isTemplate ? 'rollcall-template.csv' : 'rollcall-technicians.csv', csv };
  });
}

function toEntryDto(entry: RosterEntry): z.input<typeof rosterTechnicianSchema> {
  const { technicianId, version, updatedAt } = entry;
  return { ...toDetailsDto(entry), technicianId, version, updatedAt: updatedAt.toISOString() };
}

function toDetailsDto({ name, email, otherEmails, active, skills, externalId }: RosterDetails) {
  return { name, email, otherEmails: [...otherEmails], active, skills: [...skills], externalId };
}

function toImportDto(plan: RosterImport): z.input<typeof rosterImportSchema> {
  const { applied, revision, steps, unchanged, faults, warnings } = plan;
  const count = (wanted: string) => steps.filter(({ action }) => action === wanted).length;
  return {
    applied,
    revision,
    counts: {
      add: count('add'),
      update: count('update'),
      remove: count('remove'),
      unchanged,
      faults: faults.length,
      warnings: warnings.length,
    },
    steps: steps.slice(0, SHOWN_STEPS).map(({ action, line, before, after }) => ({
      action,
      line,
      before: before && toDetailsDto(before),
      after: after && toDetailsDto(after),
    })),
    faults: faults.slice(0, SHOWN_NOTES).map((each) => ({ ...each, facts: { ...each.facts } })),
    warnings: warnings.slice(0, SHOWN_NOTES).map((each) => ({ ...each, facts: { ...each.facts } })),
  };
}
