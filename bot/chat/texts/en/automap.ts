import { english } from './wording.ts';

const { counted } = english;

/** Sentences of the auto-map and mapping cards. Numbers come in, names arrive ready to be shown. */
export const automap = {
  previewTitle: 'Preview of auto-map',
  scopeFull: (teams: number) => `Every team of the tenant (${counted(teams, 'team', 'teams')} read)`,
  scopeTeams: (teams: string) => `Teams: ${teams}`,
  counts: (counts: { add: number; update: number; unchanged: number }) =>
    `${counts.add} to add · ${counts.update} to change · ${counts.unchanged} the same`,
  kept: (counts: { manualKept: number; excluded: number; unmatched: number }) =>
    [
      `${counts.manualKept} Manual kept`,
      ...(counts.excluded > 0 ? [`${counts.excluded} excluded`] : []),
      `${counts.unmatched} unmatched`,
    ].join(' · '),
  ambiguousAmong: (count: number) =>
    `Of the unmatched, ${counted(count, 'needs', 'need')} a person to decide.`,
  mostly: (reason: string, count: number, total: number) =>
    count === total ? `Reason: ${reason}.` : `Most frequent reason: ${reason} (${count} of ${total}).`,
  nobodyMatched: (count: number) =>
    `None of ${counted(count, 'technician', 'technicians')} matched: the e-mails of the PSA and of Microsoft 365 differ throughout.`,
  samplePair: (pair: string) => `For example: ${pair}.`,
  nothingChangedYet: 'Nothing is changed yet.',
  applyDoes: (count: number) =>
    `Apply writes ${counted(count, 'mapping', 'mappings')}. Manual mappings are never changed, and the run can be undone.`,
  applyOnlyClears:
    'Apply changes nothing but the clears ticked below. Manual mappings are never changed, and the run can be undone.',
  nothingToApply: 'There is nothing to apply: every mapping that can be made is there already.',
  pickedTeamsOnly: 'Picked teams only: nothing can be cleared.',
  noClears: 'Nothing would be cleared.',
  incomplete: (teams: string) => `Could not be read to the end: ${teams}.`,
  teamBecause: (team: string, because: string) => `${team} (${because})`,
  incompleteMeans: 'So nothing can be cleared by this run; adding and changing still work.',
  clearsTitle: (count: number) => `Would be cleared (${count})`,
  clearRow: (was: string | null, because: string) => (was ? `was ${was} · ${because}` : because),
  noLongerMatches: 'No longer matches',
  andMore: (count: number) => `and ${count} more`,
  clearLabel: 'Clears',
  clearTick: (count: number) => `Also clear ${counted(count, 'mapping', 'mappings')} that no longer match`,
  massClearLabel: 'Unusually many clears',
  massClearTick: (count: number, of: number) =>
    `Yes, clear ${count} of ${counted(of, 'auto mapping', 'auto mappings')}. I have checked that they are really gone`,
  massClearWhy:
    'So many clears often mean that a team or the PSA was read wrongly. Without the tick, Apply leaves them as they are.',
  openUntil: (when: string) => `The preview can be applied until ${when}.`,
  apply: (count: number) => `Apply ${count}`,
  previewSummary: (count: number, clears: number, unmatched: number) =>
    `Preview of auto-map: ${count} to write, ${clears} to clear, ${unmatched} unmatched. Nothing is changed yet.`,

  runningTitle: 'Matching technicians…',
  running: (progress: { teamsDone: number; teamsTotal: number; members: number }) =>
    `${progress.teamsDone} of ${counted(progress.teamsTotal, 'team', 'teams')} read, ${counted(progress.members, 'member', 'members')} compared.`,
  runningStart: 'Reading the teams.',
  waiting: (until: string) => `Microsoft asked me to wait. I'll go on by myself at ${until}.`,
  waitingTooLong: (until: string, endsAt: string) =>
    `Microsoft asked me to wait until ${until}. That is longer than a run may take, so at ${endsAt} I'll show what I've read.`,
  runningNote: 'You can leave this; the card updates itself. Nothing is changed before Apply.',

  resultTitle: {
    complete: (when: string) => `Auto-map finished, ${when}`,
    partial: (when: string) => `Auto-map finished in part, ${when}`,
    held: (when: string) => `Auto-map finished, clears held, ${when}`,
    undone: 'This auto-map run was undone',
    cancelled: 'This auto-map preview was cancelled',
    failed: 'Auto-map could not finish',
    interrupted: 'Auto-map was interrupted',
    preview: 'This auto-map preview is not applied yet',
    scanning: 'Auto-map is still reading',
    waiting: 'Auto-map waits until Microsoft allows more reading',
  },
  unapplied: 'No mapping was changed.',
  nothingRead: 'Microsoft let me read nobody in time, so no mapping was changed.',
  takenBack: 'The mappings that it wrote are as before the run.',
  result: (counts: { added: number; changed: number; cleared: number; kept: number }) =>
    `${counts.added} added · ${counts.changed} changed · ${counts.cleared} cleared · ${counts.kept} kept`,
  startedBy: (name: string) => `Started by ${name}.`,
  skipped: (count: number) =>
    `${counted(count, 'row was', 'rows were')} left alone, because someone changed ${count === 1 ? 'it' : 'them'} after the preview.`,
  held: (count: number) =>
    `${counted(count, 'clear is', 'clears are')} held: so many at once need your explicit yes. Run auto-map again and tick the clears, or leave the mappings as they are.`,
  notCleared: (count: number) =>
    `${counted(count, 'mapping that no longer matches was', 'mappings that no longer match were')} left as ${count === 1 ? 'it is' : 'they are'}, because clearing wasn't ticked.`,
  partialMeans: 'Because of that nothing was cleared.',
  unmatchedTitle: (count: number) => `Unmatched (${count})`,
  everyoneMatched: 'Every technician is matched.',
  resultSummary: (counts: { added: number; changed: number; cleared: number; unmatched: number }) =>
    `Auto-map finished: ${counts.added} added, ${counts.changed} changed, ${counts.cleared} cleared, ${counts.unmatched} unmatched.`,
  compared: (ours: string, theirs: string, because: string) =>
    `PSA: ${ours} · Microsoft 365: ${theirs} (${because})`,
  comparedAlone: (ours: string) => `PSA: ${ours} · Microsoft 365: nothing similar found`,
  noEmail: 'no e-mail',
  rivals: (names: string) => `Also fits: ${names}`,

  undoneTitle: 'Auto-map run undone',
  undone: (restored: number) => `${counted(restored, 'mapping is', 'mappings are')} as before the run.`,
  undoneLeft: (left: number) =>
    `${counted(left, 'row was', 'rows were')} left alone, because someone changed ${left === 1 ? 'it' : 'them'} since.`,
  cancelledTitle: 'Auto-map cancelled',
  cancelled: 'Nothing was changed.',

  openTitle: "Who isn't mapped",
  openCount: (open: number, all: number) =>
    `${open} of ${counted(all, 'technician', 'technicians')} not mapped`,
  everyoneMapped: 'Every technician is mapped to a Microsoft user.',
  noTechnicians: 'The PSA lists no active technicians.',
  excluded: 'Excluded from auto-map',
  reasonUnknown: 'Not looked at yet',
  runToSee: 'Run auto-map to see why: it compares the e-mails and changes nothing before Apply.',
  askLead: 'A lead can run auto-map or map people by hand.',
  suggestionsLabel: 'Map to the suggested account',
  suggestion: (name: string, account: string, because: string) => `${name} → ${account} (${because})`,
  guest: 'guest',
  suggestionsInPersonal:
    'Auto-map found suggestions: ask me the same in our own chat, and one press maps a person.',
  mapped: (name: string, account: string, source: string) => `${name} is mapped to ${account} (${source}).`,
  showing: (from: number, to: number, of: number) => `Showing ${from}–${to} of ${of}`,
};

export type AutomapTexts = typeof automap;
